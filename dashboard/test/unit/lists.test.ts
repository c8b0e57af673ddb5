import { describe, expect, test } from 'vitest';
import { apply } from '../../src/apply.ts';
import { age, bytes, counted, duration, feature, number, parts, penalty, words } from '../../src/format.ts';
import { append, fromRows, HISTORY_ROWS, silenceS, spans } from '../../src/history.ts';
import { openPorts, protocols } from '../../src/ports.ts';
import { count, Roster, select } from '../../src/roster.ts';
import { formatRoute, HOME, parseRoute, type Route } from '../../src/route.ts';
import { emptyState, type State } from '../../src/state.ts';
import type { Live, Status } from '../../src/types.ts';

const AT = '2026-11-21T10:00:00Z';

function fleet(...lives: (Partial<Live> & { vehicleId: string; status: Status })[]): State {
  const state = emptyState();
  apply(state, { type: 'snapshot', vehicles: lives.map((live) => ({ at: AT, ...live })), alerts: [] }, 0);
  return state;
}

describe('the list', () => {
  const state = fleet(
    { vehicleId: 'VAN-10', status: 'MOVING', driverId: 'D-3' },
    { vehicleId: 'VAN-9', status: 'MOVING' },
    { vehicleId: 'CAR-1', status: 'OFFLINE' },
    { vehicleId: 'CAR-2', status: 'STOPPED', anomaly: { reconstructionError: 1, isAnomaly: true } },
    { vehicleId: 'CAR-3', status: 'IDLE', deviceId: '356307' },
    { vehicleId: 'CAR-4', status: 'STOPPED' },
  );
  const open = {
    id: 'a',
    rule: 'SOS',
    severity: 'CRITICAL',
    state: 'OPEN',
    vehicleId: 'CAR-4',
    openedAt: AT,
    message: '',
  } as const;
  apply(state, { type: 'alert', item: open }, 0);
  const all = () => state.vehicles.values();

  test('begins with what needs attention, then counts like people do', () => {
    expect(select(all(), 'all', '')).toEqual(['CAR-4', 'CAR-2', 'CAR-3', 'VAN-9', 'VAN-10', 'CAR-1']);
  });

  test.each([
    ['moving', ['VAN-9', 'VAN-10']],
    ['alarm', ['CAR-4']],
    ['anomaly', ['CAR-2']],
    ['offline', ['CAR-1']],
  ] as const)('filters by %s', (filter, ids) => expect(select(all(), filter, '')).toEqual(ids));

  test.each([
    ['van', ['VAN-9', 'VAN-10']],
    ['d-3', ['VAN-10']],
    ['356', ['CAR-3']],
    [' nobody ', []],
  ])('finds %j in vehicle, device and driver', (query, ids) =>
    expect(select(all(), 'all', query)).toEqual(ids),
  );

  test('counts every vehicle once by status, alarms and anomalies besides', () => {
    expect(count(all())).toEqual({
      all: 6,
      moving: 2,
      idle: 1,
      stopped: 2,
      offline: 1,
      alarm: 1,
      anomaly: 1,
    });
  });

  test('ten thousand are not sorted again while nobody changes place', () => {
    const many = fleet(
      ...Array.from({ length: 10_000 }, (_, i) => ({ vehicleId: `V-${i}`, status: 'MOVING' as const })),
    );
    const roster = new Roster();
    const first = roster.select(many, 'all', '');
    apply(
      many,
      {
        type: 'positions',
        items: [{ vehicleId: 'V-5', at: '2026-11-21T10:00:01Z', status: 'MOVING', speedKmh: 9 }],
      },
      0,
    );
    expect(roster.select(many, 'all', '')).toBe(first);
  });
});

describe('addresses', () => {
  const routes: readonly (readonly [string, Route])[] = [
    ['#/', HOME],
    ['#/?tab=alerts&filter=alarm', { ...HOME, tab: 'alerts', filter: 'alarm' }],
    ['#/vehicles/VAN%207%2FB', { ...HOME, vehicleId: 'VAN 7/B' }],
    [
      '#/vehicles/VAN-7?at=2026-11-21T10%3A00%3A00.000Z',
      { ...HOME, vehicleId: 'VAN-7', atMs: Date.parse(AT) },
    ],
    ['#/trips', { ...HOME, view: 'trips' }],
    ['#/workbench/86%205', { ...HOME, view: 'workbench', tap: '86 5' }],
    ['#/workbench', { ...HOME, view: 'workbench' }],
  ];
  test.each(routes)('%s', (hash, route) => {
    expect(parseRoute(hash)).toEqual(route);
    expect(formatRoute(route)).toBe(hash);
  });
  test.each(['', '#', '#/nonsense', '#/?filter=loud&at=tomorrow', '#/vehicles/%E0%A4%A'])(
    '%j is the map',
    (hash) => expect(parseRoute(hash)).toEqual(HOME),
  );
});

