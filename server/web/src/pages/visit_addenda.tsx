import { useWords } from "../i18n";
import { Empty } from "../kit/parts";
import type { Visit } from "../types";
import { By } from "./versions";
import { drawField, fieldTitle } from "./visit_records";

/// What was written after the school signed, beside what it signed. The signed content itself never changes.
export function VisitAddenda({ visit }: { visit: Visit }) {
  const words = useWords();
  if (visit.addenda.length === 0) return <Empty testId="visit.addenda.empty" icon="shield">{words.t("addenda.empty")}</Empty>;
  return (
    <ul class="cards">
      {visit.addenda.map((addendum) => {
        const draw = drawField(addendum, words);
        return (
          <li class="card" key={`${addendum.id}.${addendum.field}`} data-testid={`visit.addendum.${addendum.key ?? addendum.id}`}>
            <h2 class="card__title">{fieldTitle(visit, addendum, words)}</h2>
            <div class="versions">
              <div class="version version--shown">
                <div class="version__head"><span class="version__tag">{words.t("addenda.signed")}</span></div>
                {addendum.signed.length === 0 ? <div class="version__value">{words.t("addenda.new")}</div>
                  : addendum.signed.map((value, at) => <div class="version__value" key={at}>{draw(value)}</div>)}
              </div>
              <div class="version">
                <div class="version__head"><span class="version__tag">{words.t("addenda.now")}</span></div>
                {addendum.now.length === 0 ? <div class="version__value">{words.t("addenda.gone")}</div>
                  : addendum.now.map((sibling) => <div class="version__value" key={`${sibling.author.id}.${sibling.time}`}>{draw(sibling.value)} <By sibling={sibling} /></div>)}
              </div>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
