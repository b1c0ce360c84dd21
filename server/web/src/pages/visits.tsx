import { useEffect } from "preact/hooks";
import { fetchOptions, fetchVisits } from "../api";
import { timeOf } from "../format";
import { Icon } from "../kit/icon";
import { Empty, Link, Notice, Skeleton } from "../kit/parts";
import { announce } from "../kit/status";
import { problemText } from "../problem_text";
import { go, hrefOf } from "../router";
import { Shell, type Chrome } from "../shell";
import type { Options, VisitPage } from "../types";
import { useData } from "../use_data";
import { useLivePage } from "./use_live_page";
import { Filters } from "./visits_filters";
import { apiQuery, filterText, isFiltered, withFilter } from "./visits_query";
import { VisitsTable } from "./visits_table";

const path = "/visits";

function Pager({ page, query, chrome }: { page: VisitPage; query: URLSearchParams; chrome: Chrome }) {
  const { words } = chrome;
  const link = (cursor: string | null, key: "prev" | "next", icon: "chevronLeft" | "chevronRight") => {
    const word = words.t(`visits.${key}`);
    const body = <>{key === "prev" && <Icon name={icon} />}{word}{key === "next" && <Icon name={icon} />}</>;
    return cursor
      ? <Link class="button" href={hrefOf(path, withFilter(query, "cursor", cursor))} data-testid={`visits.page.${key}`}>{body}</Link>
      : <span class="button button--off" aria-disabled="true" data-testid={`visits.page.${key}`}>{body}</span>;
  };
  const last = page.from + page.items.length - 1;
  return (
    <nav class="pager" aria-label={words.t("visits.pages")}>
      <span class="pager__range" data-testid="visits.range">{words.t("visits.range", { a: page.from, b: last, n: page.total })}</span>
      {link(page.prev, "prev", "chevronLeft")}{link(page.next, "next", "chevronRight")}
    </nav>
  );
}

function Nothing({ query, options, chrome }: { query: URLSearchParams; options: Options | null; chrome: Chrome }) {
  const { words } = chrome;
  if (!isFiltered(query)) return <Empty testId="visits.empty">{words.t("visits.empty_all")}</Empty>;
  return (
    <Empty testId="visits.empty" icon="search" action={words.t("visits.clear")} onAction={() => go(path)}>
      {words.t("visits.empty", { filter: filterText(query, options, words) })}
    </Empty>
  );
}

/// W3: the list of visits. Filters, order and page are the address; the server pages.
export function VisitsPage({ query, chrome }: { query: URLSearchParams; chrome: Chrome }) {
  const { words } = chrome;
  const asked = apiQuery(query);
  const [loaded, load] = useData(asked, (signal) => fetchVisits(asked, signal));
  const [options] = useData("options", fetchOptions);
  const { rows, waiting } = useLivePage(loaded.data, asked);
  const { data, problem } = loaded;
  const misread = problem?.code === "bad_filter" || problem?.code === "bad_request";  // trying again cannot help

  useEffect(() => {
    if (data) announce(words.t("visits.count", { n: data.total }));
  }, [data, words]);
  useEffect(() => {
    if (waiting > 0) announce(words.t("live.new", { n: waiting }));
  }, [waiting, words]);

  const showNew = () => {
    if (query.get("cursor")) go(hrefOf(path, withFilter(query, "cursor", "")));
    else load();
  };
  return (
    <Shell chrome={chrome} title={words.t("visits.title")}>
      <div class="visits">
        <Filters query={query} options={options.data} total={data?.total ?? null} />
        {waiting > 0 && (
          <button type="button" class="new_bar" onClick={showNew} data-testid="visits.new">{words.t("live.new", { n: waiting })}</button>
        )}
        {problem && data && (
          <Notice tone="warning" testId="visits.stale" action={words.t("retry")} onAction={load}>
            {words.t("error.as_of", { reason: problemText(problem, words), time: timeOf(loaded.at) })}
          </Notice>
        )}
        {problem && !data && (
          <Empty testId="visits.error" icon="warning" action={words.t(misread ? "visits.clear" : "retry")} onAction={misread ? () => go(path) : load}>
            {problemText(problem, words)}
          </Empty>
        )}
        {!problem && !data && <Skeleton rows={5} />}
        {data && data.items.length === 0 && <Nothing query={query} options={options.data} chrome={chrome} />}
        {data && data.items.length > 0 && <VisitsTable rows={rows} query={query} busy={loaded.loading} />}
        {data && data.items.length > 0 && <Pager page={data} query={query} chrome={chrome} />}
      </div>
    </Shell>
  );
}
