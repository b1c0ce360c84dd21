import { feed } from "./live";
import type { LogHead, Options, Session, Verified, Visit, VisitPage } from "./types";

/// An answer that is not what was asked for. `code` is one of docs/API.md, or `network` when no answer came at all.
export class Problem extends Error {
  constructor(readonly code: string, readonly status: number, readonly retryAfter: number | null = null,
              readonly office: { name_zh: string; name_en: string } | null = null) {
    super(code);
  }
}

let csrf = "";
let onSessionEnd: () => void = () => undefined;

export function whenSessionEnds(action: () => void): void {
  onSessionEnd = action;
}

// A refetch after a live message mostly finds nothing new: the tag makes that answer free. Bounded, oldest out first.
const known = new Map<string, { etag: string; body: unknown }>();
const known_max = 40;

function remember(url: string, etag: string | null, body: unknown): void {
  if (!etag) return;
  known.delete(url);
  known.set(url, { etag, body });
  for (const oldest of known.keys()) {
    if (known.size <= known_max) break;
    known.delete(oldest);
  }
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { credentials: "same-origin", cache: "no-store", ...init });
  } catch (error) {
    if ((error as Error).name === "AbortError") throw error;
    throw new Problem("network", 0);
  }
}

async function problemOf(reply: Response): Promise<Problem> {
  const body = await reply.json().catch(() => null) as null | { code?: string; retry_after?: number; office?: Problem["office"] };
  return new Problem(body?.code ?? "unavailable", reply.status, body?.retry_after ?? null, body?.office ?? null);
}

async function get<T>(url: string, signal?: AbortSignal): Promise<T> {
  const before = known.get(url);
  const headers: Record<string, string> = before ? { "If-None-Match": before.etag } : {};
  const reply = await send(url, { headers, signal: signal ?? null });
  const seq = Number(reply.headers.get("Mingcha-Seq"));
  if (seq > 0) feed.read(seq);
  if (reply.status === 304 && before) return before.body as T;
  if (!reply.ok) {
    const problem = await problemOf(reply);
    if (problem.code === "session_required") onSessionEnd();
    throw problem;
  }
  const body = await reply.json() as T;
  remember(url, reply.headers.get("ETag"), body);
  return body;
}

export async function currentSession(): Promise<Session | null> {
  const reply = await send("/api/v1/session", {});
  if (reply.status === 401) return null;
  if (!reply.ok) throw await problemOf(reply);
  return adopt(await reply.json() as Session);
}

export async function signIn(name: string, password: string): Promise<Session> {
  const reply = await send("/api/v1/session", {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ name, password }),
  });
  if (!reply.ok) throw await problemOf(reply);
  return adopt(await reply.json() as Session);
}

export async function signOut(): Promise<void> {
  const reply = await send("/api/v1/session", { method: "DELETE", headers: { "X-CSRF-Token": csrf } });
  if (!reply.ok && reply.status !== 401) throw await problemOf(reply);
  known.clear();
}

function adopt(session: Session): Session {
  // Another account may see other rows under the same address.
  known.clear();
  csrf = session.csrf;
  return session;
}

export const fetchVisits = (query: string, signal?: AbortSignal) =>
  get<VisitPage>(`/api/v1/visits${query ? `?${query}` : ""}`, signal);
export const fetchOptions = (signal?: AbortSignal) => get<Options>("/api/v1/visits/options", signal);
export const fetchVisit = (id: string, signal?: AbortSignal) => get<Visit>(`/api/v1/visits/${encodeURIComponent(id)}`, signal);
export const fetchVerified = (code: string, signal?: AbortSignal) => get<Verified>(`/api/v1/verify/${encodeURIComponent(code)}`, signal);
export const fetchLogHead = (signal?: AbortSignal) => get<LogHead>("/api/v1/log", signal);
export const blobUrl = (sha256: string) => `/blobs/${sha256}`;
