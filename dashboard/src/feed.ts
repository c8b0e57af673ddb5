import { apply } from './apply.ts';
import { judge } from './sequence.ts';
import type { State } from './state.ts';
import type { LiveMessage } from './types.ts';

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 15_000;
/** The server speaks every two seconds (`health`); a socket that is silent for longer than this is dead without knowing. */
const SILENCE_MS = 10_000;
/** A gap that is not filled by then gets a new connection. */
const RESYNC_MS = 4_000;
/** The close code of who has not logged in. */
const NOT_LOGGED_IN = 4401;

/** Keeps `state` in step with `/ws/v1/live`; calls `changed` after every change, as often as there are changes. */
export class Feed {
  private socket: WebSocket | undefined;
  private retryMs = FIRST_RETRY_MS;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private resyncingSinceMs: number | undefined;
  private readonly watch: ReturnType<typeof setInterval>;

  private readonly url: string;
  private readonly state: State;
  private readonly changed: () => void;
  private readonly refused: () => void;

  /** `refused`: the server does not know us any more; it makes no sense to try again. */
  constructor(url: string, state: State, changed: () => void, refused: () => void) {
    this.url = url;
    this.state = state;
    this.changed = changed;
    this.refused = refused;
    this.watch = setInterval(() => this.checkPulse(), 1_000);
    addEventListener('online', this.retryNow);
    this.connect();
  }

  stop(): void {
    clearInterval(this.watch);
    clearTimeout(this.retryTimer);
    removeEventListener('online', this.retryNow);
    this.abandon();
  }

  private readonly retryNow = (): void => {
    if (!this.socket) this.connect();
  };

  private connect(): void {
    clearTimeout(this.retryTimer);
    const socket = new WebSocket(this.url);
    this.socket = socket;
    this.resyncingSinceMs = undefined;
    const connectingSinceMs = Date.now();
    this.state.heardMs = Math.max(this.state.heardMs ?? 0, connectingSinceMs);
    socket.onopen = () => this.subscribe();
    socket.onmessage = (event: MessageEvent<string>) => this.receive(event.data);
    socket.onclose = ({ code }) => (code === NOT_LOGGED_IN ? this.refused() : this.lost());
  }

  private subscribe(): void {
    const since = this.state.seq;
    const request = { subscribe: { alerts: true }, ...(since === undefined ? {} : { since }) };
    this.socket?.send(JSON.stringify(request));
  }

  private receive(text: string): void {
    const message = parse(text);
    if (!message) return;
    const { state } = this;
    state.heardMs = Date.now();
    state.link = 'open';
    this.retryMs = FIRST_RETRY_MS;
    switch (judge(state.seq, message)) {
      case 'apply':
        apply(state, message, Date.now());
        state.seq = message.seq ?? state.seq;
        this.resyncingSinceMs = undefined;
        break;
      case 'gap':
        this.resync();
        break;
      case 'drop':
    }
    this.changed();
  }

  /** Asks once per gap for what is missing. */
  private resync(): void {
    if (this.resyncingSinceMs !== undefined) return;
    this.resyncingSinceMs = Date.now();
    this.state.resyncs++;
    this.subscribe();
  }

  private checkPulse(): void {
    if (!this.socket) return;
    const nowMs = Date.now();
    const silent = nowMs - (this.state.heardMs ?? nowMs) > SILENCE_MS;
    const stuck = this.resyncingSinceMs !== undefined && nowMs - this.resyncingSinceMs > RESYNC_MS;
    if (stuck) this.state.seq = undefined; // the next connection starts from a snapshot
    if (silent || stuck) this.lost();
  }

  private lost(): void {
    this.abandon();
    this.state.link = 'lost';
    clearTimeout(this.retryTimer);
    this.retryTimer = setTimeout(() => this.connect(), this.retryMs * (0.75 + Math.random() / 2));
    this.retryMs = Math.min(this.retryMs * 2, LONGEST_RETRY_MS);
    this.changed();
  }

  private abandon(): void {
    const socket = this.socket;
    this.socket = undefined;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }
}

/** A message this page cannot read is one it does not know; its number will be missed and asked for again. */
function parse(text: string): LiveMessage | undefined {
  try {
    return JSON.parse(text) as LiveMessage;
  } catch {
    return undefined;
  }
}
