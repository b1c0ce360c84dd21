import type { Problem } from "./api";
import type { Words } from "./i18n";

/// What happened, in the reader's words; codes stay out of sight.
export function problemText(problem: Problem, words: Words): string {
  switch (problem.code) {
    case "network": return words.t("error.network");
    case "not_found": return words.t("error.not_found");
    case "bad_filter":
    case "bad_cursor":
    case "bad_request": return words.t("error.bad_filter");
    case "forbidden":
      return problem.office ? words.t("error.forbidden", { office: words.name(problem.office) }) : words.t("error.forbidden_plain");
    default: return words.t("error.unavailable");
  }
}
