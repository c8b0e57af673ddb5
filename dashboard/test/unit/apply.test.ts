import { describe, expect, test } from 'vitest';
import { apply, applyAlertHistory, applyTrip, isAnomalous } from '../../src/apply.ts';
import { ALERTS_KEPT, emptyState, WITHDRAWN_KEPT, type State } from '../../src/state.ts';
import type { Alert, Live, Trip } from '../../src/types.ts';

const T0 = Date.parse('2026-11-21T10:00:00Z');
const at = (s: number): string => new Date(T0 + s * 1000).toISOString();
const live = (s: number, more: Partial<Live> = {}): Live => ({
  vehicleId: 'VAN-7',
  at: at(s),
  status: 'MOVING',
  lat: 52.5,
  lon: 13.4,
  ...more,
});
const alert = (more: Partial<Alert> = {}): Alert => ({
  id: 'a1',
  rule: 'OVERSPEED',
  severity: 'WARNING',
  state: 'OPEN',
  vehicleId: 'VAN-7',
  openedAt: at(0),
  message: '',
  ...more,
});

function after(...messages: Parameters<typeof apply>[1][]): State {
  const state = emptyState();
  for (const message of messages) apply(state, message, T0);
  return state;
}
const positions = (...items: Live[]) => ({ type: 'positions', items }) as const;
const alerts = (item: Alert) => ({ type: 'alert', item }) as const;
const van = (state: State) => state.vehicles.get('VAN-7');

describe('positions', () => {
  test('the last the server says counts, whatever the clock of the device says', () => {
    const ahead = live(9 * 3600, { receivedAt: at(0), speedKmh: 50 });
    const state = after(positions(ahead), positions(live(1, { receivedAt: at(1.2), speedKmh: 51 })));
    expect(van(state)?.live.speedKmh).toBe(51);
    expect(van(state)?.atMs).toBe(T0 + 1_000);
    expect(van(state)?.readings.get('speedKmh')).toEqual({ value: 51, atMs: T0 + 1_000 });
    apply(state, positions(live(-30, { receivedAt: at(2), speedKmh: 52 })), T0);
    expect(van(state)?.live.speedKmh).toBe(52);
  });

  test('a clock hours ahead is shown as of when the server had it, and holds up neither arrow nor trail', () => {
    const state = after(positions(live(9 * 3600, { receivedAt: at(0) })));
    expect(van(state)?.atMs).toBe(T0);
    apply(state, positions(live(10, { receivedAt: at(10), lat: 52.51 })), T0);
    apply(state, positions(live(20, { receivedAt: at(20), lat: 52.52 })), T0);
    expect(van(state)?.leg?.fixMs).toBe(T0 + 20_000);
    expect(van(state)?.trail.length).toBe(3);
  });

  test('an item is whole: driver, trip and anomaly that are absent are gone', () => {
    const state = after(
      positions(
        live(0, {
          driverId: 'D-3',
          tripId: 'T-1',
          anomaly: { reconstructionError: 0.5, isAnomaly: true },
        }),
      ),
    );
    expect(isAnomalous(van(state)!)).toBe(true);
    const version = state.rosterVersion;
    apply(state, positions(live(1)), T0);
    expect(isAnomalous(van(state)!)).toBe(false);
    expect(van(state)?.anomaly).toBeUndefined();
    expect(van(state)?.live.driverId).toBeUndefined();
    expect(van(state)?.live.tripId).toBeUndefined();
    expect(state.rosterVersion).toBe(version + 1);
  });

  test('OFFLINE and back is the server to say', () => {
    const state = after(positions(live(0)), positions(live(0, { status: 'OFFLINE' })));
    expect(van(state)?.status).toBe('OFFLINE');
    apply(state, positions(live(-5, { receivedAt: at(9_000) })), T0);
    expect(van(state)?.status).toBe('MOVING');
  });

  test('each reading keeps the time it was last measured at', () => {
    const state = after(
      positions(live(0, { engine: { fuelLevelPct: 62 } })),
      positions(live(30, { engine: { rpm: 1700 } })),
    );
    expect(van(state)?.readings.get('fuelLevelPct')).toEqual({ value: 62, atMs: T0 });
    expect(van(state)?.readings.get('rpm')).toEqual({ value: 1700, atMs: T0 + 30_000 });
  });

  test('a record without a place leaves the vehicle where it was', () => {
    const state = after(positions(live(0)), positions({ vehicleId: 'VAN-7', at: at(5), status: 'IDLE' }));
    expect(van(state)?.leg?.fixMs).toBe(T0);
    expect(van(state)?.status).toBe('IDLE');
  });

  test('one with an unreadable time is left out', () => {
    expect(after(positions(live(0, { at: 'soon' }))).vehicles.size).toBe(0);
  });

  test('the list is sorted anew only when a vehicle changes its place in it', () => {
    const state = after(positions(live(0)));
    const version = state.rosterVersion;
    apply(state, positions(live(1, { speedKmh: 51 })), T0);
    expect(state.rosterVersion).toBe(version);
    apply(state, positions(live(2, { status: 'IDLE' })), T0);
    expect(state.rosterVersion).toBe(version + 1);
  });
});

