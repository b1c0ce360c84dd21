import type { Words } from "../i18n";
import { monthText } from "../format";
import type { Options } from "../types";

/// Marks that narrow the list: each is a toggle, a parameter of the address and of the server.
export const flagFilters = ["dissent", "veto", "conflict", "deferred", "missing", "refused", "broken_off", "unsigned"] as const;
/// The list's state as it stands in the address; its names are those of docs/API.md, so the address is the query.
const names = ["q", "state", "unit", "zone", "inspector", "kind", "month", ...flagFilters, "sort", "cursor"];

/// What the server is asked: known parameters only, in a fixed order, so that equal lists have equal addresses.
export function apiQuery(query: URLSearchParams): string {
  const asked = new URLSearchParams();
  for (const name of names) {
    const value = query.get(name);
    if (value) asked.set(name, value);
  }
  return asked.toString();
}

/// The same list with one filter changed. The page starts anew, because a cursor belongs to its filters.
export function withFilter(query: URLSearchParams, name: string, value: string): URLSearchParams {
  const next = new URLSearchParams(apiQuery(query));
  if (value) next.set(name, value);
  else next.delete(name);
  if (name !== "cursor") next.delete("cursor");
  return next;
}

export function isFiltered(query: URLSearchParams): boolean {
  return names.some((name) => name !== "sort" && name !== "cursor" && query.get(name));
}

/// The active filters in words, for the empty list.
export function filterText(query: URLSearchParams, options: Options | null, words: Words): string {
  const parts: string[] = [];
  const add = (name: string, text: (value: string) => string) => {
    const value = query.get(name);
    if (value) parts.push(text(value));
  };
  const unit = (list: Options["units"] | undefined) => (id: string) => words.name(list?.find((one) => one.id === id)) || id;
  add("q", (text) => `“${text}”`);
  add("month", (month) => monthText(month, words.lang));
  add("zone", unit(options?.zones));
  add("unit", unit(options?.units));
  add("inspector", (id) => options?.inspectors.find((one) => one.id === id)?.name ?? id);
  add("kind", (kind) => words.code("kind", kind));
  add("state", (states) => words.join(states.split(",").map((state) => words.code("state", state))));
  for (const flag of flagFilters) add(flag, () => words.code("flag", flag));
  return words.join(parts);
}
