import { ALERTS_KEPT, WITHDRAWN_KEPT, type Alarm, type State } from './state.ts';
import type { Alert } from './types.ts';

const SEVERITY_RANK = { INFO: 0, WARNING: 1, CRITICAL: 2 } as const;

type Versioned = { readonly version?: number };
const versionOf = (item: Versioned): number => item.version ?? 0;

/** An alert that happens now. */
export function applyAlert(state: State, alert: Alert, nowMs: number): void {
  merge(state, [alert], nowMs);
}

/** The alerts of a snapshot are all there are, but for history that the store has. Nothing pulses. */
export function applyAlertSnapshot(
  state: State,
  alerts: readonly Alert[],
  withdrawn: readonly Alert[] = [],
): void {
  const named = new Set(alerts.map((alert) => alert.id));
  const gone = state.alerts.filter((known) => !named.has(known.id));
  for (const alert of gone) setOpen(state, alert, undefined, 0);
  state.alerts = state.alerts.filter((known) => named.has(known.id));
  merge(state, [...alerts, ...withdrawn], 0);
}

/** Alerts of the store, which lags a few seconds behind: they lengthen the list. What is open, the live feed says. */
export function applyAlertHistory(state: State, alerts: readonly Alert[]): void {
  const closed = alerts.filter((alert) => alert.state === 'CLOSED');
  merge(state, closed, 0);
}

function merge(state: State, alerts: readonly Alert[], nowMs: number): void {
  const byId = new Map(state.alerts.map((alert) => [alert.id, alert]));
  for (const alert of alerts) {
    const known = byId.get(alert.id);
    if ((known && !isNewer(alert, known)) || wasWithdrawn(state, alert.id, alert)) continue;
    if (alert.deleted) {
      noteWithdrawn(state, alert.id, alert);
      byId.delete(alert.id);
    } else {
      state.withdrawn.delete(alert.id);
      byId.set(alert.id, alert);
    }
    const open = alert.state === 'OPEN' && !alert.deleted ? alert : undefined;
    setOpen(state, alert, open, isNews(alert, known) ? nowMs : 0);
  }
  state.alerts = listed([...byId.values()]);
}

/** Versions decide. Under one version the later message counts, except that what closed before alerts had versions stays closed. */
function isNewer(alert: Alert, known: Alert): boolean {
  const ahead = versionOf(alert) - versionOf(known);
  if (ahead !== 0) return ahead > 0;
  return !(versionOf(alert) === 0 && known.state === 'CLOSED');
}

/** Worth a pulse: it opened, or became more severe. An alert found in a stored backlog is listed and marked, and silent. */
function isNews(alert: Alert, known: Alert | undefined): boolean {
  if (alert.late || alert.state === 'CLOSED') return false;
  return known?.state !== 'OPEN' || SEVERITY_RANK[alert.severity] > SEVERITY_RANK[known.severity];
}

/** Whether an item is older than its withdrawal. */
export const wasWithdrawn = (state: State, id: string, item: Versioned): boolean =>
  versionOf(item) < (state.withdrawn.get(id) ?? -1);

/** Remembers a withdrawal, so that the store, which lags behind, does not bring the item back. */
export function noteWithdrawn(state: State, id: string, item: Versioned): void {
  state.withdrawn.delete(id);
  state.withdrawn.set(id, versionOf(item));
  for (const oldest of state.withdrawn.keys()) {
    if (state.withdrawn.size <= WITHDRAWN_KEPT) break;
    state.withdrawn.delete(oldest);
  }
}

/** Newest first by when it happened; every open one, and the newest closed ones. */
function listed(alerts: readonly Alert[]): readonly Alert[] {
  let closed = 0;
  return alerts
    .map((alert) => ({ alert, ms: Date.parse(alert.openedAt) }))
    .sort((a, b) => b.ms - a.ms)
    .map(({ alert }) => alert)
    .filter((alert) => alert.state === 'OPEN' || ++closed <= ALERTS_KEPT);
}

function setOpen(state: State, { id, vehicleId }: Alert, now: Alert | undefined, seenMs: number): void {
  const before = state.openAlerts.get(vehicleId) ?? [];
  const others = before.filter((open) => open.id !== id);
  if (!now && others.length === before.length) return;
  const open = now ? [...others, now] : others;
  if (open.length > 0) state.openAlerts.set(vehicleId, open);
  else state.openAlerts.delete(vehicleId);
  ring(state, vehicleId, seenMs);
}

function ring(state: State, vehicleId: string, seenMs: number): void {
  const vehicle = state.vehicles.get(vehicleId);
  if (!vehicle) return;
  const alarm = worstAlarm(state.openAlerts.get(vehicleId), seenMs || (vehicle.alarm?.seenMs ?? 0));
  state.vehicles.set(vehicleId, { ...vehicle, alarm });
  state.rosterVersion++;
}

/** Information needs no person, and what a backlog told is over: neither rings a vehicle. */
export function worstAlarm(open: readonly Alert[] | undefined, seenMs: number): Alarm | undefined {
  const worst = (open ?? [])
    .filter((alert) => alert.severity !== 'INFO' && !alert.late)
    .sort((a, b) => SEVERITY_RANK[b.severity] - SEVERITY_RANK[a.severity])[0];
  return worst && { severity: worst.severity, rule: worst.rule, seenMs };
}
