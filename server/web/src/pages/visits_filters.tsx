import { useEffect, useRef, useState } from "preact/hooks";
import { monthText, recentMonths } from "../format";
import { useWords } from "../i18n";
import { Icon } from "../kit/icon";
import { go, hrefOf } from "../router";
import type { Options } from "../types";
import { flagFilters, isFiltered, withFilter } from "./visits_query";

const states = ["planned", "drawn", "taken", "checked_in", "working", "feedback", "confirmed", "dissented", "unsigned", "submitted", "reviewing",
                "returned", "accepted", "reported", "published", "filed", "cancelled", "refused", "broken_off", "void"];
const kinds = ["routine", "special", "comprehensive"];
const months_offered = 24;
const typing_pause = 300;

type Choice = { value: string; label: string };

function Select({ name, label, query, choices }: { name: string; label: string; query: URLSearchParams; choices: Choice[] }) {
  const words = useWords();
  const value = query.get(name) ?? "";
  // A value that came by a shared address and is not among the choices is still shown as chosen.
  const foreign = value && !choices.some((choice) => choice.value === value);
  return (
    <label class={value ? "filter filter--on" : "filter"}>
      <span>{label}</span>
      <select class="input" value={value} data-testid={`visits.filter.${name}`}
              onChange={(event) => go(hrefOf("/visits", withFilter(query, name, event.currentTarget.value)))}>
        <option value="">{words.t("visits.any")}</option>
        {foreign && <option value={value}>{words.t("visits.chosen")}</option>}
        {choices.map((choice) => <option key={choice.value} value={choice.value}>{choice.label}</option>)}
      </select>
    </label>
  );
}

function Search({ query }: { query: URLSearchParams }) {
  const words = useWords();
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef(0);
  const latest = useRef(query);
  latest.current = query;
  const text = query.get("q") ?? "";

  // The address changes under us on back, forward and clear; while somebody types the field is theirs.
  useEffect(() => {
    if (input.current && document.activeElement !== input.current) input.current.value = text;
  }, [text]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        input.current?.focus();
        input.current?.select();
      }
    };
    window.addEventListener("keydown", onKey);
    return () => { window.removeEventListener("keydown", onKey); window.clearTimeout(timer.current); };
  }, []);

  const apply = (value: string, how: "push" | "replace") => {
    window.clearTimeout(timer.current);
    go(hrefOf("/visits", withFilter(latest.current, "q", value.trim())), how);
  };
  // Candidates of an input method are no search: wait until they are committed.
  const typed = (event: { isComposing?: boolean; currentTarget: HTMLInputElement }) => {
    if (event.isComposing) return;
    const value = event.currentTarget.value;
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => apply(value, "replace"), typing_pause);
  };
  // Preact knows no property for this event and would listen for one of another case.
  const committed = useRef<() => void>(() => undefined);
  committed.current = () => { if (input.current) typed({ currentTarget: input.current }); };
  useEffect(() => {
    const field = input.current;
    const listener = () => committed.current();
    field?.addEventListener("compositionend", listener);
    return () => field?.removeEventListener("compositionend", listener);
  }, []);
  return (
    <label class="search">
      <Icon name="search" />
      <span class="hidden">{words.t("visits.search.label")}</span>
      <input ref={input} class="search__input" type="search" defaultValue={text} maxLength={100} placeholder={words.t("visits.search")}
             onInput={(event) => typed(event)}
             onKeyDown={(event) => { if (event.key === "Enter" && !event.isComposing) apply(event.currentTarget.value, "push"); }}
             data-testid="visits.search" />
      <kbd>Ctrl K</kbd>
    </label>
  );
}

export function Filters({ query, options, total }: { query: URLSearchParams; options: Options | null; total: number | null }) {
  const words = useWords();
  // On a phone the fields wait behind a button; wider screens always show them.
  const [open, setOpen] = useState(false);
  const named = (list: Options["units"] | undefined) => (list ?? []).map((one) => ({ value: one.id, label: words.name(one) }));
  return (
    <section class={open ? "filters" : "filters filters--closed"} aria-label={words.t("visits.filters")}>
      <div class="filters__row">
        <Search query={query} />
        <Select name="month" label={words.t("visits.month")} query={query}
                choices={recentMonths(months_offered).map((month) => ({ value: month, label: monthText(month, words.lang) }))} />
        <Select name="zone" label={words.t("visits.zone")} query={query} choices={named(options?.zones)} />
        <Select name="unit" label={words.t("visits.unit")} query={query} choices={named(options?.units)} />
        <Select name="inspector" label={words.t("visits.inspector")} query={query}
                choices={(options?.inspectors ?? []).map((one) => ({ value: one.id, label: one.name }))} />
        <Select name="kind" label={words.t("visits.kind")} query={query} choices={kinds.map((kind) => ({ value: kind, label: words.code("kind", kind) }))} />
        <Select name="state" label={words.t("visits.state")} query={query} choices={states.map((state) => ({ value: state, label: words.code("state", state) }))} />
      </div>
      <div class="filters__row">
        <span class="filters__count" data-testid="visits.count">{total === null ? "" : words.t("visits.count", { n: total })}</span>
        <button type="button" class="button filters__open" aria-expanded={open} onClick={() => setOpen(!open)} data-testid="visits.filters">
          {words.t("visits.filters")}<Icon name={open ? "arrowUp" : "arrowDown"} size={16} />
        </button>
        {flagFilters.map((flag) => {
          const on = query.get(flag) === "1";
          return (
            <button type="button" class="toggle" aria-pressed={on} key={flag} data-testid={`visits.filter.${flag}`}
                    onClick={() => go(hrefOf("/visits", withFilter(query, flag, on ? "" : "1")))}>
              {on && <Icon name="check" size={16} />}{words.code("flag", flag)}
            </button>
          );
        })}
        {isFiltered(query) && (
          <button type="button" class="text_button" onClick={() => go("/visits")} data-testid="visits.clear">{words.t("visits.clear")}</button>
        )}
      </div>
    </section>
  );
}
