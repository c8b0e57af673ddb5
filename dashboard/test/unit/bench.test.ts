import { expect, test } from 'vitest';
import { cells, flatten, rows, spaced } from '../../src/workbench/report.ts';

test('every byte knows its part', () => {
  const parts = [
    { offset: 0, length: 2, name: 'start', value: '', check: 'NONE' as const },
    { offset: 2, length: 1, name: 'type', value: '', check: 'NONE' as const },
  ];
  expect(cells({ hex: '78780141', parts })).toEqual([
    { hex: '78', text: 'x', part: 0 },
    { hex: '78', text: 'x', part: 0 },
    { hex: '01', text: '·', part: 1 },
    { hex: '41', text: 'A', part: -1 },
  ]);
});

test('rows are as wide as they are, the last as long as is left', () => {
  expect(rows([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  expect(rows([], 16)).toEqual([]);
});

test('an event is flat by its dotted names, in its own order', () => {
  expect(flatten({ fix: { lat: 52.5, valid: false }, signals: ['SOS', 'CRASH'], ignition: true })).toEqual([
    ['fix.lat', '52.5'],
    ['fix.valid', 'false'],
    ['signals', 'SOS, CRASH'],
    ['ignition', 'true'],
  ]);
});

test('hex is written in pairs', () => {
  expect(spaced('')).toBe('');
  expect(spaced('0d0a')).toBe('0d 0a');
});
