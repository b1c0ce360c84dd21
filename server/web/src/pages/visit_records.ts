import type { ComponentChildren } from "preact";
import type { Words } from "../i18n";
import type { Item, Verdict, Visit } from "../types";
import { drawVerdict } from "./visit_scores";

export function findItem(visit: Visit, code: string | null): Item | undefined {
  if (!code) return undefined;
  for (const section of visit.score.sections) {
    const item = section.items.find((one) => one.code === code);
    if (item) return item;
  }
  return undefined;
}

/// "S5.1 消防设施…·评定": which field of which record, for lists of conflicts and addenda.
export function fieldTitle(visit: Visit, part: { record: string; id: string; key: string | null; field: string }, words: Words): string {
  const item = findItem(visit, part.key);
  const finding = part.record === "finding" ? visit.findings.find((one) => one.id === part.id) : undefined;
  const subject = item ? `${item.code} ${words.text(item.text_zh, item.text_en)}`
    : finding?.title?.siblings[0]?.value ?? [words.code("record", part.record), part.key ?? ""].filter((text) => text).join(" ");
  return `${subject}·${words.code("field", part.field)}`;
}

/// How the value of such a field is drawn.
export function drawField(part: { field: string }, words: Words): (value: unknown) => ComponentChildren {
  if (part.field === "verdict" || part.field === "self") {
    const draw = drawVerdict(words);
    return (value) => draw(value as Verdict);
  }
  if (part.field === "class") return (value) => words.code("class", String(value));
  return (value) => typeof value === "string" || typeof value === "number" ? String(value) : JSON.stringify(value);
}
