import { firstLeg, nextLeg, type Leg } from './map/motion.ts';
import { mercator } from './map/mercator.ts';
import { Trail } from './map/trail.ts';
import { applyAlert, applyAlertSnapshot, noteWithdrawn, wasWithdrawn, worstAlarm } from './alerts.ts';
import type { Reading, State, Timed, Vehicle } from './state.ts';
import type { Live, LiveMessage, Snapshot, Trip } from './types.ts';

export { applyAlertHistory } from './alerts.ts';

const USUAL_INTERVAL_MS = 5_000;
const LONGEST_INTERVAL_MS = 60_000;

/**
 * Applies one message of the live feed. The feed numbers its messages, so the order is the server's: no device's clock has a say in what is newer.
 * Of alerts and trips the higher version counts.
 */
export function apply(state: State, message: LiveMessage, nowMs: number): void {
  switch (message.type) {
    case 'snapshot':
      return applySnapshot(state, message, nowMs);
    case 'positions':
      return applyPositions(state, message.items, nowMs);
    case 'alert':
      return applyAlert(state, message.item, nowMs);
    case 'trip':
      return applyTrip(state, message.item);
    case 'health':
      state.health = message;
  }
}

/** A snapshot is the whole truth: vehicles and alerts it does not name are gone. Trips it does not tell: they are asked for anew. */
function applySnapshot(state: State, { vehicles, alerts, withdrawn }: Snapshot, nowMs: number): void {
  const named = new Set(vehicles.map((live) => live.vehicleId));
  for (const id of state.vehicles.keys()) if (!named.has(id)) state.vehicles.delete(id);
  state.rosterVersion++;
  applyPositions(state, vehicles, nowMs);
  applyAlertSnapshot(state, alerts ?? [], withdrawn);
  state.trips.clear();
  state.historyVersion++;
}

/** A trip of the feed or of the store: a vehicle has its newest, by when it began; a correction of an older one changes nothing here. */
export function applyTrip(state: State, trip: Trip): void {
  const known = state.trips.get(trip.vehicleId);
  const same = known?.tripId === trip.tripId;
  if ((same && (trip.version ?? 0) < (known.version ?? 0)) || wasWithdrawn(state, trip.tripId, trip)) return;
  if (trip.deleted) {
    noteWithdrawn(state, trip.tripId, trip);
    if (same && state.trips.delete(trip.vehicleId)) state.historyVersion++;
  } else if (same || !known || Date.parse(known.startedAt) <= Date.parse(trip.startedAt)) {
    state.trips.set(trip.vehicleId, trip);
  }
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

/** When it was so: the device's time, but never later than the server had it. A clock that runs ahead would hide all that follows. */
function timeOf(live: Live): number {
  const atMs = Date.parse(live.at);
  const receivedMs = Date.parse(live.receivedAt ?? live.at);
  return Number.isNaN(receivedMs) ? atMs : Math.min(atMs, receivedMs);
}

function appeared(state: State, live: Live, nowMs: number): Vehicle | undefined {
  const atMs = timeOf(live);
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

/** An item is whole: what it does not name (driver, trip, anomaly) the vehicle does not have. */
function updated(before: Vehicle, live: Live, nowMs: number): Vehicle | undefined {
  const atMs = timeOf(live);
  if (Number.isNaN(atMs)) return undefined;
  const gapMs = atMs - before.atMs;
  return {
    ...before,
    status: live.status,
    atMs,
    intervalMs:
      gapMs > 0 ? before.intervalMs * 0.8 + Math.min(gapMs, LONGEST_INTERVAL_MS) * 0.2 : before.intervalMs,
    live,
    readings: readingsOf(live, atMs, before.readings),
    anomaly: live.anomaly,
    leg: gapMs === 0 && before.leg ? before.leg : legTo(before.leg, live, atMs, before.trail, nowMs),
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
