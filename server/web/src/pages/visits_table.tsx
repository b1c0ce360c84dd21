import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { dayText, timeOf } from "../format";
import { useWords, type Words } from "../i18n";
import { Icon } from "../kit/icon";
import { Counts, Mark, plainPoints } from "../kit/mark";
import { FlagChip, Link, ProvisionalChip, StateChip, Watched } from "../kit/parts";
import { go, hrefOf } from "../router";
import type { VisitRow } from "../types";
import { withFilter } from "./visits_query";

/// A column: its value as text (what is compared to tint a changed cell) and how it is drawn.
interface Column {
  key: string;
  sort?: string;
  number?: boolean;
  text: (row: VisitRow, words: Words) => string;
  draw?: (row: VisitRow, words: Words) => ComponentChildren;
}

const minutes = (row: VisitRow) => row.started !== null && row.ended !== null ? Math.round((row.ended - row.started) / 60_000) : null;

function dateText(row: VisitRow, words: Words): string {
  const day = row.date ? dayText(row.date, words.lang) : "";
  return row.started === null ? day : `${day} ${timeOf(row.started)}`;
}

function Score({ row }: { row: VisitRow }) {
  const words = useWords();
  const { score } = row;
  return (
    <span class="stack stack--end">
      {score.points !== null ? <strong class="figure">{plainPoints(score.points)}</strong> : <Counts counts={score.counts.filter((one) => one.rank !== null)} />}
      {score.grade && <Mark rank={score.grade.rank} word={words.text(score.grade.zh, score.grade.en)} />}
      {score.answered < score.items && <span class="caption">{words.t("visits.answered", { n: score.answered, of: score.items })}</span>}
    </span>
  );
}

function Flags({ row }: { row: VisitRow }) {
  const counts: Record<string, number> = { conflict: row.conflicts, dissent: row.dissents, missing: row.photos.total - row.photos.received };
  return <span class="chips">{row.flags.map((flag) => <FlagChip key={flag} flag={flag} count={counts[flag] ?? 0} />)}</span>;
}

const columns: Column[] = [
  { key: "unit", sort: "unit", text: (row, words) => `${words.name(row.unit)} ${words.name(row.zone)}`,
    draw: (row, words) => <span class="stack"><strong>{words.name(row.unit)}</strong><span class="caption">{words.name(row.zone)}</span></span> },
  { key: "kind", text: (row, words) => words.code("kind", row.kind) + (row.secret ? words.t("kind.secret") : ""),
    draw: (row, words) => row.secret ? `${words.code("kind", row.kind)}·${words.t("kind.secret")}` : words.code("kind", row.kind) },
  { key: "lead", text: (row, words) => words.join([row.lead, ...row.members].filter((one) => one !== null).map((one) => one.name)) },
  { key: "date", sort: "date", text: (row, words) => `${dateText(row, words)} ${minutes(row) ?? ""}`,
    draw: (row, words) => {
      const length = minutes(row);
      return <span class="stack"><span>{dateText(row, words)}</span>{length !== null && <span class="caption">{words.t("visits.duration", { min: length })}</span>}</span>;
    } },
  { key: "state", sort: "state", text: (row) => `${row.state} ${row.provisional}`,
    draw: (row) => <span class="chips"><StateChip state={row.state} testId={`visits.state.${row.id}`} />{row.provisional && <ProvisionalChip />}</span> },
  { key: "score", sort: "points", number: true, text: (row) => JSON.stringify(row.score), draw: (row) => <Score row={row} /> },
  { key: "findings", number: true, text: (row) => row.findings.total ? `${row.findings.open}/${row.findings.total}` : "0" },
  { key: "photos", number: true,
    text: (row) => row.photos.received < row.photos.total ? `${row.photos.received}/${row.photos.total}` : String(row.photos.total) },
  { key: "flags", text: (row) => `${row.flags.join()} ${row.conflicts} ${row.dissents}`, draw: (row) => <Flags row={row} /> },
];

function Head({ column, query }: { column: Column; query: URLSearchParams }) {
  const words = useWords();
  const word = words.code("visits.col", column.key);
  const align = column.number ? "th th--number" : "th";
  if (!column.sort) return <th role="columnheader" scope="col" class={align}>{word}</th>;
  const sort = query.get("sort") ?? "-date";
  const order = sort === column.sort ? "ascending" : sort === `-${column.sort}` ? "descending" : "none";
  const next = order === "descending" ? column.sort : `-${column.sort}`;
  return (
    <th role="columnheader" scope="col" class={align} aria-sort={order}>
      <button type="button" class="sort" title={words.t("visits.sort", { column: word })} data-testid={`visits.sort.${column.key}`}
              onClick={() => go(hrefOf("/visits", withFilter(query, "sort", next)))}>
        {word}{order !== "none" && <Icon name={order === "ascending" ? "arrowUp" : "arrowDown"} size={16} />}
      </button>
    </th>
  );
}

function Row({ row, active, onFocus }: { row: VisitRow; active: boolean; onFocus: () => void }) {
  const words = useWords();
  const href = `/visits/${row.id}`;
  const open = (event: MouseEvent) => {
    // The whole row opens the visit; links, selected text and other buttons keep their own meaning.
    if ((event.target as Element).closest("a, button") || window.getSelection()?.toString()) return;
    go(href);
  };
  return (
    <tr role="row" class="row" onClick={open} data-testid={`visits.row.${row.id}`}>
      <th role="rowheader" scope="row" class="row__number">
        <Link class="row__link" href={href} tabIndex={active ? 0 : -1} onFocus={onFocus} data-row={row.id}>
          <Watched value={row.number ?? ""}>{row.number ?? words.t("visits.no_number")}</Watched>
        </Link>
      </th>
      {columns.map((column) => (
        <td role="cell" key={column.key} class={`td td--${column.key}${column.number ? " td--number" : ""}${column.key === "flags" && row.flags.length === 0 ? " td--empty" : ""}`} data-label={words.code("visits.col", column.key)}>
          <Watched value={column.text(row, words)} testId={`visits.cell.${column.key}.${row.id}`}>
            {column.draw ? column.draw(row, words) : column.text(row, words)}
          </Watched>
        </td>
      ))}
    </tr>
  );
}

/// Up, down, home and end move between rows, Enter opens: one tab stop for the whole table.
function moveFocus(event: KeyboardEvent): void {
  const step: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, Home: -1e6, End: 1e6 };
  const by = step[event.key];
  if (by === undefined) return;
  const links = Array.from((event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>("[data-row]"));
  const at = links.findIndex((link) => link === document.activeElement);
  if (at < 0) return;
  event.preventDefault();
  links[Math.max(0, Math.min(links.length - 1, at + by))]?.focus();
}

export function VisitsTable({ rows, query, busy }: { rows: VisitRow[]; query: URLSearchParams; busy: boolean }) {
  const words = useWords();
  const [focused, setFocused] = useState<string | null>(null);
  const active = rows.some((row) => row.id === focused) ? focused : rows[0]?.id;
  return (
    <table role="table" class="table" aria-label={words.t("visits.title")} aria-busy={busy} data-testid="visits.table">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col" class="th">{words.t("visits.col.number")}</th>
          {columns.map((column) => <Head key={column.key} column={column} query={query} />)}
        </tr>
      </thead>
      <tbody role="rowgroup" onKeyDown={moveFocus}>
        {rows.map((row) => <Row key={row.id} row={row} active={row.id === active} onFocus={() => setFocused(row.id)} />)}
      </tbody>
    </table>
  );
}
