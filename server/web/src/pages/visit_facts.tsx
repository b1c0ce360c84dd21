import type { ComponentChildren } from "preact";
import { dayText, momentText, timeOf } from "../format";
import { useWords, type Words } from "../i18n";
import { Icon, type IconName } from "../kit/icon";
import { Counts, Mark, plainPoints } from "../kit/mark";
import { Chip, FlagChip, ProvisionalChip, StateChip, Watched } from "../kit/parts";
import type { Visit } from "../types";
import { Versions } from "./versions";

function Fact({ icon, tone, children }: { icon: IconName; tone?: string; children: ComponentChildren }) {
  return <li class={tone ? `fact fact--${tone}` : "fact"}><Icon name={icon} size={16} /><span>{children}</span></li>;
}

function timeText(visit: Visit, words: Words): string {
  const day = visit.date ? dayText(visit.date, words.lang) : "";
  if (visit.started === null) return day;
  const from = timeOf(visit.started);
  return visit.ended === null ? words.t("visit.since", { date: day, from }) : words.t("visit.time", { date: day, from, to: timeOf(visit.ended) });
}

function checkinFacts(visit: Visit, words: Words) {
  const { checkin } = visit;
  if (!checkin) return null;
  const reason = (prefix: string, code: string | null) => code ? words.code(prefix, code) : words.t("visit.no_reason");
  return (
    <>
      {checkin.distance !== null ? <Fact icon="pin">{words.t("visit.distance", { n: checkin.distance })}</Fact>
                                 : <Fact icon="pin" tone="warning">{words.t("visit.no_position", { reason: reason("place", checkin.gps_reason) })}</Fact>}
      {checkin.plaque ? <Fact icon="check" tone="success">{words.t("visit.plaque")}</Fact>
                      : <Fact icon="warning" tone="warning">{words.t("visit.no_plaque", { reason: reason("plaque", checkin.plaque_reason) })}</Fact>}
    </>
  );
}

/// One code, or two: why nobody had planned it, and why above the monthly limit.
export function whyText(codes: string, words: Words): string {
  return [...new Set(codes.split(", "))].map((code) => words.code("why", code)).join(words.lang === "zh" ? "；" : "; ");
}

function schoolText(visit: Visit, words: Words): string {
  const { unit } = visit;
  const parts = [words.name(visit.zone)];
  if (unit.head) parts.push(words.t("visit.head", { name: unit.head }));
  if (unit.liaison) parts.push(words.t("visit.liaison", { name: unit.liaison.name }));
  if (unit.students !== null) parts.push(words.t("visit.students", { n: unit.students }));
  return parts.filter((part) => part !== "").join("·");
}

function Figure({ visit }: { visit: Visit }) {
  const words = useWords();
  const { score } = visit;
  const answered = score.answered < score.items && <span class="caption" data-testid="visit.answered">{words.t("visits.answered", { n: score.answered, of: score.items })}</span>;
  if (score.points === null) {
    return <div class="visit__score"><span class="hidden">{words.t("visit.counts")}</span><Watched value={JSON.stringify(score.counts)}><Counts counts={score.counts} /></Watched>{answered}</div>;
  }
  return (
    <div class="visit__score"><span>{words.t("visit.score")}</span>
      <Watched value={score.points} testId="visit.score"><strong class="visit__figure">{plainPoints(score.points)}</strong></Watched>
      {score.grade && !score.vetoed && <Mark rank={score.grade.rank} word={words.text(score.grade.zh, score.grade.en)} />}
      {score.start !== null && <span class="caption" data-testid="visit.score.start">{words.t("scores.start", { n: plainPoints(score.start) })}</span>}
      {score.earned !== null && score.max !== null && score.total !== null && score.max !== score.total && (
        <span class="caption">{words.t("visit.score.of", { n: plainPoints(score.earned), max: plainPoints(score.max), total: plainPoints(score.total) })}</span>
      )}{answered}</div>
  );
}

/// A failed veto says so once here, with the grade that follows from it.
function ResultChip({ visit }: { visit: Visit }) {
  const words = useWords();
  const { grade, vetoed } = visit.score;
  if (!vetoed) return null;
  return <Chip tone="danger" icon="flag">{grade ? words.t("visit.fail_veto", { grade: words.text(grade.zh, grade.en) }) : words.t("visit.vetoed")}</Chip>;
}

/// The visit's head: state, result, who, when, where; the office sees at once what is still missing.
export function VisitFacts({ visit, title }: { visit: Visit; title: string }) {
  const words = useWords();
  const missing = visit.photos.filter((photo) => photo.received === null).length;
  const people = words.join([visit.lead, ...visit.members].filter((one) => one !== null).map((one) => one.name));
  const list = visit.checklist;
  const counts: Record<string, number> = { conflict: visit.conflicts.length, missing };
  return (
    <header class="visit__head">
      <div class="visit__line">
        <h1 class="visit__title" data-testid="visit.title">{title}</h1>
        <Watched value={visit.state} testId="visit.state"><StateChip state={visit.state} /></Watched>
        {visit.provisional && <ProvisionalChip />}
        <ResultChip visit={visit} />
        {visit.flags.filter((flag) => flag !== "veto").map((flag) => <FlagChip key={flag} flag={flag} count={counts[flag] ?? 0} />)}
        <Figure visit={visit} />
      </div>
      <ul class="facts" data-testid="visit.facts">
        {people && <Fact icon="people">{people}</Fact>}
        <Fact icon="clock">{timeText(visit, words)}</Fact>
        {checkinFacts(visit, words)}
        {list && <Fact icon="file">{words.t("visit.checklist", { title: words.text(list.title_zh, list.title_en), version: list.version })}</Fact>}
        <Fact icon="inbox"><Watched value={String(visit.updated)}>{words.t("visit.received", { time: momentText(visit.updated, words.lang) })}</Watched></Fact>
        {missing > 0 && (
          <Fact icon="image" tone="pending"><Watched value={String(missing)} testId="visit.missing">
            {words.t("visit.photos_missing", { n: visit.photos.length - missing, of: visit.photos.length })}</Watched></Fact>
        )}
      </ul>
      <p class="caption" data-testid="visit.school">{schoolText(visit, words)}</p>
      {(visit.summary || visit.highlights || visit.reason) && (
        <dl class="notes" data-testid="visit.notes">
          <Versions label={words.t("visit.summary")} field={visit.summary} />
          <Versions label={words.t("visit.highlights")} field={visit.highlights} />
          <Versions label={words.t("visit.unplanned")} field={visit.reason} draw={(codes) => whyText(codes, words)} />
        </dl>
      )}
    </header>
  );
}
