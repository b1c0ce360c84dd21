import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { Problem } from "./api";

export interface Loaded<T> {
  data: T | null;
  /// Why the newest attempt failed; `data` is then what was there before.
  problem: Problem | null;
  /// When `data` was read, Unix ms.
  at: number;
  loading: boolean;
}

/// Reads a resource; a newer read cancels an older one, so answers never arrive in the wrong order.
/// `key` names the resource: while it stays the same a failed read keeps the old data on screen.
export function useData<T>(key: string, read: (signal: AbortSignal) => Promise<T>): [Loaded<T>, () => void] {
  const [state, setState] = useState<Loaded<T> & { key: string }>({ key, data: null, problem: null, at: 0, loading: true });
  const current = useRef<AbortController | null>(null);
  const reader = useRef(read);
  reader.current = read;

  const load = useCallback(() => {
    current.current?.abort();
    const control = new AbortController();
    current.current = control;
    setState((before) => before.key === key ? { ...before, loading: true } : { key, data: null, problem: null, at: 0, loading: true });
    reader.current(control.signal).then(
      (data) => { if (!control.signal.aborted) setState({ key, data, problem: null, at: Date.now(), loading: false }); },
      (error: unknown) => {
        if (control.signal.aborted) return;
        const problem = error instanceof Problem ? error : new Problem("unavailable", 0);
        setState((before) => ({ ...before, problem, loading: false }));
      });
  }, [key]);

  useEffect(() => {
    load();
    return () => current.current?.abort();
  }, [load]);

  return [state, load];
}
