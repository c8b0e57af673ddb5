import { afterAll, beforeAll, expect, test } from 'vitest';
import { Stage } from './page.ts';

const stage = new Stage();

beforeAll(() => stage.raise({ calm: true }));
afterAll(() => stage.strike());

test('a device whose ledger does not add up says so, and its figures open', async () => {
  const { page, errors } = await stage.open({ hash: '#/devices' });
  const mark = page.locator('[data-ledger=MISSING]');
  await mark.waitFor();
  expect(await mark.textContent()).toBe('3 missing');
  expect(await page.locator('[data-ledger=PENDING]').textContent()).toBe('2 on the way');
  expect(await page.locator('[data-figures]').count()).toBe(0);

  await mark.click();
  const figures = page.locator('[data-figures]');
  await figures.waitFor();
  expect(await figures.locator('[data-figure=received] dd').textContent()).toBe('1,204');
  expect(await figures.locator('[data-figure=lost] dd.alarm').textContent()).toBe('4');
  expect(await figures.textContent()).toContain('wrong checksum');
  await mark.click();
  await figures.waitFor({ state: 'detached' });
  expect(errors).toEqual([]);
});

test('a device that never said where it is was heard all the same', async () => {
  const dongle = stage.mock.world.devices.findLastIndex(({ status }) => status === 'ACTIVE');
  const { lastSeenAt: _, ...unplaced } = stage.mock.world.devices[dongle]!;
  stage.mock.world.devices[dongle] = unplaced;
  const { page } = await stage.open({ hash: '#/devices' });
  const row = page.locator(`[data-device="${unplaced.deviceId}"]`);
  await row.waitFor();
  expect(await row.textContent()).toMatch(/\d+ s ago/);
});

test('the health view has the totals', async () => {
  const { page } = await stage.open({ hash: '#/health' });
  const totals = page.locator('[data-ledger-totals]');
  await totals.waitFor();
  expect(await totals.textContent()).toContain('3 missing, of 1 device');
  const active = stage.mock.world.devices.filter(({ status }) => status === 'ACTIVE').length;
  expect(await totals.locator('[data-figure=duplicate] dd').textContent()).toBe(
    (10 * active).toLocaleString('en'),
  );
});
