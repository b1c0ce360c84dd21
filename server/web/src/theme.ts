import { useLayoutEffect, useState } from "preact/hooks";
import { readSetting, writeSetting } from "./i18n";

export type Theme = "light" | "dark";

const key = "mingcha.theme";
const system = window.matchMedia("(prefers-color-scheme: dark)");

function chosen(): Theme {
  const saved = readSetting(key);
  if (saved === "light" || saved === "dark") return saved;
  return system.matches ? "dark" : "light";
}

/// The theme in force. Until a person chooses, the system decides, and tokens.css follows it without our help.
export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(chosen);
  useLayoutEffect(() => {
    const follow = () => setTheme(chosen());
    system.addEventListener("change", follow);
    return () => system.removeEventListener("change", follow);
  }, []);
  useLayoutEffect(() => {
    document.documentElement.dataset["theme"] = theme;
  }, [theme]);
  const choose = (next: Theme) => {
    writeSetting(key, next);
    setTheme(next);
  };
  return [theme, choose];
}
