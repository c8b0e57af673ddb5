// The one state of this page and the ways to change it; panels import from here.
import { Feed } from './feed.ts';
import { redraw } from './frame.svelte.ts';
import { applyAlertHistory } from './apply.ts';
import { Rest } from './rest.ts';
import { emptyState } from './state.ts';

const STATUS_EVERY_MS = 5_000;
const ALERTS_AT_START = 200;

export const fleet = emptyState();
export const rest = new Rest(fleet);

export function start(): void {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  new Feed(`${scheme}://${location.host}/ws/v1/live`, fleet, redraw);
  void pollStatus();
  void loadAlerts();
}

/** The pipeline in detail; while the server does not answer, the feed's own state says so on the screen. */
async function pollStatus(): Promise<void> {
  try {
    fleet.status = await rest.status();
    redraw();
  } catch {
    fleet.status = undefined;
  }
  setTimeout(() => void pollStatus(), STATUS_EVERY_MS);
}

async function loadAlerts(): Promise<void> {
  try {
    const { items } = await rest.alerts({ limit: ALERTS_AT_START });
    applyAlertHistory(fleet, items);
    redraw();
  } catch {
    // The store is away: the feed's snapshot has the open ones, and the banner says what is missing.
    setTimeout(() => void loadAlerts(), STATUS_EVERY_MS);
  }
}
