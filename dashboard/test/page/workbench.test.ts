import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { CODEC_8 } from '../mock/bench.ts';
import { Stage, until, type Opened } from './page.ts';

const stage = new Stage();
let opened: Opened;
let page: Page;

beforeAll(async () => {
  await stage.raise({ calm: true });
  opened = await stage.open({ hash: '#/workbench' });
  page = opened.page;
});
afterAll(() => stage.strike());

const take = async (hex: string): Promise<void> => {
  await page.fill('textarea[name=hex]', hex);
  await page.keyboard.press('Control+Enter');
};
const verdict = (): Promise<string | null> => page.getAttribute('[data-verdict]', 'data-verdict');

test('a frame is taken apart: fields, what happened, what the device hears', async () => {
  await take(CODEC_8);
  await until(async () => expect(await verdict()).toBe('DECODED'));
  expect(await page.locator('[data-field]').count()).toBe(25);
  expect(await page.innerText('[data-event]')).toContain('power.externalV');
  expect(await page.innerText('[data-frame]')).toContain('00 00 00 01');
  expect(await page.innerText('main')).toContain('as if device 000000000000000 had logged in');
});

test('a field points at its bytes, and a byte at its field', async () => {
  await page.hover('[data-field="18"]');
  expect(await page.locator('.bytes i.active').allInnerTexts()).toEqual(['42', '5e', '0f']);
  await page.hover('.bytes i[data-part="4"]');
  expect(await page.innerText('tr.active')).toContain('records[0].timestamp');
});

test('up and down walk through the fields', async () => {
  await page.locator('[data-field="1"] button').focus();
  await page.keyboard.press('ArrowDown');
  expect(await page.innerText('tr.active')).toContain('codec');
  expect(await page.locator('.bytes i.active').allInnerTexts()).toEqual(['08']);
  await page.keyboard.press('ArrowUp');
  expect(await page.innerText('tr.active')).toContain('length');
});

test('a wrong checksum is named, at its bytes and above them', async () => {
  await take(CODEC_8.slice(0, -2) + '00');
  await until(async () => expect(await verdict()).toBe('REFUSED'));
  expect(await page.innerText('[data-frame]')).toContain('Refused: wrong checksum');
  expect(await page.locator('.bytes i.failed').count()).toBe(4);
});

test('what nobody knows says who was asked, and what is no hex says so', async () => {
  await take('deadbeef');
  await until(async () => expect(await verdict()).toBe('UNRECOGNISED'));
  expect(await page.innerText('[data-verdict]')).toContain('neither a login nor a packet');
  await take('zz');
  await until(async () => expect(await page.innerText('.problem')).toContain('hex'));
  expect(await page.locator('[data-verdict]').count()).toBe(0);
});

test('pasting is enough, and an example is one click', async () => {
  await page.evaluate(() => {
    const field = document.querySelector<HTMLTextAreaElement>('textarea[name=hex]')!;
    field.value = '';
    field.dispatchEvent(new Event('input'));
  });
  await page.click('.examples .chip');
  await until(async () => expect(await verdict()).toBe('DECODED'));
  expect(await page.inputValue('textarea[name=hex]')).toBe(CODEC_8);
});

test('a live device is listened to, its frames come newest first, and one is taken apart', async () => {
  const device = stage.mock.world.devices.find(({ status }) => status === 'ACTIVE')!.deviceId;
  const { page: other } = await stage.open({ hash: '#/workbench' });
  await other.click('.modes button:has-text("Live device")');
  await other.fill('input[name=tap]', 'nobody');
  await other.click('main button:has-text("Listen")');
  await until(async () => expect(await other.innerText('.problem')).toContain('There is no device nobody.'));
  await other.fill('input[name=tap]', device);
  await other.click('main button:has-text("Listen")');
  await until(async () => expect(await other.innerText('.state')).toContain(`Listening to ${device}`));
  expect(other.url()).toContain(`#/workbench/${encodeURIComponent(device)}`);
  const hexes = (): Promise<string[]> => other.locator('[data-tapped] code').allInnerTexts();

  stage.mock.taps.say(device, 'FROM_DEVICE', CODEC_8);
  stage.mock.taps.say(device, 'TO_DEVICE', '00000001');
  await until(async () => expect(await hexes()).toHaveLength(2));
  expect((await hexes())[0]).toBe('00 00 00 01');

  await other.click('main button:has-text("Pause")');
  stage.mock.taps.say(device, 'FROM_DEVICE', 'ff');
  await until(async () => expect(await other.locator('button:has-text("Go on (1 new)")').count()).toBe(1));
  expect(await hexes()).toHaveLength(2);
  await other.click('main button:has-text("Go on")');
  await until(async () => expect((await hexes())[0]).toBe('ff'));

  await other.click('[data-tapped="1"]');
  await until(async () => expect(await other.getAttribute('[data-verdict]', 'data-verdict')).toBe('DECODED'));
  await other.click('main button:has-text("Stop")');
  await until(async () => expect(await other.innerText('.state')).toBe('Not listening any more.'));
  await other.context().close();
});

test('fits a phone', async () => {
  const phone = await stage.open({ hash: '#/workbench', width: 360, height: 740 });
  await phone.page.click('.examples .chip');
  await phone.page.waitForSelector('[data-field]');
  const wide = await phone.page.evaluate(() => {
    const view = document.querySelector('main')!;
    return view.scrollWidth - view.clientWidth;
  });
  expect(wide).toBeLessThanOrEqual(0);
  expect(phone.errors).toEqual([]);
});

test('no error was written on the console', () => {
  // A refused question is an answer of the server, which Chromium notes as well.
  expect(opened.errors.filter((text) => !text.includes('400'))).toEqual([]);
});
