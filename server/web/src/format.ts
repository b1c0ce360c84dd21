import type { Lang } from "./i18n";

/// Times are shown where the school is, wherever the reader sits.
const zone = "Asia/Shanghai";

const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", hour12: false });
const seconds = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });
const isoDay = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
const days = {
  zh: new Intl.DateTimeFormat("zh-CN", { timeZone: "UTC", month: "long", day: "numeric" }),
  en: new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", month: "short", day: "numeric" }),
};
const dayFrom = (iso: string) => new Date(`${iso}T00:00:00Z`);

export const timeOf = (ms: number) => clock.format(ms);
export const dayOf = (ms: number) => isoDay.format(ms);

/// 6月12日 / 12 Jun; with the year where it is not the present one.
export function dayText(iso: string, lang: Lang): string {
  const text = days[lang].format(dayFrom(iso));
  const year = iso.slice(0, 4);
  if (year === dayOf(Date.now()).slice(0, 4)) return text;
  return lang === "zh" ? `${year}年${text}` : `${text} ${year}`;
}

export function momentText(ms: number, lang: Lang): string {
  return `${dayText(dayOf(ms), lang)} ${timeOf(ms)}`;
}

export function exactText(ms: number): string {
  return `${dayOf(ms)} ${seconds.format(ms)}`;
}

export const monthText = (month: string, lang: Lang) =>
  lang === "zh" ? `${month.slice(0, 4)}年${Number(month.slice(5))}月`
                : new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", month: "short", year: "numeric" }).format(dayFrom(`${month}-01`));

/// The last `count` months, newest first, as YYYY-MM.
export function recentMonths(count: number): string[] {
  const [year = 2000, month = 1] = dayOf(Date.now()).split("-").map(Number);
  return Array.from({ length: count }, (_, back) => {
    const date = new Date(Date.UTC(year, month - 1 - back, 1));
    return date.toISOString().slice(0, 7);
  });
}

export function bytesText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

export function positionText(lat: number, lon: number): string {
  return `${(lat / 1e6).toFixed(5)}, ${(lon / 1e6).toFixed(5)}`;
}
