import { useEffect, useMemo, useState } from "preact/hooks";
import { currentSession, signOut, whenSessionEnds } from "./api";
import { saveLang, savedLang, Words, WordsContext, type Lang } from "./i18n";
import { Announcer } from "./kit/status";
import { Empty, Skeleton } from "./kit/parts";
import { feed } from "./live";
import { NotFound } from "./pages/not_found";
import { SignIn } from "./pages/sign_in";
import { VerifyPage } from "./pages/verify";
import { VisitPage } from "./pages/visit";
import { VisitsPage } from "./pages/visits";
import { problemText } from "./problem_text";
import { go, usePlace, type Place } from "./router";
import { Shell, type Chrome, type Switches } from "./shell";
import { useTheme } from "./theme";
import type { Session } from "./types";
import { Problem } from "./api";

type Known = { kind: "asking" } | { kind: "out"; ended: boolean } | { kind: "in"; session: Session } | { kind: "failed"; problem: Problem };

/// Whom the server knows us as. The live feed runs exactly while somebody is signed in.
function useSession(): [Known, (known: Known) => void] {
  const [known, setKnown] = useState<Known>({ kind: "asking" });
  useEffect(() => {
    const end = () => setKnown({ kind: "out", ended: true });
    whenSessionEnds(end);
    feed.onEnd = end;
  }, []);
  useEffect(() => {
    if (known.kind !== "asking") return;
    currentSession().then(
      (session) => setKnown(session ? { kind: "in", session } : { kind: "out", ended: false }),
      (error: unknown) => setKnown({ kind: "failed", problem: error instanceof Problem ? error : new Problem("unavailable", 0) }));
  }, [known.kind]);
  useEffect(() => {
    if (known.kind === "in") feed.start();
    else feed.stop();
  }, [known.kind]);
  return [known, setKnown];
}

function Page({ place, chrome }: { place: Place; chrome: Chrome }) {
  const visit = /^\/visits\/([^/]+)$/.exec(place.path)?.[1];
  useEffect(() => {
    if (place.path === "/") go("/visits", "replace");
  }, [place.path]);
  if (visit) return <VisitPage key={visit} id={decodeURIComponent(visit)} query={place.query} chrome={chrome} />;
  if (place.path === "/visits" || place.path === "/") return <VisitsPage query={place.query} chrome={chrome} />;
  return <Shell chrome={chrome} title={chrome.words.t("app.not_found")}><NotFound /></Shell>;
}

/// The console of an office: nothing of it without a session.
function Console({ place, switches }: { place: Place; switches: Switches }) {
  const [known, setKnown] = useSession();
  const { words } = switches;
  return (
    <>
      {known.kind === "asking" && <main class="alone"><Skeleton rows={5} /></main>}
      {known.kind === "failed" && (
        <main class="alone">
          <Empty testId="app.failed" icon="warning" action={words.t("retry")} onAction={() => setKnown({ kind: "asking" })}>
            {problemText(known.problem, words)}
          </Empty>
        </main>
      )}
      {known.kind === "out" && <SignIn ended={known.ended} switches={switches} onDone={(session) => setKnown({ kind: "in", session })} />}
      {known.kind === "in" && (
        <Page place={place} chrome={{
          ...switches, session: known.session, place,
          signOut: () => void signOut().finally(() => setKnown({ kind: "out", ended: false })),
        }} />
      )}
    </>
  );
}

export function App() {
  const [lang, setLang] = useState<Lang>(savedLang);
  const [theme, setTheme] = useTheme();
  const place = usePlace();
  const words = useMemo(() => new Words(lang), [lang]);

  useEffect(() => { document.documentElement.lang = lang === "zh" ? "zh-CN" : "en"; }, [lang]);

  const switches = {
    words, theme, setTheme,
    setLang: (next: Lang) => { saveLang(next); setLang(next); },
  };
  const asked = /^\/verify(?:\/([^/]*))?$/.exec(place.path);
  return (
    <WordsContext.Provider value={words}>
      {asked ? <VerifyPage code={decodeURIComponent(asked[1] ?? "")} switches={switches} /> : <Console place={place} switches={switches} />}
      <Announcer />
    </WordsContext.Provider>
  );
}
