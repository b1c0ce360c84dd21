import type { ComponentChildren } from "preact";
import { useErrorBoundary } from "preact/hooks";
import { useWords } from "../i18n";
import { Empty } from "./parts";

/// A part of a page that cannot be drawn says so in its place; everything else stays. What went wrong stands in the browser's log.
export function Guarded({ children, testId }: { children: ComponentChildren; testId: string }) {
  const words = useWords();
  const [error] = useErrorBoundary((thrown: unknown) => { console.error(thrown); });
  if (!error) return <>{children}</>;
  return <Empty testId={testId} icon="warning" action={words.t("app.reload")} onAction={() => location.reload()}>{words.t("app.broken")}</Empty>;
}
