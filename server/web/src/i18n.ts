import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { words, type WordKey } from "./words";

export type Lang = "zh" | "en";
type Params = Record<string, string | number>;

/// Fills `{name}`; `{n|one|many}` chooses by the number n. A name that is not given stays visible, so a mistake shows.
function fill(pattern: string, params: Params): string {
  return pattern.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name: string, one?: string, many?: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    return one === undefined ? String(value) : String(Number(value) === 1 ? one : many);
  });
}

export class Words {
  constructor(readonly lang: Lang) {}

  get t() {
    return (key: WordKey, params: Params = {}): string => fill(words[key][this.lang === "zh" ? 0 : 1], params);
  }

  /// The word for a code that came from the server; a code that this console does not know stands for itself.
  code(prefix: string, code: string): string {
    const key = `${prefix}.${code}`;
    return key in words ? this.t(key as WordKey) : code;
  }

  /// A name that people gave: English where there is one.
  name(named: { name_zh: string; name_en: string } | null | undefined): string {
    if (!named) return "";
    return this.lang === "en" && named.name_en ? named.name_en : named.name_zh;
  }

  text(zh: string, en: string): string {
    return this.lang === "en" && en ? en : zh;
  }

  join(parts: string[]): string {
    return parts.join(this.t("list.join"));
  }
}

export const WordsContext = createContext(new Words("zh"));
export const useWords = () => useContext(WordsContext);

const key = "mingcha.lang";

export function savedLang(): Lang {
  const saved = readSetting(key);
  if (saved === "zh" || saved === "en") return saved;
  return navigator.language.toLowerCase().startsWith("en") ? "en" : "zh";
}

export function saveLang(lang: Lang): void {
  writeSetting(key, lang);
}

// A browser may forbid storage: then the choice lasts as long as the page.
export function readSetting(name: string): string | null {
  try { return localStorage.getItem(name); } catch { return null; }
}
export function writeSetting(name: string, value: string): void {
  try { localStorage.setItem(name, value); } catch { /* kept in memory only */ }
}
