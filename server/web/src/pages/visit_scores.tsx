import { useState } from "preact/hooks";
import { useWords, type Words } from "../i18n";
import { Icon } from "../kit/icon";
import { Counts, Mark, levelWord, plainPoints, saidParts } from "../kit/mark";
import { Chip, Empty, Watched } from "../kit/parts";
import type { Answer, Conflict, Item, Section, Verdict, Visit } from "../types";
import { SideBySide, Versions } from "./versions";
import { Thumbs } from "./visit_photos";

/// Differences of points as people write them: 2.5, not 2.500000001.
const difference = (now: string, before: string) => Math.round((Number(now) - Number(before)) * 100) / 100;

function Trend({ now, before }: { now: string; before: string }) {
  const words = useWords();
  const by = difference(now, before);
  if (by === 0) return <span class="trend">{words.t("scores.same")}</span>;
  const up = by > 0;
  return (
    <span class={up ? "trend trend--up" : "trend trend--down"}><Icon name={up ? "arrowUp" : "arrowDown"} size={16} />
      {words.t(up ? "scores.up" : "scores.down", { n: Math.abs(by) })}</span>
  );
}

export function settlerText(conflict: Conflict, words: Words): string {
  const role = words.code("settler", conflict.settles.role);
  return conflict.settles.person ? words.t("settler.named", { role, name: conflict.settles.person.name }) : role;
}

/// A verdict whole: what it judges as a mark, what stands behind it in words.
export function drawVerdict(words: Words) {
  return (verdict: Verdict) => {
    const [first, ...more] = saidParts(verdict, words);
    return (
      <>
        {verdict.rank === null && !verdict.na ? <span>{first}</span> : <Mark rank={verdict.rank ?? null} word={first ?? ""} />}
        {more.length > 0 && <span class="version__more">{more.join(" · ")}</span>}
        {typeof verdict.note === "string" && <span class="version__more">{verdict.note}</span>}
      </>
    );
  };
}

function Details({ visit, item, answer }: { visit: Visit; item: Item; answer: Answer | undefined }) {
  const words = useWords();
  const conflict = visit.conflicts.find((one) => one.id === answer?.id && one.field === "verdict");
  const photos = visit.photos.filter((photo) => photo.subject.type === "answer" && photo.subject.item === item.code);
  return (
    <>
      {answer?.verdict?.conflict && (
        <div class="item__both">
          <SideBySide siblings={answer.verdict.siblings} draw={drawVerdict(words)} testId={`visit.item.${item.code}.versions`} />
          {conflict && <p class="caption">{words.t("scores.both", { person: settlerText(conflict, words) })}</p>}
        </div>
      )}
      <dl class="notes notes--item">
        <Versions label={words.t("field.comment")} field={answer?.comment ?? null} />
        <Versions label={words.t("scores.practice")} field={answer?.practice ?? null} />
        <Versions label={words.t("scores.gap")} field={answer?.gap ?? null} />
        <Versions label={words.t("scores.self")} field={answer?.self ?? null} draw={drawVerdict(words)} />
        <Versions label={words.t("scores.no_photo")} field={answer?.no_photo ?? null} />
        <Versions label={words.t("scores.no_finding")} field={answer?.no_finding ?? null} />
        {item.rank !== null && item.rank >= 4 && item.basis && <><dt>{words.t("scores.basis")}</dt><dd>{words.text(item.basis, item.basis_en ?? "")}</dd></>}
      </dl>
      {photos.length > 0 && <Thumbs visit={visit} photos={photos} />}
    </>
  );
}

