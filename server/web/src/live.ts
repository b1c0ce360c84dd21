/// The live feed: says what changed, never how. Readers fetch again (docs/API.md).

export type LiveState = "live" | "reconnecting";
export interface LiveEvent { kind: "visit" | "resync"; id?: string }
type Listener = (event: LiveEvent) => void;

const silence_max = 40_000;      // the server says something every 15 s: two may be lost
const retry_first = 1_000;
const retry_max = 30_000;

export class LiveFeed {
  private socket: WebSocket | null = null;
  private listeners = new Set<Listener>();
  private watchers = new Set<() => void>();
  private retry = retry_first;
  private retryTimer = 0;
  private silenceTimer = 0;
  private seq = 0;
  private greeted = false;
  private wanted = false;
  state: LiveState = "reconnecting";
  /// When the feed was last heard, for "data as of …".
  heard = Date.now();
  onEnd: () => void = () => undefined;

  start(): void {
    if (this.wanted) return;
    this.wanted = true;
    this.connect();
  }

  stop(): void {
    this.wanted = false;
    window.clearTimeout(this.retryTimer);
    window.clearTimeout(this.silenceTimer);
    this.drop();
    this.seq = 0;
    this.greeted = false;
  }

  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => { this.listeners.delete(listener); };
  }

  /// Data was read at this number of the store. What was told before they came, or before the feed was there to tell it, is in them
  /// only when the number is as high: otherwise everything is read again.
  read(seq: number): void {
    if (this.greeted) {
      if (seq < this.seq) window.setTimeout(() => this.tell({ kind: "resync" }), 0);
    } else this.seq = this.seq === 0 ? seq : Math.min(this.seq, seq);
  }

  watch(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => { this.watchers.delete(watcher); };
  }

  private connect(): void {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}/live`);
    this.socket = socket;
    socket.onmessage = (message) => { if (this.socket === socket) this.receive(String(message.data)); };
    socket.onclose = (event) => { if (this.socket === socket) this.lost(event.code); };
    this.expectSound();
  }

  private receive(text: string): void {
    this.heard = Date.now();
    this.retry = retry_first;
    this.expectSound();
    this.become("live");
    const message = JSON.parse(text) as { kind: string; seq: number; id?: string };
    const missed = message.kind === "hello" && this.seq !== 0 && message.seq !== this.seq;
    this.seq = message.seq;
    this.greeted = true;
    if (missed || message.kind === "resync") this.tell({ kind: "resync" });
    else if (message.kind === "visit" && message.id) this.tell({ kind: "visit", id: message.id });
  }

  private expectSound(): void {
    window.clearTimeout(this.silenceTimer);
    this.silenceTimer = window.setTimeout(() => this.lost(0), silence_max);
  }

  private lost(code: number): void {
    window.clearTimeout(this.silenceTimer);
    this.drop();
    this.become("reconnecting");
    if (!this.wanted) return;
    if (code === 4401) {
      this.onEnd();
      return;
    }
    // Jitter: after a restart of the server not all consoles come back in the same instant.
    window.clearTimeout(this.retryTimer);
    this.retryTimer = window.setTimeout(() => this.connect(), this.retry * (0.7 + 0.6 * Math.random()));
    this.retry = Math.min(this.retry * 2, retry_max);
  }

  private drop(): void {
    const socket = this.socket;
    this.socket = null;
    socket?.close();
  }

  private become(state: LiveState): void {
    if (this.state === state) return;
    this.state = state;
    this.watchers.forEach((watcher) => watcher());
  }

  private tell(event: LiveEvent): void {
    this.listeners.forEach((listener) => listener(event));
  }
}

export const feed = new LiveFeed();
