import { age, clockTime, number } from './format.ts';
import type { State } from './state.ts';

export interface Light {
  readonly level: 'live' | 'lagging' | 'offline' | 'connecting';
  readonly text: string;
}

const LAGGING_MS = 2_000;
/** `health` comes every two seconds. */
const SILENT_MS = 5_000;

/** The light in the top bar: always there, always with words. */
export function light(state: State, nowMs: number): Light {
  const last = state.lastDataMs === undefined ? '' : ` · data of ${clockTime(state.lastDataMs)}`;
  if (state.link === 'lost') return { level: 'offline', text: `Offline${last}` };
  if (state.link === 'connecting') return { level: 'connecting', text: 'Connecting' };
  const silentMs = nowMs - (state.heardMs ?? nowMs);
  const lagMs = Math.max(state.health?.lagMs ?? 0, silentMs > SILENT_MS ? silentMs : 0);
  return lagMs > LAGGING_MS
    ? { level: 'lagging', text: `Lagging ${age(lagMs)}` }
    : { level: 'live', text: 'Live' };
}

export interface Trouble {
  readonly title: string;
  /** What is safe, and what to do. */
  readonly advice: string;
}

/** What is broken, one sentence each: what happened, what still works, what happens next. */
export function troubles({ link, lastDataMs, health }: State): readonly Trouble[] {
  if (link === 'lost') {
    const since = lastDataMs === undefined ? '' : ` The picture is of ${clockTime(lastDataMs)}.`;
    return [
      {
        title: 'No connection to the server.',
        advice: `${since} Trackers keep their records; this page reconnects by itself.`.trim(),
      },
    ];
  }
  const found: Trouble[] = [];
  if (health?.kafka === false) {
    found.push({
      title: 'The broker (Kafka) is away.',
      advice: 'Nothing is acknowledged, so trackers keep their records and send them again when it is back.',
    });
  }
  if (health?.engine !== undefined && health.engine !== 'RUNNING') {
    found.push({
      title: 'The engine is restarting.',
      advice: 'Records wait safely in Kafka; positions and alerts catch up when it runs.',
    });
  }
  if (health?.clickhouse === false) {
    found.push({
      title: 'The store (ClickHouse) is away.',
      advice: 'Live positions and alerts go on; history, trips and scores return with it, nothing is lost.',
    });
  }
  const { vehicles, openAlerts } = health?.limits ?? {};
  if (vehicles !== undefined) {
    found.push({
      title: `There are more than ${number(vehicles)} vehicles.`,
      advice: 'The ones heard of last are shown. Records, trips and alerts of all vehicles are stored.',
    });
  }
  if (openAlerts !== undefined) {
    found.push({
      title: `More than ${number(openAlerts)} alerts are open.`,
      advice: 'The most severe are shown; the others appear as these are closed. All are stored.',
    });
  }
  return found;
}
