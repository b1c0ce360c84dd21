import type { JSX } from "preact";
import { useWords, type Words } from "../i18n";
import type { Count, Item, Rank, Verdict } from "../types";

/// Shape, colour and word of a score level (UX section 3): never colour alone.

const shapes: Record<string, JSX.Element> = {
  1: <path d="M9 2.5L16.5 15.5h-15z" />,
  2: <circle cx="9" cy="9" r="6.5" />,
  3: <rect x="3" y="3" width="12" height="12" />,
  4: <path d="M9 1.5L16.5 9 9 16.5 1.5 9z" />,
  5: <path d="M4.5 1.8L9 6.3l4.5-4.5 2.7 2.7L11.7 9l4.5 4.5-2.7 2.7L9 11.7l-4.5 4.5-2.7-2.7L6.3 9 1.8 4.5z" />,
  na: <path d="M2 10.5l8.5-8.5h3L2 13.5zM4 16L16 4v3l-9 9zM11 16l5-5v3l-2 2z" />,
};

export function Shape({ rank }: { rank: Rank }) {
  const name = rank ?? "na";
  return <svg class={`shape shape--${name}`} width="16" height="16" viewBox="0 0 18 18" aria-hidden="true" focusable="false">{shapes[name]}</svg>;
}

export function Mark({ rank, word, testId }: { rank: Rank; word: string; testId?: string }) {
  return <span class={`mark mark--${rank ?? "na"}`} data-testid={testId}><Shape rank={rank} />{word}</span>;
}

/// "23.0" stays as the engine wrote it; only a trailing ".0" goes, as people write points.
export const plainPoints = (points: string) => points.replace(/\.0+$/, "");

/// A level's words as its list has them; its code where the list says nothing.
export function levelWord(of: { level?: string | null | undefined; level_zh?: string | null; level_en?: string | null }, words: Words): string {
  return words.text(of.level_zh ?? "", of.level_en ?? "") || (of.level ?? "");
}

const clock = (minutes: number) => `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

function measuredWord(item: Item | undefined, verdict: Verdict, words: Words): string {
  const unit = words.text(item?.unit_zh ?? "", item?.unit_en ?? "");
  if (typeof verdict.time === "number") return clock(verdict.time);
  if (typeof verdict.measured === "string") return unit ? `${verdict.measured} ${unit}` : verdict.measured;
  if (typeof verdict.measures === "object" && verdict.measures !== null) {
    return words.join(Object.entries(verdict.measures).map(([size, count]) => `${size}${words.t("colon")}${String(count)}`));
  }
  return typeof verdict.text === "string" ? verdict.text : "";
}

/// What it was at the start of the term, where the list asks for both.
function startWord(item: Item | undefined, verdict: Verdict, words: Words): string {
  const level = levelWord({ level: verdict.level_start, level_zh: verdict.level_start_zh ?? null, level_en: verdict.level_start_en ?? null }, words);
  const unit = words.text(item?.unit_zh ?? "", item?.unit_en ?? "");
  const figure = verdict.measured_start ? `${verdict.measured_start}${unit ? ` ${unit}` : ""}` : "";
  return level || figure ? words.t("level.start", { what: level || figure }) : "";
}

/// What was judged, and what was measured for it: "符合 · 45 分钟", "2.5/4 分".
export function verdictWord(item: Item | undefined, verdict: Verdict, words: Words): string {
  if (verdict.na) return words.t("level.na");
  const parts = [];
  if (verdict.level) parts.push(levelWord(verdict, words));
  else if (verdict.points !== undefined) {
    parts.push(item?.max ? words.t("points.of", { n: plainPoints(verdict.points), max: plainPoints(item.max) })
                         : words.t("points", { n: plainPoints(verdict.points) }));
  }
  const measured = measuredWord(item, verdict, words);
  if (measured) parts.push(measured);
  const start = startWord(item, verdict, words);
  if (start) parts.push(start);
  return parts.length > 0 ? parts.join(" · ") : words.t("level.noted");
}

export function itemWord(item: Item, shown: Verdict | undefined, words: Words): string {
  if (item.na) return words.t("level.na");
  if (!item.answered) return words.t("level.none");
  return verdictWord(item, { ...shown, level: item.level ?? undefined, level_zh: item.level_zh, level_en: item.level_en, points: item.points ?? undefined }, words);
}

/// Counts per level, for lists that make no sum.
export function Counts({ counts }: { counts: Count[] }) {
  const words = useWords();
  return (
    <span class="counts">
      {counts.map(({ rank, n }) => (
        <span class="counts__one" key={String(rank)}>
          <Shape rank={rank} /><span class="hidden">{words.code("rank", String(rank ?? "na"))} </span>{n}
        </span>
      ))}
    </span>
  );
}
