import { firstLeg, nextLeg, type Leg } from './map/motion.ts';
import { mercator } from './map/mercator.ts';
import { Trail } from './map/trail.ts';
import { ALERTS_KEPT, type Alarm, type Reading, type State, type Timed, type Vehicle } from './state.ts';
import type { Alert, Live, LiveMessage } from './types.ts';

const USUAL_INTERVAL_MS = 5_000;
const SEVERITY_RANK = { INFO: 0, WARNING: 1, CRITICAL: 2 } as const;

/** Applies one message of the live feed. Safe to repeat: what is older than what the page has changes nothing. */
export function apply(state: State, message: LiveMessage, nowMs: number): void {
  switch (message.type) {
    case 'snapshot':
      return applySnapshot(state, message.vehicles, message.alerts ?? [], nowMs);
    case 'positions':
      return applyPositions(state, message.items, nowMs);
    case 'alert':
      return applyAlert(state, message.item, nowMs);
    case 'trip':
      state.trips.set(message.item.vehicleId, message.item);
      return;
    case 'health':
      state.health = message;
  }
}

/** A snapshot is the whole truth: vehicles it does not name are gone. */
function applySnapshot(
  state: State,
  vehicles: readonly Live[],
  alerts: readonly Alert[],
  nowMs: number,
): void {
  const named = new Set(vehicles.map((live) => live.vehicleId));
  for (const id of state.vehicles.keys()) if (!named.has(id)) state.vehicles.delete(id);
  state.rosterVersion++;
  applyPositions(state, vehicles, nowMs);
  const stillOpen = new Set(alerts.filter((alert) => alert.state === 'OPEN').map((alert) => alert.id));
  for (const open of [...state.openAlerts.values()].flat()) {
    if (!stillOpen.has(open.id)) forgetOpen(state, open);
  }
  applyAlertHistory(state, alerts);
}

function applyPositions(state: State, items: readonly Live[], nowMs: number): void {
  for (const live of items) {
    const before = state.vehicles.get(live.vehicleId);
    const after = before ? updated(before, live, nowMs) : appeared(state, live, nowMs);
    if (!after) continue;
    state.vehicles.set(after.id, after);
    if (!before || before.status !== after.status || isAnomalous(before) !== isAnomalous(after)) {
      state.rosterVersion++;
    }
    const receivedMs = Date.parse(live.receivedAt ?? live.at);
    if (!(receivedMs <= (state.lastDataMs ?? 0))) state.lastDataMs = receivedMs;
  }
}

export const isAnomalous = (vehicle: Vehicle): boolean => vehicle.anomaly?.isAnomaly === true;

function appeared(state: State, live: Live, nowMs: number): Vehicle | undefined {
  const atMs = Date.parse(live.at);
  if (Number.isNaN(atMs)) return undefined;
  const trail = new Trail();
  return {
    id: live.vehicleId,
    status: live.status,
    atMs,
    intervalMs: USUAL_INTERVAL_MS,
    live,
    readings: readingsOf(live, atMs, new Map()),
    anomaly: live.anomaly,
    alarm: worstAlarm(state.openAlerts.get(live.vehicleId), 0),
    leg: legTo(undefined, live, atMs, trail, nowMs),
    trail,
  };
}

function updated(before: Vehicle, live: Live, nowMs: number): Vehicle | undefined {
  const atMs = Date.parse(live.at);
  if (!(atMs >= before.atMs)) return undefined;
  const gapMs = atMs - before.atMs;
  return {
    ...before,
    status: live.status,
    atMs,
    intervalMs: gapMs > 0 ? before.intervalMs * 0.8 + Math.min(gapMs, 60_000) * 0.2 : before.intervalMs,
    live: { ...before.live, ...live },
    readings: readingsOf(live, atMs, before.readings),
    anomaly: live.anomaly ?? before.anomaly,
    leg: gapMs > 0 ? legTo(before.leg, live, atMs, before.trail, nowMs) : before.leg,
  };
}

