import { useWords } from "../i18n";
import { Chip, Empty, Notice } from "../kit/parts";
import type { Visit } from "../types";
import { SideBySide } from "./versions";
import { drawField, fieldTitle } from "./visit_records";
import { Thumbs } from "./visit_photos";
import { settlerText } from "./visit_scores";

/// Every field in conflict with all its versions side by side, and the person who settles it.
export function VisitConflicts({ visit }: { visit: Visit }) {
  const words = useWords();
  if (visit.conflicts.length === 0) return <Empty testId="visit.conflicts.empty" icon="check">{words.t("conflicts.empty")}</Empty>;
  return (
    <div class="rounds">
      <Notice tone="warning" icon="split" testId="visit.conflicts.lead">{words.t("conflicts.lead", { n: visit.conflicts.length })}</Notice>
      <ul class="cards">
        {visit.conflicts.map((conflict) => {
          const photos = visit.photos.filter((photo) => photo.subject.id === conflict.id);
          return (
            <li class="card" key={`${conflict.id}.${conflict.field}`} data-testid={`visit.conflict.${conflict.key ?? conflict.id}`}>
              <div class="card__head">
                <h2 class="card__title">{fieldTitle(visit, conflict, words)}</h2>
                <Chip tone="warning" icon="people">{words.t("conflicts.settles", { person: settlerText(conflict, words) })}</Chip>
              </div>
              <SideBySide siblings={conflict.siblings} draw={drawField(conflict, words)} />
              {photos.length > 0 && <Thumbs visit={visit} photos={photos} />}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
