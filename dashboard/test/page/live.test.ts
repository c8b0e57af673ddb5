import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { pixelsNear, snapshot, Stage, until, untilOnMap, type Opened } from './page.ts';

const ANOMALOUS = ['CAR-106', 'BIKE-131'];
const FIRST_PAINT_MS = 1_000;

const stage = new Stage();
let opened: Opened;
let page: Page;
const rowIds = (): Promise<string[]> =>
  page.$$eval('[data-vehicle]', (rows) => rows.map((row) => row.getAttribute('data-vehicle') ?? ''));
const home = (): Promise<void> => page.evaluate(() => void (location.hash = '#/'));

beforeAll(async () => {
  await stage.raise({ calm: true });
  opened = await stage.open();
  page = opened.page;
});
afterAll(() => stage.strike());

describe('a fleet in motion', () => {
  test('is painted within a second and on the map soon after', async () => {
    await untilOnMap(page, 50);
    const paintMs = await page.evaluate(
      () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
    );
    const { firstVehicleMs } = await snapshot(page);
    console.info(`first paint ${Math.round(paintMs)} ms, first vehicle on the map ${firstVehicleMs} ms`);
    expect(paintMs).toBeLessThan(FIRST_PAINT_MS);
  });

  test('is in the list, what needs attention first', async () => {
    const ids = await rowIds();
    expect(ids.length).toBeGreaterThan(10);
    expect(ids.slice(0, 2).sort()).toEqual([...ANOMALOUS].sort());
    expect(ids.length).toBeLessThan(50); // virtual: only what is in sight exists
  });

  test('is drawn: an anomalous vehicle has its ring on the canvas, an ordinary one has none', async () => {
    const calm = stage.mock.world.vehicles.find((v) => v.status === 'OFFLINE')!.id;
    await until(async () => expect(await pixelsNear(page, 'BIKE-131', '--anomaly')).toBeGreaterThan(60));
    expect(await pixelsNear(page, calm, '--anomaly')).toBe(0);
    expect(await pixelsNear(page, calm, '--offline')).toBeGreaterThan(15);
  });

  test('moves', async () => {
    const moving = stage.mock.world.vehicles.filter((v) => v.status === 'MOVING').map((v) => v.id);
    const places = (): Promise<string> =>
      page.evaluate((ids) => {
        const { screenOf } = (window as unknown as { __fleet: { screenOf(id: string): unknown } }).__fleet;
        return JSON.stringify(ids.map(screenOf));
      }, moving);
    const before = await places();
    await until(async () => expect(await places()).not.toBe(before));
  });
});

test('a counter filters list and map, stands in the address, and back undoes it', async () => {
  await page.click('[data-filter=anomaly]');
  await until(async () => expect((await rowIds()).sort()).toEqual([...ANOMALOUS].sort()));
  await until(async () => expect((await snapshot(page)).onMap).toBe(2));
  expect(page.url()).toContain('filter=anomaly');
  await page.goBack();
  await until(async () => expect((await rowIds()).length).toBeGreaterThan(10));
});

test('search finds by vehicle and by driver, from the keyboard', async () => {
  await page.keyboard.press('/');
  await page.keyboard.type('truck-1');
  await until(async () => expect((await rowIds()).every((id) => id.startsWith('TRUCK-1'))).toBe(true));
  await page.keyboard.press('Escape');
  await until(async () => expect((await rowIds()).some((id) => id.startsWith('VAN'))).toBe(true));
});

test('j, Enter and Esc walk, open and close', async () => {
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  const second = (await rowIds())[1];
  await page.waitForSelector(`[data-drawer="${second}"]`);
  await page.keyboard.press('Escape');
  await page.waitForSelector('[data-drawer]', { state: 'detached' });
  await page.keyboard.press('?');
  await page.waitForSelector('dialog[open]');
  await page.keyboard.press('Escape');
});

test('an alert rings its vehicle, is listed with a badge, and opens the map at its moment', async () => {
  const id = stage.mock.world.vehicles.find((v) => v.status === 'MOVING' && !ANOMALOUS.includes(v.id))!.id;
  await home();
  await page.click('text=Show all');
  stage.mock.raise(id, 'SOS');
  await until(async () => expect((await rowIds())[0]).toBe(id));
  expect(await page.textContent(`[data-vehicle="${id}"]`)).toContain('SOS');
  await until(async () => expect(await pixelsNear(page, id, '--alarm')).toBeGreaterThan(60));
  expect(Number(await page.textContent('.badge'))).toBeGreaterThanOrEqual(1);
  await page.click('[role=tab]:nth-child(2)');
  await page.click('[data-alert]:has-text("SOS")');
  await page.waitForSelector(`[data-drawer="${id}"] .moment`);
  expect(page.url()).toMatch(new RegExp(`vehicles/${id}\\?.*at=`));
  await page.goBack();
  await page.goBack();
});

