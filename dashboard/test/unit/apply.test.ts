import { describe, expect, test } from 'vitest';
import { apply, isAnomalous } from '../../src/apply.ts';
import { ALERTS_KEPT, emptyState, type State } from '../../src/state.ts';
import type { Alert, Live } from '../../src/types.ts';

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
  test('a late one changes nothing', () => {
    const state = after(positions(live(10, { speedKmh: 50 })), positions(live(5, { speedKmh: 99 })));
    expect(van(state)?.live.speedKmh).toBe(50);
    expect(van(state)?.atMs).toBe(T0 + 10_000);
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

  test('an anomaly stays until a message says otherwise', () => {
    const state = after(
      positions(live(0, { anomaly: { reconstructionError: 0.5, isAnomaly: true } })),
      positions(live(1)),
    );
    expect(van(state) && isAnomalous(van(state)!)).toBe(true);
    apply(state, positions(live(2, { anomaly: { reconstructionError: 0.1, isAnomaly: false } })), T0);
    expect(van(state) && isAnomalous(van(state)!)).toBe(false);
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

  test(`are kept newest first, ${ALERTS_KEPT} of them`, () => {
    const state = emptyState();
    for (let i = 0; i < ALERTS_KEPT + 20; i++)
      apply(state, alerts(alert({ id: `a${i}`, openedAt: at(i) })), T0);
    expect(state.alerts).toHaveLength(ALERTS_KEPT);
    expect(state.alerts[0]?.id).toBe(`a${ALERTS_KEPT + 19}`);
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

  test('keeps what the page knows about vehicles that go on', () => {
    const state = after(positions(live(0)), positions(live(10, { lat: 52.51 })));
    const trail = van(state)?.trail;
    apply(state, { type: 'snapshot', vehicles: [live(20, { lat: 52.52 })], alerts: [] }, T0);
    expect(van(state)?.trail).toBe(trail);
    expect(trail?.length).toBe(3);
  });
});
