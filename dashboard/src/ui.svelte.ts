import { formatRoute, parseRoute, type Route } from './route.ts';

/** What the viewer does: where they are, what they search, what they point at. */
class Ui {
  route: Route = $state.raw(parseRoute(location.hash));
  query = $state('');
  /** The row the keyboard is on. */
  markedId: string | undefined = $state();
  following = $state(false);
  helpOpen = $state(false);
  /** Height of the phone's bottom sheet. */
  sheet: 'peek' | 'half' | 'full' = $state('half');

  constructor() {
    addEventListener('hashchange', () => {
      const before = this.route.vehicleId;
      this.route = parseRoute(location.hash);
      if (this.route.vehicleId !== before) this.following = false;
    });
  }

  go(change: Partial<Route>): void {
    location.hash = formatRoute({ ...this.route, ...change });
  }

  /** Opens a vehicle, now or at a moment. */
  open(vehicleId: string, atMs?: number): void {
    const { tab, filter } = this.route;
    const moment = atMs === undefined ? {} : { atMs };
    location.hash = formatRoute({ view: 'map', tab, filter, vehicleId, ...moment });
  }

  close(): void {
    const { tab, filter } = this.route;
    location.hash = formatRoute({ view: 'map', tab, filter });
  }
}

export const ui = new Ui();
