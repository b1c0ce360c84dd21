import { useEffect, useState } from "preact/hooks";

/// The address is the state: what is shown can be shared, reloaded and gone back to.
export interface Place { path: string; query: URLSearchParams }

const watchers = new Set<() => void>();

function here(): Place {
  return { path: location.pathname, query: new URLSearchParams(location.search) };
}

export function hrefOf(path: string, query?: URLSearchParams): string {
  const text = query?.toString() ?? "";
  return text ? `${path}?${text}` : path;
}

export function go(href: string, how: "push" | "replace" = "push"): void {
  if (href === location.pathname + location.search) return;
  history[how === "push" ? "pushState" : "replaceState"](null, "", href);
  watchers.forEach((watcher) => watcher());
}

window.addEventListener("popstate", () => watchers.forEach((watcher) => watcher()));

export function usePlace(): Place {
  const [place, setPlace] = useState(here);
  useEffect(() => {
    const update = () => setPlace(here());
    watchers.add(update);
    update();
    return () => { watchers.delete(update); };
  }, []);
  return place;
}

/// For links: plain clicks stay in the page, all others (new tab, middle button) are the browser's.
export function followLink(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go((event.currentTarget as HTMLAnchorElement).getAttribute("href") ?? "/");
}
