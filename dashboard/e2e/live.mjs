// Opens the page of a running Fleetwire in a real browser and says what is on it.
//   npm run e2e -- --url http://127.0.0.1:8080 [--token TOKEN | --token-file ../data/token] [--expect-alerts N] [--expect-kinds N] [--expect-trip] [--expect-score]
//                  [--expect-anomaly] [--timeout SECONDS] [--screenshot FILE]
// Prints JSON; exits 1 with one sentence when something expected did not appear in time.
import { parseArgs } from 'node:util';
import { readFileSync } from 'node:fs';
import { launch } from './browser.mjs';

const { values: options } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:8080' },
    token: { type: 'string' },
    'token-file': { type: 'string', default: '../data/token' },
    timeout: { type: 'string', default: '60' },
    screenshot: { type: 'string' },
    'expect-vehicles': { type: 'string', default: '1' },
    'expect-alerts': { type: 'string', default: '0' },
    'expect-kinds': { type: 'string', default: '0' },
    'expect-trip': { type: 'boolean', default: false },
    'expect-score': { type: 'boolean', default: false },
    'expect-anomaly': { type: 'boolean', default: false },
  },
});
const token = options.token ?? readFileSync(options['token-file'], 'utf8').trim();
const POLL_MS = 250;
const deadline = Date.now() + Number(options.timeout) * 1000;
const remaining = () => Math.max(1, deadline - Date.now());

const foreign = [];
const errors = [];

/** What the page shows: its own snapshot, and what stands on the views a finished trip and a score appear on. */
async function look(page, views) {
  const seen = await page.evaluate(() => window.__fleet?.snapshot());
  if (!seen) return undefined;
  if (options['expect-trip'])
    seen.finishedTrips = await countOn(views, '#/trips', 'td .chip:text-is("finished")');
  if (options['expect-score'])
    seen.scores = await countOn(views, '#/drivers', '[data-driver] .score:text-matches("[0-9]")');
  return seen;
}

async function countOn(views, hash, selector) {
  await views.evaluate((to) => void (location.hash = to), hash);
  await views.waitForSelector('main table, main .problem', { timeout: remaining() });
  return views.locator(selector).count();
}

/** The first expectation that is not met, as a sentence. */
function missing(seen) {
  if (!seen) return 'the page did not start';
  const least = (name, count, what) =>
    count < Number(options[name]) ? `${count} of ${options[name]} expected ${what}` : undefined;
  return (
    least('expect-vehicles', seen.onMap, 'vehicles are on the map') ??
    least('expect-vehicles', Math.max(seen.inList, 0), 'vehicles are in the list') ??
    least('expect-alerts', seen.alerts, 'alerts are on the page') ??
    least(
      'expect-kinds',
      seen.alertKinds.length,
      `kinds of alert are on the page (${seen.alertKinds.join(', ')})`,
    ) ??
    (options['expect-trip'] && seen.finishedTrips === 0
      ? 'no finished trip is in the table of trips'
      : undefined) ??
    (options['expect-score'] && seen.scores === 0 ? 'no driver has a score' : undefined) ??
    (options['expect-anomaly'] && seen.anomalous.length === 0 && !seen.anomalySeen
      ? 'no vehicle is marked as anomalous'
      : undefined)
  );
}

async function open(browser, hash = '') {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'dark' });
  const host = new URL(options.url).host;
  const note = (url) => {
    if (!/^(data|blob):/.test(url) && new URL(url).host !== host) foreign.push(url);
  };
  page.on('request', (request) => note(request.url()));
  page.on('websocket', (socket) => note(socket.url()));
  page.on('pageerror', (error) => errors.push(String(error)));
  // As `./fleet up` prints it: the page logs in with the token and takes it out of the address.
  await page.goto(new URL(`/#token=${token}`, options.url).href, { timeout: remaining() });
  await page.waitForFunction(() => !location.hash.startsWith('#token='), undefined, { timeout: remaining() });
  await page.waitForSelector('[data-light]', { timeout: remaining() });
  if (hash) await page.evaluate((to) => void (location.hash = to), hash);
  return page;
}

async function run(browser) {
  const page = await open(browser);
  const views =
    options['expect-trip'] || options['expect-score'] ? await open(browser, '#/trips') : undefined;
  let seen;
  let lack;
  let anomalySeen = false;
  do {
    seen = await look(page, views);
    anomalySeen ||= (seen?.anomalous.length ?? 0) > 0; // an anomaly passes; it counts once it was shown
    if (seen) seen.anomalySeen = anomalySeen;
    lack = missing(seen);
    if (lack) await page.waitForTimeout(POLL_MS);
  } while (lack && Date.now() < deadline);
  const firstPaintMs = await page.evaluate(() =>
    Math.round(performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1),
  );
  if (options.screenshot) await page.screenshot({ path: options.screenshot });
  console.log(JSON.stringify({ url: options.url, firstPaintMs, ...seen, foreign, errors }, null, 1));
  if (lack) return `After ${options.timeout} s ${lack}.`;
  if (foreign.length > 0) return `The page asked another host: ${foreign[0]}`;
  return errors.length > 0 ? `The page reported an error: ${errors[0]}` : undefined;
}

const browser = await launch();
let failure;
try {
  failure = await run(browser);
} catch (error) {
  failure = `The page could not be looked at: ${error.message.split('\n')[0]}`;
} finally {
  await browser.close();
}
if (failure) console.error(failure);
process.exitCode = failure ? 1 : 0;
