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

test('danger wants the device id once more', async () => {
  await page.selectOption('select[name=command]', 'engineStop');
  const send = page.locator('[data-commands] form button');
  expect(await send.isDisabled()).toBe(true);
  await page.fill('input[name=confirm]', 'yes');
  expect(await send.isDisabled()).toBe(true);
  const deviceId = await page.getAttribute('[data-commands]', 'data-commands');
  await page.fill('input[name=confirm]', deviceId!);
  await until(async () => expect(await send.isDisabled()).toBe(false));
  await send.click();
  await page.waitForSelector('[data-command=engineStop]');
  expect(last()).toMatchObject({ command: 'engineStop', confirm: deviceId });
});

test('what is off cannot be sent', async () => {
  await page.selectOption('select[name=command]', 'custom');
  expect(await page.locator('[data-commands] form button').count()).toBe(0);
  expect(await page.textContent('[data-commands] form')).toContain('off for this device');
});
