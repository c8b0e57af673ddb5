import { describe, expect, test } from 'vitest';
import { light, troubles } from '../../src/pipeline.ts';
import { judge, type Verdict } from '../../src/sequence.ts';
import { emptyState, type State } from '../../src/state.ts';
import type { LiveMessage } from '../../src/types.ts';

const health = (seq?: number): LiveMessage => ({ type: 'health', ...(seq === undefined ? {} : { seq }) });
const snapshot = (seq: number): LiveMessage => ({ type: 'snapshot', vehicles: [], seq });

describe('the order of messages', () => {
  const cases: readonly [string, number | undefined, LiveMessage, Verdict][] = [
    ['the next number', 4, health(5), 'apply'],
    ['the same number again', 5, health(5), 'drop'],
    ['an older number', 5, health(2), 'drop'],
    ['a number too far', 5, health(7), 'gap'],
    ['anything before the first snapshot', undefined, health(1), 'gap'],
    ['a snapshot after a restart of the server', 900, snapshot(3), 'apply'],
    ['the first snapshot', undefined, snapshot(12), 'apply'],
    ['a message without a number', 5, health(), 'apply'],
  ];
  test.each(cases)('%s', (_, last, message, verdict) => expect(judge(last, message)).toBe(verdict));
});

describe('the pipeline light', () => {
  const T = Date.parse('2026-11-21T10:00:00Z');
  const open = (more: Partial<State>): State => ({ ...emptyState(), link: 'open', heardMs: T, ...more });
  const cases: readonly [string, State, string, RegExp][] = [
    ['nothing heard yet', emptyState(), 'connecting', /Connecting/],
    ['all well', open({ health: { lagMs: 120 } }), 'live', /^Live$/],
    ['the server says it lags', open({ health: { lagMs: 7_400 } }), 'lagging', /Lagging 7 s/],
    ['the server says nothing', open({ heardMs: T - 9_000 }), 'lagging', /Lagging 9 s/],
    [
      'the link is lost',
      open({ link: 'lost', lastDataMs: T }),
      'offline',
      /Offline · data of \d\d:\d\d:\d\d/,
    ],
  ];
  test.each(cases)('%s', (_, state, level, text) => {
    expect(light(state, T).level).toBe(level);
    expect(light(state, T).text).toMatch(text);
  });

  test('says each trouble, and only the lost link when that is lost', () => {
    const broken = { kafka: false, clickhouse: false, engine: 'RESTARTING' };
    expect(troubles(open({ health: broken })).map(({ title }) => title)).toHaveLength(3);
    expect(troubles(open({ link: 'lost', health: broken }))).toHaveLength(1);
    expect(troubles(open({ health: { kafka: true, clickhouse: true, engine: 'RUNNING' } }))).toEqual([]);
  });

  test('says that there is more than is shown', () => {
    const limits = { vehicles: 50_000, openAlerts: 10_000 };
    expect(troubles(open({ health: { limits } })).map(({ title }) => title)).toEqual([
      'There are more than 50,000 vehicles.',
      'More than 10,000 alerts are open.',
    ]);
  });
});
