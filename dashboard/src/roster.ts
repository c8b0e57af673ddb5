import { isAnomalous } from './apply.ts';
import type { Filter, State, Vehicle } from './state.ts';

const STATUS_ORDER = { IDLE: 3, MOVING: 4, STOPPED: 5, OFFLINE: 6 } as const;
const names = new Intl.Collator('en', { numeric: true });

/** What needs attention first: alarms by severity, anomalies, idling, then the rest. */
export function attention(vehicle: Vehicle): number {
  if (vehicle.alarm) return vehicle.alarm.severity === 'CRITICAL' ? 0 : 1;
  return isAnomalous(vehicle) ? 2 : STATUS_ORDER[vehicle.status];
}

export function matches(vehicle: Vehicle, filter: Filter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'alarm':
      return vehicle.alarm !== undefined;
    case 'anomaly':
      return isAnomalous(vehicle);
    default:
      return vehicle.status.toLowerCase() === filter;
  }
}

const found = ({ id, live }: Vehicle, query: string): boolean =>
  [id, live.deviceId, live.driverId].some((text) => text?.toLowerCase().includes(query));

export type Counts = Readonly<Record<Filter, number>>;

export function count(vehicles: Iterable<Vehicle>): Counts {
  const counts = { all: 0, moving: 0, idle: 0, stopped: 0, offline: 0, alarm: 0, anomaly: 0 };
  for (const vehicle of vehicles) {
    counts.all++;
    counts[vehicle.status.toLowerCase() as 'moving']++;
    if (vehicle.alarm) counts.alarm++;
    if (isAnomalous(vehicle)) counts.anomaly++;
  }
  return counts;
}

/** The list as ids. Sorting ten thousand vehicles is done again only when one of them changed its place. */
export class Roster {
  private key = '';
  private ids: readonly string[] = [];

  select(state: State, filter: Filter, query: string): readonly string[] {
    const key = `${state.rosterVersion} ${filter} ${query}`;
    if (key !== this.key) {
      this.key = key;
      this.ids = select(state.vehicles.values(), filter, query);
    }
    return this.ids;
  }
}

export function select(vehicles: Iterable<Vehicle>, filter: Filter, query: string): readonly string[] {
  const wanted = query.trim().toLowerCase();
  return [...vehicles]
    .filter((vehicle) => matches(vehicle, filter) && (wanted === '' || found(vehicle, wanted)))
    .map((vehicle) => ({ id: vehicle.id, rank: attention(vehicle) }))
    .sort((a, b) => a.rank - b.rank || names.compare(a.id, b.id))
    .map(({ id }) => id);
}
