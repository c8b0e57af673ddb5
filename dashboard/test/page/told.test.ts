import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { Alert, Live } from '../../src/types.ts';
import { pixelsNear, Stage, until, untilOnMap } from './page.ts';

// What the server tells is what the screen shows: versions, whole items, late alerts, clocks that are wrong.

const stage = new Stage();
let page: Page;
/** One that the made-up fleet says nothing about by itself. */
let id: string;
let place: Live;

beforeAll(async () => {
  await stage.raise({ calm: true });
  ({ page } = await stage.open());
  await untilOnMap(page, 50);
  const silent = stage.mock.world.vehicles.find((vehicle) => vehicle.status === 'OFFLINE')!;
  id = silent.id;
  await page.fill('[type=search]', id); // else it is far down in the list, where rows do not exist
  const { driverId: _driver, tripId: _trip, anomaly: _anomaly, ...rest } = silent.live();
  place = rest;
});
afterAll(() => stage.strike());
beforeEach(() => page.evaluate(() => void (location.hash = '#/')));

const now = (s = 0): string => new Date(Date.now() + s * 1000).toISOString();
const position = (more: Partial<Live>): void =>
  stage.mock.tell({
    type: 'positions',
    items: [{ ...place, status: 'STOPPED', at: now(), receivedAt: now(), ...more }],
  });
const alert = (more: Partial<Alert>): void =>
  stage.mock.tell({
    type: 'alert',
    item: {
      id: 'told-1',
      rule: 'OVERSPEED',
      severity: 'WARNING',
      state: 'OPEN',
      vehicleId: id,
      openedAt: now(),
      message: 'as version 1 says',
      version: 1,
      ...more,
    },
  });
const row = (): Promise<string | null> => page.textContent(`[data-vehicle="${id}"]`);
const badge = async (): Promise<string> => (await page.locator('.badge').allTextContents()).join();
const ringed = (): Promise<number> => pixelsNear(page, id, '--alarm');

test('a severity that rises, an older version, and a withdrawal', async () => {
  alert({});
  await until(async () => expect(await badge()).toBe('1'));
  await page.waitForSelector(`[data-vehicle="${id}"] svg.warning`);
  alert({ version: 3, severity: 'CRITICAL', message: 'as version 3 says' });
  await page.waitForSelector(`[data-vehicle="${id}"] svg.critical`);
  await until(async () => expect(await ringed()).toBeGreaterThan(60));
  alert({ version: 2, state: 'CLOSED' });
  alert({ id: 'told-2', rule: 'SOS', severity: 'INFO', message: 'so the one before was seen' });
  await until(async () => expect(await badge()).toBe('2'));
  expect(await page.locator(`[data-vehicle="${id}"] svg.critical`).count()).toBe(1);
  await page.click('[role=tab]:nth-child(2)');
  expect(await page.textContent('[data-alert="told-1"]')).toContain('as version 3 says');

  alert({ version: 4, state: 'CLOSED', deleted: true });
  await page.waitForSelector('[data-alert="told-1"]', { state: 'detached' });
  await page.click('[role=tab]:nth-child(1)');
  await until(async () => expect(await ringed()).toBe(0));
  expect(await badge()).toBe('1');
});

test('a late alert stands where it happened, is marked, and rings nothing', async () => {
  alert({ id: 'told-3', severity: 'CRITICAL', late: true, openedAt: now(-7_500), message: 'two hours ago' });
  await page.click('[role=tab]:nth-child(2)');
  await page.waitForSelector('[data-alert="told-3"]');
  expect(await page.textContent('[data-alert="told-3"]')).toMatch(/2 h ago\s*open, late/);
  const order = await page.$$eval('[data-alert]', (rows) => rows.map((r) => r.getAttribute('data-alert')));
  expect(order.indexOf('told-3')).toBeGreaterThan(order.indexOf('told-2'));
  await page.click('[role=tab]:nth-child(1)');
  expect(await row()).not.toMatch(/overspeed/i);
  expect(await ringed()).toBe(0);
});

test('an item is whole: driver and anomaly that it does not name are gone', async () => {
  position({ driverId: 'D-99', anomaly: { reconstructionError: 0.9, threshold: 0.3, isAnomaly: true } });
  await until(async () => expect(await row()).toContain('Anomaly'));
  position({ driverId: 'D-99' });
  await until(async () => expect(await row()).toMatch(/Stopped · D-99/));
  await page.click(`[data-vehicle="${id}"]`);
  await page.waitForSelector(`[data-drawer="${id}"]`);
  position({});
  await until(async () => expect(await row()).not.toContain('D-99'));
  expect(await page.locator('[data-anomaly]').count()).toBe(0);
  expect(await page.textContent(`[data-drawer="${id}"]`)).not.toContain('D-99');
});

test('a device clock nine hours ahead holds nothing up', async () => {
  position({ at: now(9 * 3600), status: 'MOVING', speedKmh: 41 });
  await until(async () => expect(await row()).toMatch(/Moving.*41/s));
  position({ at: now(), status: 'IDLE', speedKmh: 42 });
  await until(async () => expect(await row()).toMatch(/Idle.*42/s));
  position({ status: 'OFFLINE' });
  await until(async () => expect(await row()).toContain('Offline'));
  position({ at: now(-40), status: 'MOVING', speedKmh: 43 });
  await until(async () => expect(await row()).toMatch(/Moving.*43/s));
});

test('says that more alerts are open than are shown', async () => {
  stage.mock.health = { ...stage.mock.health, limits: { openAlerts: 10_000 } };
  await until(async () =>
    expect(await page.textContent('.banner')).toMatch(/More than 10,000 alerts are open\./),
  );
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/told.png` });
});
