import type { ComponentChildren } from "preact";
import { momentText } from "../format";
import { useWords } from "../i18n";
import { Watched } from "../kit/parts";
import type { Field, Sibling } from "../types";

/// Who wrote a version, and when.
export function By({ sibling }: { sibling: Sibling<unknown> }) {
  const words = useWords();
  return <span class="caption">{sibling.author.name}·{momentText(sibling.time, words.lang)}</span>;
}

const plain = (value: unknown): ComponentChildren => typeof value === "string" ? value : JSON.stringify(value);

/// All versions of a field, side by side where they differ; nothing that was written is hidden.
export function SideBySide<T>({ siblings, draw = plain, testId }:
    { siblings: Sibling<T>[]; draw?: (value: T) => ComponentChildren; testId?: string }) {
  const words = useWords();
  return (
    <div class="versions" data-testid={testId}>
      {siblings.map((sibling, at) => (
        <div class={at === 0 ? "version version--shown" : "version"} key={`${sibling.author.id}.${sibling.time}`}>
          <div class="version__head"><By sibling={sibling} />{at === 0 && <span class="version__tag">{words.t("conflicts.shown")}</span>}</div>
          <div class="version__value">{draw(sibling.value)}</div>
        </div>
      ))}
    </div>
  );
}

/// A labelled field in a definition list; absent fields leave no trace.
export function Versions<T>({ label, field, draw = plain }: { label: string; field: Field<T> | null; draw?: (value: T) => ComponentChildren }) {
  const first = field?.siblings[0];
  if (!field || !first) return null;
  return (
    <>
      <dt>{label}</dt>
      <dd><Watched value={JSON.stringify(field.siblings)}>
        {field.conflict ? <SideBySide siblings={field.siblings} draw={draw} /> : draw(first.value)}
      </Watched></dd>
    </>
  );
}