describe('the drawer of an anomalous vehicle', () => {
  beforeAll(async () => {
    await home();
    await page.click(`[data-vehicle="CAR-106"]`);
    await page.waitForSelector('[data-drawer="CAR-106"]');
  });

  test('says so in red, with words, score and threshold', async () => {
    const verdict = page.locator('[data-anomaly]');
    expect(await verdict.textContent()).toMatch(/Anomaly score 0\.\d{3}, threshold 0\.31; mostly coolant/);
    const colours = await page.evaluate(() => {
      const expected = document.createElement('i');
      expected.style.color = 'var(--anomaly)';
      document.body.append(expected);
      const of = (selector: string): string => getComputedStyle(document.querySelector(selector)!).color;
      const found = [
        getComputedStyle(expected).color,
        of('[data-anomaly] strong'),
        of('[data-vehicle="CAR-106"] em'),
      ];
      expected.remove();
      return found;
    });
    expect(new Set(colours).size).toBe(1);
  });

  test('loads the past and goes on with the present', async () => {
    const rows = async (): Promise<number> => Number(await page.getAttribute('[data-rows]', 'data-rows'));
    await until(async () => expect(await rows()).toBeGreaterThan(300));
    const picture = (): Promise<string> =>
      page.$eval('[data-chart=score] canvas', (c) => (c as HTMLCanvasElement).toDataURL());
    const [rowsBefore, pictureBefore] = [await rows(), await picture()];
    await until(async () => expect(await rows()).toBeGreaterThan(rowsBefore + 1));
    expect(await picture()).not.toBe(pictureBefore);
  });

  test('one cursor runs through all charts', async () => {
    await page.hover('[data-chart=speed] .u-over');
    const visible = await page.$$eval(
      '[data-chart] .u-cursor-x',
      (lines) => lines.filter((line) => !line.classList.contains('u-off')).length,
    );
    expect(visible).toBe(4);
    expect(await page.textContent('[aria-label=Trends] .time')).toMatch(/\d\d:\d\d:\d\d · \d+ min ago/);
  });

  test('shows trip, driver with score, and current values with units', async () => {
    const text = (await page.textContent('[data-drawer]')) ?? '';
    for (const part of ['Under way since', 'km/h', '108°C', 'D-7', 'harsh brake'])
      expect(text).toContain(part);
  });
});

test('views have addresses: trips, drivers, devices, health', async () => {
  const says = async (hash: string, text: RegExp): Promise<void> => {
    await page.evaluate((to) => void (location.hash = to), hash);
    await until(async () => expect(await page.textContent('main')).toMatch(text));
  };
  await says('#/trips', /Ignition off/);
  await says('#/drivers', /−4\.1 from 6 harsh brakes/);
  await says('#/drivers', /Only 6\.2 km driven; a score needs 10 km\./);
  await says('#/health', /Running.*210.?ms/s);
  await says('#/devices', /352093081429150.*refused.*14 times/s);
});

test('an unknown device is adopted, a new one shows its secret once', async () => {
  await page.click('li:has-text("352093081429150") >> text=Adopt');
  await until(async () =>
    expect(await page.textContent('[data-device="352093081429150"]')).toContain('Active'),
  );
  await page.fill('[name=deviceId]', '350000000000001');
  await page.click('text=Add device');
  expect(await page.textContent('[data-secret]')).toBe('correct-horse-battery-staple');
  await page.fill('[name=deviceId]', '350000000000001');
  await page.click('text=Add device');
  expect(await page.textContent('.problem')).toBe('350000000000001 is already known.');
});

test('nothing came from another host and nothing went wrong', () => {
  const host = new URL(stage.mock.url).host;
  const foreign = opened.requests.filter((url) => !/^(data|blob):/.test(url) && new URL(url).host !== host);
  expect(foreign).toEqual([]);
  expect(opened.requests.length).toBeGreaterThan(10);
  // The refusal of the known device above is the one error there was.
  expect(opened.errors.filter((error) => !error.includes('409'))).toEqual([]);
});
