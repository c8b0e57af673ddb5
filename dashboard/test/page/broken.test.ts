import { afterEach, beforeEach, expect, test } from 'vitest';
import { MockFleet } from '../mock/server.ts';
import { DIST, snapshot, Stage, until, untilOnMap } from './page.ts';

const stage = new Stage();
beforeEach(() => stage.raise());
afterEach(() => stage.strike());

test('a gap in the numbers is noticed and filled once', async () => {
  const { page } = await stage.open();
  await untilOnMap(page, 50);
  const { seq } = await snapshot(page);
  stage.mock.loseMessages(3);
  await until(async () => expect((await snapshot(page)).seq).toBeGreaterThan((seq ?? 0) + 5));
  expect((await snapshot(page)).resyncs).toBe(1);
  expect(stage.mock.subscriptions).toHaveLength(2);
  expect(stage.mock.subscriptions[1]?.since).toBeGreaterThanOrEqual(seq ?? Infinity);
});

test('a lost server is shown with the time of the last data, and the page comes back by itself', async () => {
  const { page } = await stage.open();
  await untilOnMap(page, 50);
  const port = Number(new URL(stage.mock.url).port);
  await stage.mock.stop();
  await page.waitForSelector('[data-light=offline]');
  expect(await page.textContent('[data-light]')).toMatch(/Offline · data of \d\d:\d\d:\d\d/);
  expect(await page.textContent('[role=alert]')).toMatch(
    /No connection to the server.*picture is of.*reconnects by itself/s,
  );
  expect((await snapshot(page)).onMap).toBe(50); // the last picture stays
  stage.mock = await MockFleet.start({ dist: DIST, port });
  await page.waitForSelector('[data-light=live]', { timeout: 20_000 });
});

test('silence is lag, and says how much', async () => {
  const { page } = await stage.open();
  await untilOnMap(page, 50);
  stage.mock.pause();
  await page.waitForSelector('[data-light=lagging]');
  expect(await page.textContent('[data-light]')).toMatch(/Lagging \d+ s/);
});

test('broker, engine and store away: each has its sentence, the map goes on', async () => {
  stage.mock.health = { ...stage.mock.health, kafka: false, clickhouse: false, engine: 'RESTARTING' };
  const { page } = await stage.open({ hash: '#/vehicles/CAR-106' });
  await page.waitForSelector('[role=alert] p');
  const text = await page.textContent('.banner');
  for (const name of ['broker (Kafka)', 'engine is restarting', 'store (ClickHouse)'])
    expect(text).toContain(name);
  await until(async () =>
    expect(await page.textContent('[aria-label=Trends]')).toContain('ClickHouse does not answer.'),
  );
  // The past is missing, the present is not.
  await until(async () =>
    expect(Number(await page.getAttribute('[data-rows]', 'data-rows'))).toBeGreaterThan(1),
  );
});

test('what devices say is shown as text, never run', async () => {
  const id = '<img src=x onerror="window.broken=1">';
  Object.defineProperty(stage.mock.world.vehicles[0], 'id', { value: id });
  stage.mock.raise(id, 'SOS');
  const { page } = await stage.open({ hash: `#/vehicles/${encodeURIComponent(id)}` });
  await page.waitForSelector('[data-drawer]');
  expect(await page.textContent('[data-drawer] h2')).toBe(id);
  expect(await page.evaluate(() => (window as unknown as { broken?: number }).broken)).toBeUndefined();
});

test('an empty fleet gets the connection card: host, ports, what has tried to connect', async () => {
  await stage.mock.stop();
  stage.mock = await MockFleet.start({ dist: DIST, vehicles: 0 });
  const { page } = await stage.open();
  await page.waitForSelector('text=No vehicles yet');
  const card = page.locator('[aria-label="Connect a tracker"]');
  await until(async () =>
    expect(await card.textContent()).toMatch(
      /192\.168\.1\.20.*5027.*5023.*35000.*5000.*1883.*352093081429150/s,
    ),
  );
});

test('a part of the page that does not load says so, and the rest goes on', async () => {
  const { page } = await stage.open();
  await untilOnMap(page, 50);
  await page.route('**/assets/Trips-*.js', (route) => route.abort());
  await page.click('nav a:visible:has-text("Trips")');
  await page.waitForSelector('text=This part of the page did not load.');
  await page.click('nav a:visible:has-text("Drivers")');
  await page.waitForSelector('main h1:has-text("Drivers")');
});

test('on a phone the list is a sheet over the map, and a vehicle opens in it', async () => {
  const { page } = await stage.open({ width: 390, height: 844 });
  await untilOnMap(page, 40);
  await page.click('[data-vehicle="CAR-106"]');
  await page.waitForSelector('.sheet [data-drawer="CAR-106"]');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await page.click('[aria-label=Close]');
  await page.click('nav a:visible:has-text("Health")');
  await page.waitForSelector('main h1:has-text("Health")');
});
