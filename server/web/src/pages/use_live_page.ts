import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { fetchVisits } from "../api";
import { feed } from "../live";
import type { VisitPage, VisitRow } from "../types";

// Several messages of one synchronisation become one refetch.
const gather = 150;
const retry = 5_000;

interface Change { page: VisitPage; rows: Map<string, VisitRow>; waiting: number }

/// How many rows wait outside the page: unknown rows of the same page, or what the total has grown by.
export function countWaiting(shown: VisitPage, fresh: VisitPage): number {
  const known = new Set(shown.items.map((row) => row.id));
  const unknown = shown.from <= 1 ? fresh.items.filter((row) => !known.has(row.id)).length : 0;
  return Math.max(unknown, fresh.total - shown.total, 0);
}

async function refetch(query: string, shown: VisitPage): Promise<Change> {
  const fresh = await fetchVisits(query);
  const rows = new Map(fresh.items.map((row) => [row.id, row] as const));
  // Rows that left this page (another state, another place in the order) stay where the reader sees them, with fresh cells.
  const gone = shown.items.filter((row) => !rows.has(row.id)).map((row) => row.id);
  if (gone.length > 0) {
    const moved = await fetchVisits(`ids=${gone.join(",")}&limit=200`);
    moved.items.forEach((row) => rows.set(row.id, row));
  }
  return { page: shown, rows, waiting: countWaiting(shown, fresh) };
}

/// Keeps a page of the list true while tablets report: shown rows change in place and never move, new ones are counted.
export function useLivePage(shown: VisitPage | null, query: string): { rows: VisitRow[]; waiting: number } {
  const [change, setChange] = useState<Change | null>(null);
  const timer = useRef(0);
  const busy = useRef(false);
  const again = useRef(false);
  const now = useRef({ shown, query });
  now.current = { shown, query };

  const run = useCallback(async () => {
    const { shown: page, query: asked } = now.current;
    if (!page) return;
    busy.current = true;
    again.current = false;
    let wait = gather;
    try {
      const next = await refetch(asked, page);
      if (now.current.shown === page) setChange(next);
    } catch {
      again.current = true;
      wait = retry;
    }
    busy.current = false;
    if (again.current) timer.current = window.setTimeout(() => { timer.current = 0; void run(); }, wait);
  }, []);

  useEffect(() => {
    const stop = feed.listen(() => {
      again.current = true;
      if (busy.current || timer.current) return;
      timer.current = window.setTimeout(() => { timer.current = 0; void run(); }, gather);
    });
    return () => {
      stop();
      window.clearTimeout(timer.current);
      timer.current = 0;
    };
  }, [run]);

  const current = change && change.page === shown ? change : null;
  return {
    rows: shown?.items.map((row) => current?.rows.get(row.id) ?? row) ?? [],
    waiting: current?.waiting ?? 0,
  };
}