function legTo(
  before: Leg | undefined,
  live: Live,
  atMs: number,
  trail: Trail,
  nowMs: number,
): Leg | undefined {
  if (live.lat === undefined || live.lon === undefined) return before;
  const point = mercator(live.lon, live.lat);
  const to = { ...point, headingDeg: live.headingDeg ?? before?.to.headingDeg ?? 0 };
  if (live.valid !== false) trail.add(point, atMs);
  return before ? nextLeg(before, to, atMs, nowMs) : firstLeg(to, atMs, nowMs);
}

function readingsOf(
  live: Live,
  atMs: number,
  before: ReadonlyMap<Reading, Timed>,
): ReadonlyMap<Reading, Timed> {
  const readings = new Map(before);
  const present: Partial<Record<Reading, number | boolean | undefined>> = {
    speedKmh: live.speedKmh,
    headingDeg: live.headingDeg,
    ignition: live.ignition,
    rpm: live.engine?.rpm,
    loadPct: live.engine?.loadPct,
    coolantC: live.engine?.coolantC,
    throttlePct: live.engine?.throttlePct,
    fuelLevelPct: live.engine?.fuelLevelPct,
    externalV: live.power?.externalV,
    odometerM: live.odometerM,
    satellites: live.satellites,
  };
  for (const [name, value] of Object.entries(present)) {
    if (value !== undefined) readings.set(name as Reading, { value, atMs });
  }
  return readings;
}

/** An alert that happens now. */
function applyAlert(state: State, alert: Alert, nowMs: number): void {
  keepAlerts(state, [alert]);
  noteOpen(state, alert, nowMs);
}

/** Alerts from before the page was opened: they are listed, and open ones ring, but nothing pulses. */
export function applyAlertHistory(state: State, alerts: readonly Alert[]): void {
  keepAlerts(state, alerts);
  for (const alert of alerts) noteOpen(state, alert, 0);
}

function keepAlerts(state: State, alerts: readonly Alert[]): void {
  const byId = new Map(state.alerts.map((alert) => [alert.id, alert]));
  for (const alert of alerts) {
    // An alert closes once; a late OPEN of a closed one is an echo.
    if (!(byId.get(alert.id)?.state === 'CLOSED' && alert.state === 'OPEN')) byId.set(alert.id, alert);
  }
  state.alerts = [...byId.values()]
    .sort((a, b) => Date.parse(b.openedAt) - Date.parse(a.openedAt))
    .slice(0, ALERTS_KEPT);
}

function noteOpen(state: State, alert: Alert, seenMs: number): void {
  if (alert.state === 'CLOSED') return forgetOpen(state, alert);
  const known = state.alerts.find((kept) => kept.id === alert.id);
  if (known?.state === 'CLOSED') return;
  const others = (state.openAlerts.get(alert.vehicleId) ?? []).filter((open) => open.id !== alert.id);
  state.openAlerts.set(alert.vehicleId, [...others, alert]);
  ring(state, alert.vehicleId, seenMs);
}

function forgetOpen(state: State, alert: Alert): void {
  const others = (state.openAlerts.get(alert.vehicleId) ?? []).filter((open) => open.id !== alert.id);
  if (others.length > 0) state.openAlerts.set(alert.vehicleId, others);
  else state.openAlerts.delete(alert.vehicleId);
  ring(state, alert.vehicleId, 0);
}

function ring(state: State, vehicleId: string, seenMs: number): void {
  const vehicle = state.vehicles.get(vehicleId);
  if (!vehicle) return;
  const alarm = worstAlarm(state.openAlerts.get(vehicleId), seenMs || (vehicle.alarm?.seenMs ?? 0));
  state.vehicles.set(vehicleId, { ...vehicle, alarm });
  state.rosterVersion++;
}

/** Information needs no person and rings no vehicle. */
function worstAlarm(open: readonly Alert[] | undefined, seenMs: number): Alarm | undefined {
  const worst = (open ?? [])
    .filter((alert) => alert.severity !== 'INFO')
    .sort((a, b) => SEVERITY_RANK[b.severity] - SEVERITY_RANK[a.severity])[0];
  return worst && { severity: worst.severity, rule: worst.rule, seenMs };
}
