import { dayText } from "../format";
import { useWords, type Words } from "../i18n";
import { Chip, Empty, ProvisionalChip, Watched, type Tone } from "../kit/parts";
import type { Finding, Visit } from "../types";
import { Versions } from "./versions";
import { Thumbs } from "./visit_photos";

const classTones: Record<string, Tone> = { A: "plain", B: "info", C: "danger", D: "warning" };
const stateTones: Record<string, Tone> = { closed: "success", fixed_on_spot: "success", waived: "plain", not_done: "warning", noticed: "info" };

function itemText(finding: Finding, visit: Visit, words: Words): string {
  if (!finding.item) return words.t("findings.own");
  for (const section of visit.score.sections) {
    const item = section.items.find((one) => one.code === finding.item);
    if (item) return `${item.code} ${words.text(item.text_zh, item.text_en)}`;
  }
  return finding.item;
}

function FindingCard({ finding, visit, place }: { finding: Finding; visit: Visit; place: number }) {
  const words = useWords();
  const level = finding.class?.siblings[0]?.value;
  const photos = visit.photos.filter((photo) => finding.photos.includes(photo.id) || photo.subject.id === finding.id);
  const titleOf = (one: Finding): string => one.title?.siblings[0]?.value ?? words.t("findings.none");
  const title = titleOf(finding);
  const twins = visit.findings.flatMap((one, at) => finding.same_item.includes(one.id) ? [`${at + 1}. ${titleOf(one)}`] : []);
  return (
    <li class="card" data-testid={`visit.finding.${finding.id}`}>
      <div class="card__head">
        <h2 class="card__title">{place}. {title}</h2>
        {level && <Chip tone={classTones[level] ?? "plain"}>{words.code("class", level)}</Chip>}
        <Watched value={finding.state}><Chip tone={stateTones[finding.state] ?? "plain"}>{words.code("fstate", finding.state)}</Chip></Watched>
        {finding.provisional && <ProvisionalChip />}
        {finding.flags.map((flag) => <Chip key={flag} tone="warning" icon="warning">{words.code("fflag", flag)}</Chip>)}
      </div>
      <p class="caption">{itemText(finding, visit, words)}</p>
      {twins.length > 0 && (
        <p class="caption" data-testid={`visit.finding.${finding.id}.twins`}>
          {words.t("findings.same_item", { titles: twins.join(words.lang === "zh" ? "；" : "; ") })}
        </p>
      )}
      <dl class="notes">
        {finding.title?.conflict && <Versions label={words.t("field.title")} field={finding.title} />}
        {finding.class?.conflict && <Versions label={words.t("field.class")} field={finding.class} draw={(value) => words.code("class", value)} />}
        <Versions label={words.t("findings.basis")} field={finding.basis} />
        <Versions label={words.t("findings.advice")} field={finding.advice} />
        <Versions label={words.t("findings.days")} field={finding.days}
                  draw={(days) => days === 0 ? words.t("findings.on_spot") : words.t("findings.days_n", { n: days })} />
        <Versions label={words.t("findings.responsible")} field={finding.responsible} />
      </dl>
      {(finding.notice || finding.due) && (
        <p class="caption">{[finding.notice ? words.t("findings.notice", { number: finding.notice.number }) : "",
          finding.due ? words.t("findings.due", { date: dayText(finding.due, words.lang) }) : ""].filter((part) => part).join("·")}</p>
      )}
      {photos.length > 0 && <Thumbs visit={visit} photos={photos} />}
    </li>
  );
}

export function VisitFindings({ visit }: { visit: Visit }) {
  const words = useWords();
  if (visit.findings.length === 0) return <Empty testId="visit.findings.empty" icon="check">{words.t("findings.empty")}</Empty>;
  return <ul class="cards">{visit.findings.map((finding, at) => <FindingCard key={finding.id} finding={finding} visit={visit} place={at + 1} />)}</ul>;
}
