import type { ComponentChildren } from "preact";
import { useEffect, useReducer } from "preact/hooks";
import { timeOf } from "./format";
import type { Lang, Words } from "./i18n";
import { Icon, type IconName } from "./kit/icon";
import { Link } from "./kit/parts";
import { feed } from "./live";
import type { Place } from "./router";
import type { Theme } from "./theme";
import type { Session } from "./types";

export interface Switches {
  words: Words;
  theme: Theme;
  setTheme: (theme: Theme) => void;
  setLang: (lang: Lang) => void;
}

/// What stands around every page.
export interface Chrome extends Switches {
  session: Session;
  place: Place;
  signOut: () => void;
}

export function Logo() {
  return (
    <svg class="logo" width="32" height="32" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect class="logo__ground" width="32" height="32" rx="8" />
      <path class="logo__line" d="M5 16c3-5 6.7-7 11-7s8 2 11 7c-3 5-6.7 7-11 7s-8-2-11-7zM11.5 16l3.2 3.2 5.8-6" />
    </svg>
  );
}

export function LangSwitch({ words, setLang }: Switches) {
  return (
    <div class="langs" role="group" aria-label={words.t("app.lang")}>
      <button type="button" class="langs__one" lang="zh-CN" aria-pressed={words.lang === "zh"} onClick={() => setLang("zh")} data-testid="app.lang.zh">中</button>
      <button type="button" class="langs__one" lang="en" aria-pressed={words.lang === "en"} onClick={() => setLang("en")} data-testid="app.lang.en">EN</button>
    </div>
  );
}

export function ThemeSwitch({ words, theme, setTheme }: Switches) {
  const next = theme === "dark" ? "light" : "dark";
  return (
    <button type="button" class="icon_button" aria-label={words.t(`app.theme.${next}`)} title={words.t(`app.theme.${next}`)}
            onClick={() => setTheme(next)} data-testid="app.theme"><Icon name={next === "dark" ? "moon" : "sun"} /></button>
  );
}

function LiveDot({ words }: { words: Words }) {
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  useEffect(() => feed.watch(() => redraw(0)), []);
  const live = feed.state === "live";
  return (
    <span class={`live live--${feed.state}`} data-testid="app.live" data-state={feed.state}>
      <span class="live__dot" aria-hidden="true" />
      <span class="live__word">{live ? words.t("live.live") : words.t("live.reconnecting", { time: timeOf(feed.heard) })}</span>
    </span>
  );
}

// Entries of the menu: pages that exist, and the filters of the visits list that the office opens every morning.
const views: { key: string; icon: IconName; query: string }[] = [
  { key: "all", icon: "list", query: "" },
  { key: "to_review", icon: "inbox", query: "state=submitted" },
  { key: "dissent", icon: "chat", query: "dissent=1" },
  { key: "conflict", icon: "split", query: "conflict=1" },
  { key: "missing", icon: "image", query: "missing=1" },
];

function Menu({ chrome }: { chrome: Chrome }) {
  const { words, session, place } = chrome;
  const inVisits = place.path.startsWith("/visits") || place.path === "/";
  const here = place.path === "/visits" || place.path === "/" ? place.query.toString() : null;
  return (
    <nav class="menu" aria-label={words.t("app.menu")} data-testid="app.menu">
      <div class="menu__brand">
        <Logo />
        <div class="menu__names"><strong>{words.t("app.name")}</strong><span>{words.name(session.office)}</span></div>
      </div>
      <ul class="menu__list">
        {views.map((view) => {
          const current = view.query === "" ? inVisits && !views.some((v) => v.query !== "" && v.query === here) : here === view.query;
          const word = words.code("visits.view", view.key);
          return (
            <li key={view.key}>
              <Link class="menu__entry" href={view.query ? `/visits?${view.query}` : "/visits"} title={word}
                    aria-current={current ? "page" : undefined} data-testid={`app.menu.${view.key}`}>
                <Icon name={view.icon} /><span class="menu__word">{word}</span>
              </Link>
            </li>
          );
        })}
      </ul>
      <div class="menu__person">
        <span class="avatar" aria-hidden="true">{session.account.name.slice(0, 1)}</span>
        <div class="menu__names"><strong data-testid="app.account">{session.account.name}</strong><span>{words.code("role", session.account.role)}</span></div>
        <button type="button" class="icon_button" aria-label={words.t("sign_out")} title={words.t("sign_out")}
                onClick={chrome.signOut} data-testid="app.sign_out"><Icon name="out" /></button>
      </div>
    </nav>
  );
}

export function Shell({ chrome, title, trail, tools, children }:
    { chrome: Chrome; title: string; trail?: ComponentChildren; tools?: ComponentChildren; children: ComponentChildren }) {
  const { words } = chrome;
  useEffect(() => { document.title = `${title}·${words.t("app.name")}`; }, [title, words]);
  return (
    <div class="shell">
      <a class="skip" href="#content">{words.t("app.skip")}</a>
      <Menu chrome={chrome} />
      <header class="topbar">
        {trail ?? <h1 class="topbar__title">{title}</h1>}
        <div class="topbar__tools">
          {tools}
          <LiveDot words={words} />
          <LangSwitch {...chrome} />
          <ThemeSwitch {...chrome} />
        </div>
      </header>
      <main id="content" class="content" tabIndex={-1}>{children}</main>
    </div>
  );
}
