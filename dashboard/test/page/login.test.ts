import { afterEach, beforeEach, expect, test } from 'vitest';
import { Stage, until, untilOnMap } from './page.ts';

const stage = new Stage();
beforeEach(() => stage.raise());
afterEach(() => stage.strike());

test('nobody sees the fleet before the login, and everything after it', async () => {
  stage.mock.who = undefined;
  const { page, errors } = await stage.open();
  await page.waitForSelector('form[aria-label="Log in"]');
  expect(await page.locator('[data-vehicle]').count()).toBe(0);
  expect(stage.mock.subscriptions).toHaveLength(0);

  await page.fill('[name=user]', 'jane');
  await page.fill('[name=password]', 'wrong');
  await page.click('button:has-text("Log in")');
  await until(async () => expect(await page.textContent('[role=alert]')).toContain("don't belong together"));
  expect(await page.inputValue('[name=password]')).toBe('');

  await page.fill('[name=password]', 'secret');
  await page.click('button:has-text("Log in")');
  await untilOnMap(page, 50);
  expect(errors.filter((error) => !error.includes('401'))).toEqual([]);
});

test('the token in the address logs in, and is in the address no more, nor anywhere a script can read', async () => {
  stage.mock.who = undefined;
  const { page } = await stage.open({ hash: '#token=fwt_right' });
  await untilOnMap(page, 50);
  expect(page.url()).not.toContain('fwt_');
  const kept = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
  );
  expect(kept).toBe('[{},{},""]');
});

test('a session that ends on the server leaves nothing of the fleet on the screen', async () => {
  const { page } = await stage.open();
  await untilOnMap(page, 50);
  stage.mock.throwOut();
  await page.waitForSelector('form[aria-label="Log in"]');
  expect(await page.textContent('[role=alert]')).toContain('session has expired');
  expect(await page.locator('[data-vehicle]').count()).toBe(0);
  await page.fill('[name=user]', 'jane');
  await page.fill('[name=password]', 'secret');
  await page.click('button:has-text("Log in")');
  await untilOnMap(page, 50);
});

test('logging out is one click', async () => {
  const { page } = await stage.open();
  await untilOnMap(page, 50);
  await page.click('button:has-text("Log out")');
  await page.waitForSelector('form[aria-label="Log in"]');
  expect(stage.mock.who).toBeUndefined();
});

test('a viewer is offered nothing that a viewer may not do', async () => {
  stage.mock.who = { name: 'vic', role: 'viewer' };
  const { page } = await stage.open({ hash: '#/devices' });
  await page.waitForSelector('[data-device]');
  expect(await page.locator('button:has-text("Adopt"), form button:has-text("Add device")').count()).toBe(0);
  expect(await page.locator('nav a:has-text("Access")').count()).toBe(0);
  await page.evaluate(() => void (location.hash = '#/access'));
  await until(async () => expect(await page.locator('main h1').count()).toBe(0));
});

test('an administrator makes users and tokens and reads who did what', async () => {
  stage.mock.access.audit.push({
    at: new Date().toISOString(),
    actor: '<img src=x onerror="window.broken=1">',
    from: '192.0.2.7',
    action: 'POST /api/v1/session',
    target: '<b>jane</b>',
    outcome: 'REFUSED',
    status: 401,
  });
  const { page } = await stage.open({ hash: '#/access' });
  await page.fill('[aria-label=Users] [name=name]', 'jane');
  await page.fill('[aria-label=Users] [name=password]', 'long enough for it');
  await page.fill('[aria-label=Users] [name=proof]', 'my own password');
  await page.click('button:has-text("Add or set password")');
  await page.waitForSelector('[data-user=jane]');
  await page.selectOption('[data-user=jane] select', 'operator');
  await until(() => expect(stage.mock.access.users[0]?.role).toBe('operator'));
  await page.click('[data-user=jane] button:has-text("Disable")');
  await until(async () => expect(await page.textContent('[data-user=jane]')).toContain('disabled'));

  await page.fill('[aria-label=Tokens] [name=label]', 'grafana');
  await page.fill('[aria-label=Tokens] [name=proof]', 'my own password');
  await page.click('button:has-text("Make a token")');
  expect(await page.textContent('[data-token]')).toBe('fwt_k3v9_shown-this-once');
  await page.click('[data-token-id=k3v9] button');
  await until(async () => expect(await page.locator('[data-token-id]').count()).toBe(0));

  expect(await page.textContent('[data-audit]')).toContain('<img src=x');
  expect(await page.evaluate(() => (window as unknown as { broken?: number }).broken)).toBeUndefined();
});
