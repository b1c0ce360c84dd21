/// Date first, days left after it: "6月19日·剩 3 天". The view model chooses the tone.

StatusChip {
    iconName: chip?.icon ?? (tone === "danger" ? "warning" : "clock")
}
