import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { Stage, until, untilOnMap } from './page.ts';

const stage = new Stage();
let page: Page;
const last = () => stage.mock.commands.asked.at(-1);

beforeAll(async () => {
  await stage.raise({ calm: true });
  page = (await stage.open()).page;
  await untilOnMap(page, 50);
  const { id } = stage.mock.world.vehicles[0]!;
  await page.evaluate((vehicle) => void (location.hash = `#/vehicles/${vehicle}`), id);
  await page.waitForSelector('[data-commands]');
});
afterAll(() => stage.strike());

test('a question is asked and its answer appears by itself', async () => {
  await page.selectOption('select[name=command]', 'locate');
  await page.click('[data-commands] button.primary');
  await page.waitForSelector('[data-command=locate][data-state=DONE]');
  expect(await page.textContent('[data-command=locate] .result')).toContain('52.516');
  expect(await page.textContent('[data-command=locate] .who')).toContain('ada');
});

test('values are asked for by the form, and what waits can be taken back', async () => {
  await page.selectOption('select[name=command]', 'setInterval');
  expect(await page.getAttribute('input[name=moving]', 'max')).toBe('18000');
  await page.fill('input[name=moving]', '30');
  await page.click('[data-commands] button.primary');
  await page.waitForSelector('[data-command=setInterval][data-state=PENDING]');
  expect(last()?.params).toEqual({ moving: '30' });
  await page.click('[data-command=setInterval] button');
  await page.waitForSelector('[data-command=setInterval][data-state=FAILED]');
});

test('danger wants the device id and the proof of who asks once more', async () => {
  await page.selectOption('select[name=command]', 'engineStop');
  const send = page.locator('[data-commands] form button');
  expect(await send.isDisabled()).toBe(true);
  await page.fill('input[name=confirm]', 'yes');
  expect(await send.isDisabled()).toBe(true);
  const deviceId = await page.getAttribute('[data-commands]', 'data-commands');
  await page.fill('input[name=confirm]', deviceId!);
  expect(await send.isDisabled()).toBe(true);
  await page.fill('input[name=proof]', 'the token');
  await until(async () => expect(await send.isDisabled()).toBe(false));
  await send.click();
  await page.waitForSelector('[data-command=engineStop]');
  expect(last()).toMatchObject({ command: 'engineStop', confirm: deviceId, proof: 'the token' });
});

test('what is off cannot be sent', async () => {
  await page.selectOption('select[name=command]', 'custom');
  expect(await page.locator('[data-commands] form button').count()).toBe(0);
  expect(await page.textContent('[data-commands] form')).toContain('off for this device');
});

test('what waits for a second person says so; another one approves with a proof, the asker cannot', async () => {
  const deviceId = (await page.getAttribute('[data-commands]', 'data-commands'))!;
  stage.mock.commands.hold(deviceId, 'grace');
  const row = page.locator('[data-command=setOutput]');
  await row.waitFor();
  expect(await row.textContent()).toContain('Waits for a second person');
  await row.locator('button:has-text("Approve")').click();
  await row.locator('input[name=proof]').fill('wrong');
  await row.locator('form button').click();
  await row.locator('[role=alert]').waitFor();
  expect(await row.locator('[role=alert]').textContent()).toContain('not what you logged in with');
  await row.locator('input[name=proof]').fill('right');
  await row.locator('form button').click();
  await page.waitForSelector('[data-command=setOutput][data-state=PENDING]');
  expect(await row.locator('.who').textContent()).toContain('grace and ada');

  stage.mock.commands.hold(deviceId, 'ada');
  const own = page.locator('[data-command=setOutput][data-state=HELD]');
  await own.waitFor();
  expect(await own.locator('button').allTextContents()).toEqual(['Take back']);
});

test('an administrator turns dangerous commands on, with a proof, and off', async () => {
  await page.evaluate(() => void (location.hash = '#/devices'));
  const first = page.locator('[data-danger]').first();
  await first.locator('button').click();
  await first.locator('input[name=proof]').fill('right');
  await first.locator('button:has-text("Turn on")').click();
  await page.waitForSelector('[data-danger=on]');
  await page.locator('[data-danger=on] button').click();
  await until(async () => expect(await page.locator('[data-danger=on]').count()).toBe(0));
});
