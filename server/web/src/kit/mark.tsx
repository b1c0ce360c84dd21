import type { JSX } from "preact";
import { useWords, type Words } from "../i18n";
import type { Count, Rank, Verdict } from "../types";

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

/// All that a verdict says, part by part, as the rules put it: first its level or points, then faults, figures, words and reasons.
export function saidParts(verdict: Verdict | undefined, words: Words): string[] {
  const parts = (words.lang === "zh" ? verdict?.said_zh : verdict?.said_en) ?? [];
  if (parts.length > 0) return parts;
  return [verdict?.na ? words.t("level.na") : levelWord(verdict ?? {}, words) || words.t("level.noted")];
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