describe('history', () => {
  const row = (s: number, more = {}) => ({
    at: new Date(Date.parse(AT) + s * 1000).toISOString(),
    speedKmh: s,
    ...more,
  });

  test('a missing value is a hole, never 0; rejected fixes are left out', () => {
    const history = fromRows([row(0), row(1, { rejected: 'jump' }), row(2, { rpm: 900 })]);
    expect(history.speed).toEqual([0, 2]);
    expect(history.rpm).toEqual([null, 900]);
  });

  test('a pause is a silence by the pace of its tracker', () => {
    const every = (s: number): number[] => Array.from({ length: 20 }, (_, i) => i * s);
    expect([silenceS([]), silenceS(every(1)), silenceS(every(60))]).toEqual([60, 60, 240]);
    expect(silenceS([...every(1), 600])).toBe(60);
  });

  test('appends what is news and nothing else, within its limit', () => {
    const state = fleet({ vehicleId: 'V', status: 'MOVING', speedKmh: 7 });
    const vehicle = state.vehicles.get('V')!;
    const history = fromRows(Array.from({ length: HISTORY_ROWS }, (_, i) => row(i - HISTORY_ROWS)));
    expect(append(history, vehicle)).toBe(true);
    expect(append(history, vehicle)).toBe(false);
    expect(history.t).toHaveLength(HISTORY_ROWS);
    expect(history.speed.at(-1)).toBe(7);
  });

  test('red spans', () => {
    expect(spans([false, true, true, false, true])).toEqual([
      [1, 2],
      [4, 4],
    ]);
  });
});

describe('words and numbers', () => {
  test.each([
    [{ name: 'HARSH_BRAKE', events: 6, penalty: 4.08 }, '−4.1 from 6 harsh brakes'],
    [{ name: 'harshBrake', events: 1, penalty: -0.7 }, '−0.7 from 1 harsh brake'],
    [{ name: 'SPEEDING', events: 3, penalty: 2 }, '−2.0 from speeding, 3×'],
    [{ name: 'idle', penalty: 0.5 }, '−0.5 from idle'],
    [{ name: 'harshBrake', events: 0, penalty: 2.8 }, '−2.8 from the fleet’s rate of harsh brake'],
  ])('%j', (component, text) => expect(penalty(component)).toBe(text));

  test('a score is made of what is seen in it; without a score, of what was counted', () => {
    const components = [
      { name: 'harshBrake', events: 0, penalty: 3 },
      { name: 'crash', events: 1, penalty: 0.01 },
    ];
    expect(parts({ score: 97, components }).map((part) => part.name)).toEqual(['harshBrake']);
    expect(parts({ components }).map(counted)).toEqual(['1 crash']);
  });

  test('as people read them', () => {
    expect([age(59_400), age(60_000), age(7_200_000), age(-5)]).toEqual(['59 s', '1 min', '2 h', '0 s']);
    expect([duration(45), duration(3_660)]).toEqual(['45 s', '1 h 01 min']);
    expect([number(undefined), number(1234.5, 1)]).toEqual(['–', '1,234.5']);
    expect([bytes(512), bytes(18_432)]).toEqual(['512 B', '18.0 KiB']);
    expect([words('GEOFENCE_EXIT'), words('SOS'), feature('coolantC'), feature('rpm')]).toEqual([
      'Geofence exit',
      'SOS',
      'coolant',
      'rpm',
    ]);
  });
});

describe('the ports', () => {
  const ports = { auto: 5000, morse: 5999, gt06: 5023, mqtt: 1883 };

  test('are those the server names, a protocol nobody described by its id, the shared ones last', () => {
    expect(openPorts(ports).map(({ name, port }) => [name, port])).toEqual([
      ['GT06 / Concox', 5023],
      ['morse', 5999],
      ['Any of these', 5000],
      ['MQTT', 1883],
    ]);
  });

  test('say which protocols a device may be registered with', () => {
    expect(protocols(ports)).toEqual(['morse', 'gt06']);
    expect(protocols({})).toEqual([]);
  });
});
