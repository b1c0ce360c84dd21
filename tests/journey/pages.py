"""Pictures of the screens that the visit passes: as the inspector holds the tablet, and in other sizes, languages and themes."""

BASE = (1280, 800, "zh", "light")
# The other ways to hold it; each page is pictured in all of them once.
OTHERS = (
    (800, 1280, "zh", "light"),
    (390, 844, "zh", "light"),
    (1280, 800, "en", "dark"),
    (1280, 800, "zh", "dark"),
    (390, 844, "en", "light"),
)


class Pages:
    def __init__(self, tablet, directory, whole):
        self.tablet, self.directory, self.whole = tablet, directory, whole
        self.now = BASE
        self.seen = set()

    def hold(self, way):
        width, height, language, theme = way
        if (width, height) != self.now[:2]:
            self.tablet.do("resize", width=width, height=height)
        if language != self.now[2]:
            self.tablet.do("set", path="language", **{"is": language})
        if theme != self.now[3]:
            self.tablet.do("set", path="settings.darkMode", **{"is": theme})
        self.now = way

    def see(self, name):
        """Pictures the page that is open, unless one of this name is there already."""
        if not self.directory or name in self.seen:
            return
        self.seen.add(name)
        for way in (BASE, *(OTHERS if self.whole else ())):
            self.hold(way)
            width, height, language, theme = way
            file = self.directory / f"{len(self.seen):02}-{name}-{width}x{height}-{language}-{theme}.png"
            self.tablet.do("grab", file=str(file))
        self.hold(BASE)
