import { isAnomalous } from './apply.ts';
import { fleet } from './app.ts';
import { mapInUse } from './map/inuse.ts';

/** What the page shows, for tests and for whoever wonders: `__fleet.snapshot()` in the console. Read only. */
export interface FleetSnapshot {
  readonly vehicles: number;
  readonly onMap: number;
  readonly inList: number;
  readonly anomalous: readonly string[];
  readonly alerts: number;
  readonly alertKinds: readonly string[];
  readonly openAlerts: number;
  readonly closedTrips: number;
  readonly link: string;
  readonly seq: number | undefined;
  readonly resyncs: number;
  /** Milliseconds from navigation to the first vehicle on the map; absent until then. */
  readonly firstVehicleMs: number | undefined;
}

let firstVehicleMs: number | undefined;

function snapshot(): FleetSnapshot {
  const shown = mapInUse()?.shown ?? { alone: 0, clustered: 0 };
  return {
    vehicles: fleet.vehicles.size,
    onMap: shown.alone + shown.clustered,
    inList: document.querySelectorAll('[data-vehicle]').length,
    anomalous: [...fleet.vehicles.values()].filter(isAnomalous).map((vehicle) => vehicle.id),
    alerts: fleet.alerts.length,
    alertKinds: [...new Set(fleet.alerts.map((alert) => alert.rule))].sort(),
    openAlerts: [...fleet.openAlerts.values()].flat().length,
    closedTrips: [...fleet.trips.values()].filter((trip) => trip.state === 'CLOSED').length,
    link: fleet.link,
    seq: fleet.seq,
    resyncs: fleet.resyncs,
    firstVehicleMs,
  };
}

export function exposeDebug(): void {
  const screenOf = (id: string): { x: number; y: number } | undefined => mapInUse()?.screenOf(id);
  Object.defineProperty(window, '__fleet', { value: Object.freeze({ snapshot, screenOf }) });
  const watch = setInterval(() => {
    if (snapshot().onMap === 0) return;
    firstVehicleMs = Math.round(performance.now());
    clearInterval(watch);
  }, 20);
}
