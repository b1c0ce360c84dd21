import { useEffect, useRef } from "preact/hooks";
import { fetchVisit } from "../api";
import { feed } from "../live";
import { timeOf } from "../format";
import { Guarded } from "../kit/guarded";
import { Icon, type IconName } from "../kit/icon";
import { Empty, Link, Notice, Skeleton } from "../kit/parts";
import { problemText } from "../problem_text";
import { go, hrefOf } from "../router";
import { Shell, type Chrome } from "../shell";
import type { Visit } from "../types";
import { useData } from "../use_data";
import { VisitAddenda } from "./visit_addenda";
import { VisitConfirmation } from "./visit_confirmation";
import { VisitConflicts } from "./visit_conflicts";
import { VisitFacts } from "./visit_facts";
import { VisitFindings } from "./visit_findings";
import { VisitHistory } from "./visit_history";
import { VisitPhotos } from "./visit_photos";
import { VisitScores } from "./visit_scores";

const tabs = ["scores", "photos", "findings", "confirmation", "addenda", "history", "conflicts"] as const;
type Tab = typeof tabs[number];

function counts(visit: Visit): Partial<Record<Tab, number>> {
  return {
    photos: visit.photos.length, findings: visit.findings.length, addenda: visit.addenda.length,
    history: visit.steps.length, conflicts: visit.conflicts.length,
  };
}

function confirmationIcon(visit: Visit): IconName | null {
  const last = visit.confirmations[visit.confirmations.length - 1];
  if (!last) return null;
  return last.choice === "confirm" ? "check" : last.choice === "dissent" ? "chat" : "pen";
}

/// Left and right move between tabs and open them at once, as the pattern for tabs asks.
function moveTab(event: KeyboardEvent): void {
  const step: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, Home: -1e6, End: 1e6 };
  const by = step[event.key];
  if (by === undefined) return;
  const all = Array.from((event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>("[role=tab]"));
  const at = all.findIndex((tab) => tab === document.activeElement);
  if (at < 0) return;
  event.preventDefault();
  const next = Math.abs(by) > 1 ? (by < 0 ? 0 : all.length - 1) : (at + by + all.length) % all.length;
  all[next]?.focus();
  all[next]?.click();
}

function Tabs({ visit, tab, query, chrome }: { visit: Visit; tab: Tab; query: URLSearchParams; chrome: Chrome }) {
  const { words } = chrome;
  const numbers = counts(visit);
  const icon = confirmationIcon(visit);
  const open = (name: Tab) => {
    const next = new URLSearchParams(query);
    next.set("tab", name);
    next.delete("photo");
    go(hrefOf(`/visits/${visit.id}`, next), "replace");
  };
  // On a narrow screen the row of tabs scrolls: the open one stands in view.
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = list.current?.getBoundingClientRect();
    const own = list.current?.querySelector("[aria-selected=true]")?.getBoundingClientRect();
    if (list.current && box && own) list.current.scrollLeft += own.left - box.left - (box.width - own.width) / 2;
  }, [tab]);
  return (
    <div class="tabs" role="tablist" aria-label={words.t("visit.tabs")} onKeyDown={moveTab} ref={list}>
      {tabs.map((name) => (
        <button type="button" role="tab" id={`tab_${name}`} key={name} class="tab" aria-selected={name === tab} aria-controls="tab_panel"
                tabIndex={name === tab ? 0 : -1} onClick={() => open(name)} data-testid={`visit.tab.${name}`}>
          {words.t(`tab.${name}`)}
          {numbers[name] !== undefined && <span class={name === "conflicts" && numbers[name] ? "tab__count tab__count--warn" : "tab__count"}>{numbers[name]}</span>}
          {name === "confirmation" && icon && <Icon name={icon} size={16} />}
        </button>
      ))}
    </div>
  );
}

function Panel({ visit, tab, query, chrome }: { visit: Visit; tab: Tab; query: URLSearchParams; chrome: Chrome }) {
  const body = {
    scores: () => <VisitScores visit={visit} />,
    photos: () => <VisitPhotos visit={visit} photos={visit.photos} />,
    findings: () => <VisitFindings visit={visit} />,
    confirmation: () => <VisitConfirmation visit={visit} />,
    addenda: () => <VisitAddenda visit={visit} />,
    history: () => <VisitHistory visit={visit} />,
    conflicts: () => <VisitConflicts visit={visit} />,
  }[tab]();
  return (
    <>
      <Tabs visit={visit} tab={tab} query={query} chrome={chrome} />
      <div role="tabpanel" id="tab_panel" aria-labelledby={`tab_${tab}`} class="panel" data-testid={`visit.panel.${tab}`}>
        <Guarded key={tab} testId="visit.panel.broken">{body}</Guarded>
      </div>
    </>
  );
}

/// W4: one visit. It follows the tablet live: any message about it reads it again.
export function VisitPage({ id, query, chrome }: { id: string; query: URLSearchParams; chrome: Chrome }) {
  const { words } = chrome;
  const [loaded, load] = useData(id, (signal) => fetchVisit(id, signal));
  const { data: visit, problem } = loaded;
  const asked = query.get("tab") as Tab | null;
  const tab = asked && tabs.includes(asked) ? asked : "scores";

  useEffect(() => feed.listen((event) => {
    if (event.kind === "resync" || event.id === id) load();
  }), [id, load]);

  const title = visit ? `${words.name(visit.unit)}${words.lang === "en" ? words.t("dot") : " "}${words.t("visit.kind", { kind: words.code("kind", visit.kind) })}` : words.t("visits.title");
  const trail = (
    <nav class="trail" aria-label={words.t("visit.path")}>
      <Link class="icon_button" href="/visits" aria-label={words.t("visit.back")} data-testid="visit.back"><Icon name="chevronLeft" /></Link>
      <Link class="trail__link" href="/visits">{words.t("visits.title")}</Link>
      {visit && <><Icon name="chevronRight" size={16} /><span aria-current="page">{visit.number ?? words.t("visits.no_number")}</span></>}
    </nav>
  );
  return (
    <Shell chrome={chrome} title={title} trail={trail}>
      <div class="visit">
        {!visit && <h1 class="hidden">{title}</h1>}
        {!visit && !problem && <Skeleton rows={5} />}
        {!visit && problem && (
          <Empty testId="visit.error" icon="warning" action={words.t(problem.code === "not_found" ? "app.to_visits" : "retry")}
                 onAction={() => (problem.code === "not_found" ? go("/visits") : load())}>{problemText(problem, words)}</Empty>
        )}
        {visit && problem && (
          <Notice tone="warning" testId="visit.stale" action={words.t("retry")} onAction={load}>
            {words.t("error.as_of", { reason: problemText(problem, words), time: timeOf(loaded.at) })}
          </Notice>
        )}
        {visit && <Guarded testId="visit.head.broken"><VisitFacts visit={visit} title={title} /></Guarded>}
        {visit && <Panel visit={visit} tab={tab} query={query} chrome={chrome} />}
      </div>
    </Shell>
  );
}