describe('alerts', () => {
  test('an open one rings its vehicle, information does not', () => {
    expect(van(after(positions(live(0)), alerts(alert())))?.alarm?.severity).toBe('WARNING');
    expect(van(after(positions(live(0)), alerts(alert({ severity: 'INFO' }))))?.alarm).toBeUndefined();
  });

  test('the worst open one counts, and closing it leaves the next', () => {
    const state = after(
      positions(live(0)),
      alerts(alert()),
      alerts(alert({ id: 'a2', severity: 'CRITICAL', rule: 'SOS' })),
    );
    expect(van(state)?.alarm?.rule).toBe('SOS');
    apply(state, alerts(alert({ id: 'a2', severity: 'CRITICAL', rule: 'SOS', state: 'CLOSED' })), T0);
    expect(van(state)?.alarm?.rule).toBe('OVERSPEED');
  });

  test('a repeated OPEN of a closed episode is an echo', () => {
    const state = after(
      positions(live(0)),
      alerts(alert()),
      alerts(alert({ state: 'CLOSED' })),
      alerts(alert()),
    );
    expect(state.alerts).toHaveLength(1);
    expect(state.alerts[0]?.state).toBe('CLOSED');
    expect(van(state)?.alarm).toBeUndefined();
  });

  test('pulses only if it happened while the page was open', () => {
    expect(van(after(positions(live(0)), alerts(alert())))?.alarm?.seenMs).toBe(T0);
    expect(van(after({ type: 'snapshot', vehicles: [live(0)], alerts: [alert()] }))?.alarm?.seenMs).toBe(0);
  });

  test('an alert that comes before its vehicle rings it when it appears', () => {
    expect(van(after(alerts(alert()), positions(live(0))))?.alarm?.rule).toBe('OVERSPEED');
  });

  test(`are kept newest first, ${ALERTS_KEPT} closed ones and every open one`, () => {
    const state = after(alerts(alert({ id: 'open', openedAt: at(-1) })));
    for (let i = 0; i < ALERTS_KEPT + 20; i++)
      apply(state, alerts(alert({ id: `a${i}`, openedAt: at(i), state: 'CLOSED' })), T0);
    expect(state.alerts).toHaveLength(ALERTS_KEPT + 1);
    expect(state.alerts[0]?.id).toBe(`a${ALERTS_KEPT + 19}`);
    expect(state.alerts.at(-1)?.id).toBe('open');
  });

  test('a rising severity is shown and pulses; a falling one is shown', () => {
    const state = after(positions(live(0)), alerts(alert({ version: 1 })));
    apply(state, alerts(alert({ version: 2, severity: 'CRITICAL' })), T0 + 5_000);
    expect(van(state)?.alarm).toEqual({ severity: 'CRITICAL', rule: 'OVERSPEED', seenMs: T0 + 5_000 });
    expect(state.alerts.map(({ severity }) => severity)).toEqual(['CRITICAL']);
    apply(state, alerts(alert({ version: 3, severity: 'WARNING' })), T0 + 9_000);
    expect(van(state)?.alarm).toEqual({ severity: 'WARNING', rule: 'OVERSPEED', seenMs: T0 + 5_000 });
  });

  test('an older version after a newer one changes nothing', () => {
    const state = after(
      positions(live(0)),
      alerts(alert({ version: 5, severity: 'CRITICAL' })),
      alerts(alert({ version: 4, state: 'CLOSED' })),
      alerts(alert({ version: 3 })),
    );
    expect(state.alerts).toEqual([alert({ version: 5, severity: 'CRITICAL' })]);
    expect(van(state)?.alarm?.severity).toBe('CRITICAL');
  });

  test('one that closed may open again', () => {
    const state = after(
      positions(live(0)),
      alerts(alert({ version: 1 })),
      alerts(alert({ version: 2, state: 'CLOSED' })),
    );
    expect(van(state)?.alarm).toBeUndefined();
    apply(state, alerts(alert({ version: 3 })), T0);
    expect(van(state)?.alarm?.rule).toBe('OVERSPEED');
    expect(state.alerts[0]?.state).toBe('OPEN');
  });

  test('a withdrawn one leaves list and ring, and the store that lags behind does not bring it back', () => {
    const withdrawn = alert({ version: 4, state: 'CLOSED', deleted: true });
    const state = after(positions(live(0)), alerts(alert({ version: 1 })), alerts(withdrawn));
    expect(state.alerts).toEqual([]);
    expect(state.openAlerts.size).toBe(0);
    expect(van(state)?.alarm).toBeUndefined();
    applyAlertHistory(state, [alert({ version: 3, state: 'CLOSED' })]);
    apply(state, alerts(alert({ version: 2 })), T0);
    expect(state.alerts).toEqual([]);
    apply(state, alerts(alert({ version: 6 })), T0);
    expect(state.alerts).toHaveLength(1);
  });

  test('withdrawals are remembered within a limit', () => {
    const state = emptyState();
    for (let i = 0; i < WITHDRAWN_KEPT + 9; i++)
      apply(state, alerts(alert({ id: `a${i}`, version: 2, state: 'CLOSED', deleted: true })), T0);
    expect(state.withdrawn.size).toBe(WITHDRAWN_KEPT);
    expect(state.withdrawn.has('a8')).toBe(false);
  });

  test('a late one is listed where it happened, marked, and rings and pulses nowhere', () => {
    const state = after(
      positions(live(0)),
      alerts(alert({ id: 'now', openedAt: at(0), state: 'CLOSED' })),
      alerts(alert({ id: 'then', openedAt: at(-3600), late: true, severity: 'CRITICAL' })),
    );
    expect(state.alerts.map(({ id }) => id)).toEqual(['now', 'then']);
    expect(state.openAlerts.get('VAN-7')).toHaveLength(1);
    expect(van(state)?.alarm).toBeUndefined();
  });

  test('a late one does not make a live one pulse again', () => {
    const state = after(positions(live(0)), alerts(alert({ id: 'live' })));
    apply(
      state,
      alerts(alert({ id: 'then', openedAt: at(-60), late: true, severity: 'CRITICAL' })),
      T0 + 60_000,
    );
    expect(van(state)?.alarm).toEqual({ severity: 'WARNING', rule: 'OVERSPEED', seenMs: T0 });
  });

  test('what is open the feed says, not the store', () => {
    const state = after(positions(live(0)));
    applyAlertHistory(state, [alert({ id: 'stale' }), alert({ id: 'past', state: 'CLOSED' })]);
    expect(state.alerts.map(({ id }) => id)).toEqual(['past']);
    expect(van(state)?.alarm).toBeUndefined();
  });
});

