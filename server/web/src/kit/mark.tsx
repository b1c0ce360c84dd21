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

export function levelWord(scoring: string, level: string, words: Words): string {
  if (scoring === "abc" || scoring === "abcd") return level;
  const own = words.code(`level.${scoring}`, level);
  return own === level ? words.code("level.tri", level) : own;
}

export function itemWord(item: Item, words: Words): string {
  if (item.na) return words.t("level.na");
  if (!item.answered) return words.t("level.none");
  if (item.level !== null) return levelWord(item.scoring, item.level, words);
  if (item.points === null) return "";
  return item.max === null ? words.t("points", { n: plainPoints(item.points) })
                           : words.t("points.of", { n: plainPoints(item.points), max: plainPoints(item.max) });
}

const ranks: Record<string, Rank> = { yes: 1, partly: 4, no: 5, good: 1, fair: 3, poor: 5, A: 1, B: 2, C: 4, D: 5 };

/// A sibling's rank. Only the shown answer is ranked by the engine; the others are ranked by the same plain table.
export function verdictRank(item: Item | undefined, verdict: Verdict): Rank {
  if (verdict.na) return null;
  if (verdict.level !== undefined) {
    const rank = ranks[verdict.level] ?? 3;
    return item?.scoring === "no_yes" && rank !== 4 ? (rank === 1 ? 5 : 1) : rank;
  }
  const points = Number(verdict.points);
  const max = Number(item?.max);
  if (!Number.isFinite(points) || !max) return 3;
  return points >= max ? 1 : points <= 0 ? 5 : 4;
}

export function verdictWord(item: Item | undefined, verdict: Verdict, words: Words): string {
  if (verdict.na) return words.t("level.na");
  if (verdict.level !== undefined) return levelWord(item?.scoring ?? "tri", verdict.level, words);
  if (verdict.points !== undefined) {
    return item?.max ? words.t("points.of", { n: plainPoints(verdict.points), max: plainPoints(item.max) })
                     : words.t("points", { n: plainPoints(verdict.points) });
  }
  return JSON.stringify(verdict);
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
