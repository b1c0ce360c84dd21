import { useWords } from "../i18n";
import { Empty } from "../kit/parts";
import { go } from "../router";

export function NotFound() {
  const words = useWords();
  return (
    <Empty testId="not_found" icon="search" action={words.t("app.to_visits")} onAction={() => go("/visits")}>
      {words.t("app.not_found")}
    </Empty>
  );
}