describe('trips', () => {
  const trip = (more: Partial<Trip> = {}): Trip => ({
    tripId: 'T-2',
    vehicleId: 'VAN-7',
    state: 'OPEN',
    startedAt: at(0),
    distanceM: 0,
    durationS: 0,
    ...more,
  });
  const trips = (item: Trip) => ({ type: 'trip', item }) as const;
  const known = (state: State) => state.trips.get('VAN-7');

  test('a correction of an older trip leaves the newest', () => {
    const state = after(trips(trip()), trips(trip({ tripId: 'T-1', startedAt: at(-3600), state: 'CLOSED' })));
    expect(known(state)?.tripId).toBe('T-2');
  });

  test('the higher version counts', () => {
    const state = after(trips(trip({ version: 3, distanceM: 9 })), trips(trip({ version: 2, distanceM: 5 })));
    expect(known(state)?.distanceM).toBe(9);
  });

  test('a withdrawn one goes, and the store does not bring it back', () => {
    const state = after(trips(trip({ version: 1 })), trips(trip({ version: 4, deleted: true })));
    expect(known(state)).toBeUndefined();
    applyTrip(state, trip({ version: 1 }));
    expect(known(state)).toBeUndefined();
    applyTrip(state, trip({ tripId: 'T-1', startedAt: at(-3600) }));
    expect(known(state)?.tripId).toBe('T-1');
  });
});

describe('a snapshot', () => {
  test('is the whole truth: vehicles and open alerts it does not name are gone', () => {
    const state = after(positions(live(0)), alerts(alert()), {
      type: 'snapshot',
      vehicles: [live(0, { vehicleId: 'VAN-8' })],
      alerts: [],
    });
    expect([...state.vehicles.keys()]).toEqual(['VAN-8']);
    expect(state.openAlerts.size).toBe(0);
  });

  test('names the alerts that stand; withdrawn ones are gone also where the store still has them', () => {
    const state = after(
      positions(live(0)),
      alerts(alert({ id: 'gone', version: 1, state: 'CLOSED' })),
      alerts(alert({ id: 'newer', version: 7, severity: 'CRITICAL' })),
    );
    const historyVersion = state.historyVersion;
    apply(
      state,
      {
        type: 'snapshot',
        vehicles: [live(0)],
        alerts: [alert({ id: 'newer', version: 6 })],
        withdrawn: [alert({ id: 'gone', version: 2, state: 'CLOSED', deleted: true })],
      },
      T0,
    );
    expect(state.alerts.map(({ id, version }) => `${id} ${version}`)).toEqual(['newer 7']);
    expect(state.historyVersion).toBeGreaterThan(historyVersion);
    applyAlertHistory(state, [alert({ id: 'gone', version: 1, state: 'CLOSED' })]);
    expect(state.alerts.map(({ id }) => id)).toEqual(['newer']);
  });

  test('keeps what the page knows about vehicles that go on', () => {
    const state = after(positions(live(0)), positions(live(10, { lat: 52.51 })));
    const trail = van(state)?.trail;
    apply(state, { type: 'snapshot', vehicles: [live(20, { lat: 52.52 })], alerts: [] }, T0);
    expect(van(state)?.trail).toBe(trail);
    expect(trail?.length).toBe(3);
  });
});
