import type { Vehicle } from './state.ts';
import type { TelemetryRow } from './types.ts';

export const HISTORY_MS = 15 * 60_000;
/** 15 minutes at one record a second, twice over. */
export const HISTORY_ROWS = 2_000;
/** A line is not drawn across a longer silence than this, or than a few of the tracker's usual intervals. */
const SHORTEST_SILENCE_S = 60;
const SILENT_INTERVALS = 4;

type Column = (number | null)[];

/** One vehicle's recent past as the columns the charts draw. `t` is in seconds. */
export interface History {
  readonly t: number[];
  readonly speed: Column;
  readonly rpm: Column;
  readonly fuel: Column;
  readonly score: Column;
  readonly anomalous: boolean[];
  readonly lat: Column;
  readonly lon: Column;
}

export const emptyHistory = (): History => ({
  t: [],
  speed: [],
  rpm: [],
  fuel: [],
  score: [],
  anomalous: [],
  lat: [],
  lon: [],
});

interface Sample {
  readonly atMs: number;
  readonly speed?: number | undefined;
  readonly rpm?: number | undefined;
  readonly fuel?: number | undefined;
  readonly score?: number | undefined;
  readonly anomalous?: boolean | undefined;
  readonly lat?: number | undefined;
  readonly lon?: number | undefined;
}

export function fromRows(rows: readonly TelemetryRow[]): History {
  const history = emptyHistory();
  for (const row of rows) {
    if (row.rejected) continue;
    push(history, {
      atMs: Date.parse(row.at),
      speed: row.speedKmh,
      rpm: row.rpm,
      fuel: row.fuelLevelPct,
      score: row.anomalyScore,
      anomalous: row.isAnomaly,
      lat: row.lat,
      lon: row.lon,
    });
  }
  return history;
}

/** Adds what the live feed just said; true if it was news. */
export function append(history: History, { atMs, live }: Vehicle): boolean {
  return push(history, {
    atMs,
    speed: live.speedKmh,
    rpm: live.engine?.rpm,
    fuel: live.engine?.fuelLevelPct,
    score: live.anomaly?.reconstructionError,
    anomalous: live.anomaly?.isAnomaly,
    lat: live.lat,
    lon: live.lon,
  });
}

function push(history: History, sample: Sample): boolean {
  const t = sample.atMs / 1000;
  const last = history.t.at(-1);
  if (Number.isNaN(t) || (last !== undefined && t <= last)) return false;
  pushRow(history, sample);
  trim(history);
  return true;
}

function pushRow(history: History, sample: Sample): void {
  history.t.push(sample.atMs / 1000);
  history.speed.push(sample.speed ?? null);
  history.rpm.push(sample.rpm ?? null);
  history.fuel.push(sample.fuel ?? null);
  history.score.push(sample.score ?? null);
  history.anomalous.push(sample.anomalous ?? false);
  history.lat.push(sample.lat ?? null);
  history.lon.push(sample.lon ?? null);
}

function trim(history: History): void {
  const surplus = history.t.length - HISTORY_ROWS;
  if (surplus > 0) for (const column of Object.values(history)) column.splice(0, surplus);
}

export function place(history: History, index: number): { lat: number; lon: number } | undefined {
  const [lat, lon] = [history.lat[index], history.lon[index]];
  return lat != null && lon != null ? { lat, lon } : undefined;
}

export function routeOf(history: History): readonly (readonly [number, number])[] {
  return history.t.flatMap((_, i) => {
    const at = place(history, i);
    return at ? [[at.lon, at.lat] as const] : [];
  });
}

/** From where on a pause between records is a silence, nobody knowing what happened in it. */
export function silenceS(t: readonly number[]): number {
  const gaps = t.slice(1).map((at, i) => at - (t[i] ?? at));
  const usual = gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0;
  return Math.max(SHORTEST_SILENCE_S, usual * SILENT_INTERVALS);
}

/** Stretches of anomalous samples as index ranges, for the red spans. */
export function spans(anomalous: readonly boolean[]): readonly (readonly [number, number])[] {
  const found: [number, number][] = [];
  anomalous.forEach((flag, i) => {
    if (!flag) return;
    const last = found.at(-1);
    if (last && last[1] === i - 1) last[1] = i;
    else found.push([i, i]);
  });
  return found;
}
