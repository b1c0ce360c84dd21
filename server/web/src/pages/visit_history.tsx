import { exactText } from "../format";
import { useWords, type Words } from "../i18n";
import { Chip, Empty, ProvisionalChip } from "../kit/parts";
import type { Step, Visit } from "../types";
import { whyText } from "./visit_facts";

function actText(step: Step, words: Words): string {
  if (step.to === null) return words.code("act", step.act);
  return words.code(step.subject.type === "finding" ? "fstate" : "state", step.to);
}

function Ruling({ step }: { step: Step }) {
  const words = useWords();
  if (!step.ruling) return <ProvisionalChip />;
  if (step.ruling.result === "in_force") return <Chip tone="success" icon="check">{words.t("history.in_force")}</Chip>;
  const said = words.lang === "zh" ? step.ruling.zh : step.ruling.en;
  if (step.ruling.result === "noted") return <Chip tone="success" icon="check">{said}</Chip>;
  return <Chip tone="warning" icon="cross">{words.t("history.not_in_force", { reason: said })}</Chip>;
}

function timesText(step: Step, words: Words): string {
  const parts = [`${step.by?.name ?? words.t("history.server")}`];
  if (step.device) parts.push(step.device);
  parts.push(words.t("history.made", { time: exactText(step.made) }));
  if (step.received !== null) parts.push(words.t("history.received", { time: exactText(step.received) }));
  if (step.ruling) parts.push(words.t("history.receipt", { n: step.ruling.order }));
  return parts.join("·");
}

/// Every act in receipt order with the server's ruling; an act that is not in force stays visible with its reason.
export function VisitHistory({ visit }: { visit: Visit }) {
  const words = useWords();
  if (visit.steps.length === 0) return <Empty testId="visit.history.empty" icon="history">{words.t("history.empty")}</Empty>;
  return (
    <ol class="timeline">
      {visit.steps.map((step) => {
        const finding = step.subject.type === "finding" ? visit.findings.find((one) => one.id === step.subject.id) : undefined;
        return (
          <li class={step.ruling && step.ruling.result !== "in_force" ? "act act--void" : "act"} key={step.id} data-testid={`visit.step.${step.id}`}>
            <div class="chips"><strong>{actText(step, words)}</strong><span class="caption">{step.act}</span><Ruling step={step} /></div>
            {finding && <p>{words.t("history.on_finding", { title: finding.title?.siblings[0]?.value ?? "" })}</p>}
            <p class="caption">{timesText(step, words)}</p>
            {step.reason === "put_off_over" && <p>{words.t("history.put_off_over")}</p>}
            {step.who && <p>{words.t("history.who", { name: step.who })}</p>}
            {step.no_photo && <p>{words.t("history.no_photo", { why: words.code("no_photo", step.no_photo) })}</p>}
            {step.note && <p>{words.t("history.note", { text: step.act === "VT04" || step.act === "VT05" ? whyText(step.note, words) : step.note })}</p>}
          </li>
        );
      })}
    </ol>
  );
}
