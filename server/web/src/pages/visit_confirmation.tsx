import { exactText, momentText } from "../format";
import { useWords } from "../i18n";
import { Icon } from "../kit/icon";
import { Chip, Empty, Notice } from "../kit/parts";
import type { Confirmation, Feedback, Visit } from "../types";
import { Thumbs } from "./visit_photos";

function Matches({ matches }: { matches: boolean | null }) {
  const words = useWords();
  if (matches === null) return <Chip tone="pending" icon="hourglass" testId="visit.confirmation.content">{words.t("confirm.unknown")}</Chip>;
  return matches ? <Chip tone="success" icon="shield" testId="visit.confirmation.content">{words.t("confirm.matches")}</Chip>
                 : <Chip tone="warning" icon="warning" testId="visit.confirmation.content">{words.t("confirm.differs")}</Chip>;
}

function Points({ confirmation, visit }: { confirmation: Confirmation; visit: Visit }) {
  const words = useWords();
  if (confirmation.points.length === 0) return null;
  return (
    <>
      <h3 class="group">{words.t("confirm.points")}</h3>
      <ul class="points" data-testid={`visit.confirmation.points.${confirmation.id}`}>
        {confirmation.points.map((point) => {
          const at = visit.findings.findIndex((finding) => finding.id === point.finding);
          const title = at >= 0 ? visit.findings[at]?.title?.siblings[0]?.value ?? words.t("findings.none") : words.t("confirm.finding_gone");
          return (
            <li key={point.finding}>
              <div class="chips"><strong>{at >= 0 ? `${at + 1}. ` : ""}{title}</strong>
                <Chip icon={point.choice === "dissent" ? "chat" : "check"} tone={point.choice === "dissent" ? "warning" : "plain"}>{words.code("confirm.choice", point.choice)}</Chip>
                {point.reason && <Chip>{words.code("dissent", point.reason)}</Chip>}</div>
              {point.text && <p>{point.text}</p>}
            </li>
          );
        })}
      </ul>
    </>
  );
}

function Signature({ confirmation, visit }: { confirmation: Confirmation; visit: Visit }) {
  const words = useWords();
  const photos = visit.photos.filter((photo) => photo.id === confirmation.signature);
  if (confirmation.signer?.typed) return <span>{words.t("confirm.typed")}{words.t("colon")}{confirmation.signer.typed}</span>;
  return photos.length > 0 ? <Thumbs visit={visit} photos={photos} large /> : <span>{words.t("confirm.no_signature")}</span>;
}

function ConfirmationCard({ confirmation, visit }: { confirmation: Confirmation; visit: Visit }) {
  const words = useWords();
  const { signer } = confirmation;
  const code = confirmation.code_result;
  const signs = confirmation.choice === "confirm" || confirmation.choice === "dissent";  // the others say why nobody did
  return (
    <li class="card" data-testid={`visit.confirmation.${confirmation.id}`}>
      <div class="card__head">
        <h3 class="card__title">{words.code("confirm.choice", confirmation.choice)}</h3>
        {signs && <Chip tone={code === "ok" ? "success" : code === "wrong" ? "warning" : "plain"} icon={code === "ok" ? "check" : "pen"}>{words.code("confirm.code", code)}</Chip>}
        {signs && <Matches matches={confirmation.content_matches} />}
      </div>
      <dl class="pairs">
        {signer && <div><dt>{words.t("confirm.signer")}</dt><dd>{signer.name}·{words.code("signer", signer.role)}</dd></div>}
        {confirmation.reason && <div><dt>{words.t("confirm.reason")}</dt><dd>{confirmation.reason}</dd></div>}
        {confirmation.until !== null && <div><dt>{words.t("confirm.until")}</dt><dd>{exactText(confirmation.until)}</dd></div>}
        {confirmation.witness && <div><dt>{words.t("confirm.witness")}</dt><dd>{confirmation.witness}</dd></div>}
        <div><dt>{words.t("confirm.time")}</dt><dd>{exactText(confirmation.time)}</dd></div>
        {confirmation.device && <div><dt>{words.t("confirm.device")}</dt><dd>{confirmation.device}·{confirmation.author.name}</dd></div>}
        {signs && <div><dt>{words.t("confirm.signature")}</dt><dd><Signature confirmation={confirmation} visit={visit} /></dd></div>}
      </dl>
      <Points confirmation={confirmation} visit={visit} />
    </li>
  );
}

function Round({ feedback, visit }: { feedback: Feedback; visit: Visit }) {
  const words = useWords();
  const answers = visit.confirmations.filter((one) => one.feedback === feedback.id);
  return (
    <section class="round">
      <h2 class="round__title">{words.t("confirm.round", { n: feedback.round })}
        <span class="caption">{words.t("confirm.given", { name: feedback.author.name, time: momentText(feedback.time, words.lang) })}</span></h2>
      <code class="hash">{feedback.hash}</code>
      {answers.length === 0
        ? <Notice tone="info" icon="clock" testId="visit.confirmation.waiting">{words.t("confirm.waiting")}</Notice>
        : <ul class="cards">{answers.map((one) => <ConfirmationCard key={one.id} confirmation={one} visit={visit} />)}</ul>}
    </section>
  );
}

export function VisitConfirmation({ visit }: { visit: Visit }) {
  const words = useWords();
  const orphans = visit.confirmations.filter((one) => !visit.feedbacks.some((feedback) => feedback.id === one.feedback));
  const ended = ["refused", "broken_off"].find((flag) => visit.flags.includes(flag));
  if (visit.feedbacks.length + orphans.length === 0) return <Empty testId="visit.confirmation.empty" icon="pen">{ended ? words.t("confirm.never", { how: words.code("flag", ended) }) : words.t("confirm.empty")}</Empty>;
  // The newest round first: an older signature counts for its own content only.
  const rounds = [...visit.feedbacks].sort((a, b) => b.round - a.round);
  return (
    <div class="rounds">
      {rounds.map((feedback) => <Round key={feedback.id} feedback={feedback} visit={visit} />)}
      {orphans.length > 0 && <ul class="cards">{orphans.map((one) => <ConfirmationCard key={one.id} confirmation={one} visit={visit} />)}</ul>}
      <p class="caption mean"><Icon name="pen" size={16} />{words.t("confirm.mean")}</p>
    </div>
  );
}
