import type { Filter } from './state.ts';

export type View = 'map' | 'trips' | 'drivers' | 'devices' | 'workbench' | 'health' | 'access';

/** Where the viewer is; the whole of it stands in the address, so that a link and the back button work. */
export interface Route {
  readonly view: View;
  readonly tab: 'vehicles' | 'alerts';
  readonly filter: Filter;
  readonly vehicleId?: string;
  /** The device whose frames the workbench shows as they come. */
  readonly tap?: string;
  /** A moment to look at instead of now, epoch milliseconds. */
  readonly atMs?: number;
}

const VIEWS: readonly View[] = ['trips', 'drivers', 'devices', 'workbench', 'health', 'access'];
const FILTERS: readonly Filter[] = ['moving', 'idle', 'stopped', 'offline', 'alarm', 'anomaly'];

export const HOME: Route = { view: 'map', tab: 'vehicles', filter: 'all' };

export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?');
  const [first = '', encoded] = path.split('/');
  const second = decoded(encoded);
  const query = new URLSearchParams(search);
  const view = VIEWS.find((name) => name === first) ?? 'map';
  const atMs = Date.parse(query.get('at') ?? '');
  return {
    view,
    tab: query.get('tab') === 'alerts' ? 'alerts' : 'vehicles',
    filter: FILTERS.find((name) => name === query.get('filter')) ?? 'all',
    ...(first === 'vehicles' && second ? { vehicleId: second } : {}),
    ...(view === 'workbench' && second ? { tap: second } : {}),
    ...(Number.isNaN(atMs) ? {} : { atMs }),
  };
}

/** Nothing where a typed or cut-off address is no text: it throws then, and the page would stay white. */
function decoded(encoded = ''): string | undefined {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}

export function formatRoute(route: Route): string {
  if (route.view === 'workbench' && route.tap !== undefined)
    return `#/workbench/${encodeURIComponent(route.tap)}`;
  if (route.view !== 'map') return `#/${route.view}`;
  const query = new URLSearchParams();
  if (route.tab === 'alerts') query.set('tab', 'alerts');
  if (route.filter !== 'all') query.set('filter', route.filter);
  if (route.atMs !== undefined) query.set('at', new Date(route.atMs).toISOString());
  const path = route.vehicleId === undefined ? '' : `vehicles/${encodeURIComponent(route.vehicleId)}`;
  return `#/${path}${query.size > 0 ? `?${query}` : ''}`;
}
