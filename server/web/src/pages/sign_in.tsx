import { useEffect, useRef, useState } from "preact/hooks";
import { Problem, signIn } from "../api";
import type { Words } from "../i18n";
import { Icon } from "../kit/icon";
import { alertNow } from "../kit/status";
import { problemText } from "../problem_text";
import { LangSwitch, Logo, ThemeSwitch, type Switches } from "../shell";
import type { Session } from "../types";

function refusal(error: unknown, words: Words): string {
  const problem = error instanceof Problem ? error : new Problem("unavailable", 0);
  if (problem.code === "bad_credentials") return words.t("sign_in.bad");
  if (problem.code === "too_many_attempts") return words.t("sign_in.many", { min: Math.max(1, Math.ceil((problem.retryAfter ?? 60) / 60)) });
  return problemText(problem, words);
}

/// W19. Pasting and password managers work; the address stays, so signing in returns to the same place.
export function SignIn({ ended, switches, onDone }: { ended: boolean; switches: Switches; onDone: (session: Session) => void }) {
  const { words } = switches;
  const [error, setError] = useState("");
  const [busy, setBusy] = useState(false);
  const [shown, setShown] = useState(false);
  const name = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);

  useEffect(() => { document.title = `${words.t("sign_in.title")}·${words.t("app.name")}`; }, [words]);
  useEffect(() => { name.current?.focus(); }, []);

  const fail = (text: string, field: HTMLInputElement | null) => {
    setError(text);
    alertNow(text);
    field?.focus();
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    const nameText = name.current?.value.trim() ?? "";
    const passwordText = password.current?.value ?? "";
    if (!nameText) return fail(words.t("sign_in.need_name"), name.current);
    if (!passwordText) return fail(words.t("sign_in.need_password"), password.current);
    setBusy(true);
    setError("");
    try {
      onDone(await signIn(nameText, passwordText));
    } catch (problem) {
      setBusy(false);
      fail(refusal(problem, words), password.current);
    }
  };

  return (
    <div class="sign_in">
      <header class="sign_in__tools"><LangSwitch {...switches} /><ThemeSwitch {...switches} /></header>
      <main class="sign_in__card">
        <div class="sign_in__brand"><Logo /><div class="sign_in__names"><strong>{words.t("app.name")}</strong><span>{words.t("sign_in.lead")}</span></div></div>
        <h1>{words.t("sign_in.title")}</h1>
        {ended && !error && <p class="sign_in__hint" data-testid="sign_in.ended">{words.t("sign_in.ended")}</p>}
        <form onSubmit={(event) => void submit(event)} noValidate>
          <label class="field"><span>{words.t("sign_in.name")}</span>
            <input ref={name} class="input" name="username" autoComplete="username" autoCapitalize="none" spellcheck={false}
                   aria-describedby={error ? "sign_in_error" : undefined} data-testid="sign_in.name" /></label>
          <label class="field"><span>{words.t("sign_in.password")}</span>
            <input ref={password} class="input" name="password" type={shown ? "text" : "password"} autoComplete="current-password"
                   aria-describedby={error ? "sign_in_error" : undefined} data-testid="sign_in.password" /></label>
          <label class="tick"><input type="checkbox" checked={shown} onChange={(event) => setShown(event.currentTarget.checked)} data-testid="sign_in.show" />
            <span>{words.t("sign_in.show")}</span></label>
          {error && <p class="sign_in__error" id="sign_in_error" data-testid="sign_in.error"><Icon name="warning" /><span>{error}</span></p>}
          <button class="button button--primary button--wide" type="submit" aria-disabled={busy} data-testid="sign_in.go">
            {busy ? words.t("sign_in.going") : words.t("sign_in.go")}</button>
        </form>
      </main>
    </div>
  );
}
