import type { FleetMap } from './fleetmap.ts';

let current: FleetMap | undefined;

/** The one map of the page, once its code has loaded. */
export const mapInUse = (): FleetMap | undefined => current;

export function useMap(map: FleetMap | undefined): void {
  current = map;
}
