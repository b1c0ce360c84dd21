import { useEffect, useRef } from "preact/hooks";
import { fetchLogHead, fetchVerified, Problem } from "../api";
import { exactText } from "../format";
import type { Words } from "../i18n";
import { Icon } from "../kit/icon";
import { Notice, Skeleton, StateChip } from "../kit/parts";
import { problemText } from "../problem_text";
import { go } from "../router";
import { LangSwitch, Logo, ThemeSwitch, type Switches } from "../shell";
import type { LogHead, Verified } from "../types";
import { useData } from "../use_data";

function refusal(problem: Problem, words: Words): string {
  if (problem.code === "not_found") return words.t("verify.none");
  if (problem.code === "bad_code") return words.t("verify.bad");
  if (problem.code === "too_many_attempts") return words.t("verify.many", { min: Math.max(1, Math.ceil((problem.retryAfter ?? 60) / 60)) });
  return problemText(problem, words);
}

function Match({ match, words }: { match: Verified["matches"][number]; words: Words }) {
  return (
    <li class="card" data-testid="verify.match">
      <div class="card__head"><h2 class="card__title">{words.name(match.unit)}</h2><StateChip state={match.state} /></div>
      <dl class="pairs">
        {match.number && <div><dt>{words.t("verify.number")}</dt><dd>{match.number}</dd></div>}
        {match.started > 0 && <div><dt>{words.t("verify.started")}</dt><dd>{exactText(match.started)}</dd></div>}
        <div><dt>{words.t("confirm.round", { n: match.round })}</dt><dd>{exactText(match.feedback)}</dd></div>
        <div><dt>{words.t("verify.answer")}</dt><dd>{match.answer ? words.code("confirm.choice", match.answer) : words.t("verify.no_answer")}</dd></div>
      </dl>
    </li>
  );
}

function Result({ code, words }: { code: string; words: Words }) {
  const [found, again] = useData<Verified>(code, (signal) => fetchVerified(code, signal));
  if (found.problem) {
    const final = found.problem.code === "not_found" || found.problem.code === "bad_code";
    return <Notice tone={final ? "warning" : "danger"} testId="verify.refused" {...(final ? {} : { action: words.t("retry"), onAction: again })}>{refusal(found.problem, words)}</Notice>;
  }
  if (!found.data) return <Skeleton rows={3} />;
  return (
    <section aria-live="polite">
      <p class="verify__found" data-testid="verify.found"><Icon name="shield" size={24} /><strong>{words.t("verify.found", { code: found.data.code })}</strong></p>
      <ul>{found.data.matches.map((match) => <Match key={match.feedback} match={match} words={words} />)}</ul>
      <p class="caption">{words.t("verify.means")}</p>
    </section>
  );
}

/// The head of today's log, for whoever keeps it: a log that contains it later was not rewritten before.
function Head({ words }: { words: Words }) {
  const [found] = useData<LogHead>("log", (signal) => fetchLogHead(signal));
  if (!found.data) return null;
  const { size, root, time } = found.data;
  return (
    <footer class="verify__head">
      <p class="caption" data-testid="verify.head">{words.t("verify.head", { n: size, time: exactText(time) })}</p>
      <code class="hash">{root}</code>
    </footer>
  );
}

/// P1, L6: anybody with a receipt asks here whether the office holds the feedback that it speaks of. No session.
export function VerifyPage({ code, switches }: { code: string; switches: Switches }) {
  const { words } = switches;
  const typed = useRef<HTMLInputElement>(null);
  useEffect(() => { document.title = `${words.t("verify.title")}·${words.t("app.name")}`; }, [words]);
  useEffect(() => { if (!code) typed.current?.focus(); }, [code]);
  const ask = (event: Event) => {
    event.preventDefault();
    const text = typed.current?.value.trim() ?? "";
    if (text) go(`/verify/${encodeURIComponent(text)}`);
    else typed.current?.focus();
  };
  return (
    <div class="sign_in">
      <header class="sign_in__tools"><LangSwitch {...switches} /><ThemeSwitch {...switches} /></header>
      <main class="sign_in__card verify">
        <div class="sign_in__brand"><Logo /><div class="sign_in__names"><strong>{words.t("app.name")}</strong><span>{words.t("verify.lead")}</span></div></div>
        <h1>{words.t("verify.title")}</h1>
        <form class="verify__form" onSubmit={ask} noValidate>
          <label class="field"><span>{words.t("verify.code")}</span>
            <input key={code} ref={typed} class="input figure" name="code" defaultValue={code} placeholder="7F3K-92QD-0M4T" autoComplete="off" autoCapitalize="characters"
                   spellcheck={false} maxLength={32} data-testid="verify.code" /></label>
          <button class="button button--primary button--wide" type="submit" data-testid="verify.go">{words.t("verify.go")}</button>
        </form>
        {code && <Result key={code} code={code} words={words} />}
        <Head words={words} />
      </main>
    </div>
  );
}
