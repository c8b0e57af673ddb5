// The one state of this page and the ways to change it; panels import from here.
import { Feed } from './feed.ts';
import { redraw } from './frame.svelte.ts';
import { applyAlertHistory } from './apply.ts';
import { Rest } from './rest.ts';
import { Session } from './session.svelte.ts';
import { emptyState } from './state.ts';

const STATUS_EVERY_MS = 5_000;
const ALERTS_AT_START = 200;

export const fleet = emptyState();
export const rest: Rest = new Rest(fleet, () => session.over());
export const session: Session = new Session(rest, start, stop);

let feed: Feed | undefined;
const timers = new Set<ReturnType<typeof setTimeout>>();

function start(): void {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  feed = new Feed(`${scheme}://${location.host}/ws/v1/live`, fleet, changed, () => session.over());
  void pollStatus();
}

let loadedVersion = 0;

/** After each snapshot the history is asked for anew: what was told meanwhile is not in it. */
function changed(): void {
  redraw();
  if (fleet.historyVersion === loadedVersion) return;
  loadedVersion = fleet.historyVersion;
  void loadAlerts(loadedVersion);
}

/** Nothing of the fleet stays on the screen of who has logged out. */
function stop(): void {
  feed?.stop();
  feed = undefined;
  timers.forEach(clearTimeout);
  timers.clear();
  Object.assign(fleet, emptyState());
  loadedVersion = 0;
  redraw();
}

function again(act: () => Promise<void>): void {
  if (!feed) return;
  const timer = setTimeout(() => {
    timers.delete(timer);
    void act();
  }, STATUS_EVERY_MS);
  timers.add(timer);
}

/** The pipeline in detail; while the server does not answer, the feed's own state says so on the screen. */
async function pollStatus(): Promise<void> {
  try {
    fleet.status = await rest.status();
    redraw();
  } catch {
    fleet.status = undefined;
  }
  again(pollStatus);
}

async function loadAlerts(version: number): Promise<void> {
  if (version !== loadedVersion) return;
  try {
    const { items } = await rest.alerts({ limit: ALERTS_AT_START });
    applyAlertHistory(fleet, items);
    redraw();
  } catch {
    // The store is away: the feed's snapshot has the open ones, and the banner says what is missing.
    again(() => loadAlerts(version));
  }
}