function ItemRow({ visit, item }: { visit: Visit; item: Item }) {
  const words = useWords();
  const answer = visit.answers[item.code];
  const findings = visit.findings.filter((finding) => finding.item === item.code).length;
  const photos = visit.photos.filter((photo) => photo.subject.type === "answer" && photo.subject.item === item.code).length;
  const said = item.answered ? saidParts(answer?.verdict?.siblings[0]?.value, words) : [];
  const written = item.scoring === "text" && item.answered && !item.na;  // a text stands in the body, whole
  const word = !item.answered ? words.t("level.none") : written ? words.t("level.noted") : said[0] ?? "";
  const more = said.slice(written ? 0 : 1);
  const failed = item.veto && item.rank === 5;
  return (
    <li class="item" data-testid={`visit.item.${item.code}`}>
      <span class="item__code">{item.code}</span>
      <div class="item__body">
        <p class="item__text">{words.text(item.text_zh, item.text_en)}
          {item.veto && <Chip tone={failed ? "danger" : "plain"} icon="flag">{words.t("scores.veto")}</Chip>}
          {item.critical && <Chip>{words.t("scores.critical")}</Chip>}
          {answer?.verdict?.conflict && <Chip tone="warning" icon="split">{words.t("flag.conflict")}</Chip>}
        </p>
        {more.length > 0 && !answer?.verdict?.conflict && <p class="item__said" data-testid={`visit.item.${item.code}.said`}>{more.join(" · ")}</p>}
        <Details visit={visit} item={item} answer={answer} />
      </div>
      <div class="item__mark">
        <Watched value={`${word} ${item.rank}`} testId={`visit.item.${item.code}.mark`}>
          {item.rank !== null || item.na ? <Mark rank={item.rank} word={word} /> : <span class="caption">{word}</span>}
        </Watched>
        {item.previous_level !== null && (
          <span class="item__previous caption">{words.t("scores.previous", { n: levelWord({ level: item.previous_level, level_zh: item.previous_level_zh, level_en: item.previous_level_en }, words) })}</span>
        )}
      </div>
      <div class="item__counts">
        {photos > 0 && <span class="tally" title={words.t("scores.photos", { n: photos })}><Icon name="camera" size={16} /><span class="hidden">{words.t("scores.photos", { n: photos })}</span><span aria-hidden="true">{photos}</span></span>}
        {findings > 0 && <span class="tally" title={words.t("scores.findings", { n: findings })}><Icon name="warning" size={16} /><span class="hidden">{words.t("scores.findings", { n: findings })}</span><span aria-hidden="true">{findings}</span></span>}
      </div>
    </li>
  );
}

function SectionBlock({ visit, section, open, toggle }: { visit: Visit; section: Section; open: boolean; toggle: () => void }) {
  const words = useWords();
  const id = `section_${section.code.replace(/\W/g, "_")}`;
  return (
    <section class="section">
      <h2 class="section__head">
        <button type="button" class="section__button" aria-expanded={open} aria-controls={id} onClick={toggle} data-testid={`visit.section.${section.code}`}>
          <Icon name={open ? "chevronDown" : "chevronRight"} />
          <span class="section__title">{section.code} {words.text(section.title_zh, section.title_en)}</span>
          {section.vetoed && <Chip tone="danger" icon="flag">{words.t("scores.veto")}</Chip>}
          <span class="section__score">
            {section.points !== null && section.previous !== null && (
              <><span class="caption section__previous">{words.t("scores.previous", { n: plainPoints(section.previous) })}</span><Trend now={section.points} before={section.previous} /></>
            )}
            {section.points === null ? <Counts counts={section.counts} />
              : <Watched value={section.points}><strong class="section__points">{plainPoints(section.points)}</strong>
                  {section.max !== null && <span class="caption"> /{plainPoints(section.max)}</span>}</Watched>}
          </span>
        </button>
      </h2>
      <ul class="items" id={id} hidden={!open}>{section.items.map((item) => <ItemRow key={item.code} visit={visit} item={item} />)}</ul>
    </section>
  );
}

/// A section opens by itself where something needs a look.
function wantsLook(section: Section, visit: Visit): boolean {
  return section.vetoed || section.items.some((item) => (item.rank !== null && item.rank >= 4) || visit.answers[item.code]?.verdict?.conflict);
}

export function VisitScores({ visit }: { visit: Visit }) {
  const words = useWords();
  const { sections } = visit.score;
  // What a person opened or closed stays so, whatever arrives live.
  const [chosen, setChosen] = useState<Record<string, boolean>>({});
  const isOpen = (section: Section) => chosen[section.code] ?? (sections.length < 3 || wantsLook(section, visit));
  if (sections.length === 0) return <Empty testId="visit.scores.empty">{words.t("scores.empty")}</Empty>;
  const allOpen = sections.every(isOpen);
  return (
    <div class="scores">
      <div class="scores__tools">
        <button type="button" class="text_button" data-testid="visit.scores.toggle"
                onClick={() => setChosen(Object.fromEntries(sections.map((section) => [section.code, !allOpen])))}>
          {words.t(allOpen ? "scores.collapse" : "scores.expand")}
        </button>
      </div>
      {sections.map((section) => (
        <SectionBlock key={section.code} visit={visit} section={section} open={isOpen(section)}
                      toggle={() => setChosen((before) => ({ ...before, [section.code]: !isOpen(section) }))} />
      ))}
    </div>
  );
}
