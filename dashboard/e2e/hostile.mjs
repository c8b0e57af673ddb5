// Opens views of a running Fleetwire in a real browser and says whether hostile text stands there as text and as nothing else.
//   node e2e/hostile.mjs --url http://127.0.0.1:8080 --token-file ../data/token [--timeout SECONDS] < VIEWS
// VIEWS is JSON: [{"hash":"#/devices","shown":"SELECTOR","texts":["<script>…"],"fill":"SELECTOR","with":"…","click":"SELECTOR"},…]; what is filled in and
// clicked first may be left out. A payload that ran would have set window.__hostile.
// Prints JSON; exits 1 with one sentence when a text is missing, or was more than text.
import { parseArgs } from 'node:util';
import { readFileSync } from 'node:fs';
import { launch } from './browser.mjs';

const { values: options } = parseArgs({
  options: {
    url: { type: 'string' },
    'token-file': { type: 'string' },
    timeout: { type: 'string', default: '60' },
    screenshot: { type: 'string' },
  },
});
const token = readFileSync(options['token-file'], 'utf8').trim();
const views = JSON.parse(readFileSync(0, 'utf8'));
const timeout = Number(options.timeout) * 1000;

const errors = [];
const dialogs = [];

/** Whatever a payload would have to add to the page to be more than text. */
const INJECTED =
  'script:not([src]), iframe, object, embed, base, img[src="x"], [onerror], [onload], [onclick], [onmouseover], a[href^="javascript:"]';

async function open(browser) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1800 } });
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    // A hostile id is refused: the browser notes each answer of 400 or 404, which is what we want to see.
    if (message.type() === 'error' && !/status of 40[04]/.test(message.text())) errors.push(message.text());
  });
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await page.addInitScript(() => {
    window.__violations = [];
    document.addEventListener('securitypolicyviolation', (event) =>
      window.__violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`),
    );
  });
  await page.goto(new URL(`/#token=${token}`, options.url).href, { timeout });
  await page.waitForSelector('[data-light]', { timeout });
  return page;
}

/** Text as a reader of the page gets it: what stands there, and what stands in its fields and titles. */
const shows = (wanted) => {
  const plain = (text) => text.replace(/\s+/g, ' ');
  const attributes = [...document.querySelectorAll('[title], [aria-label], input')].map(
    (element) => `${element.title} ${element.ariaLabel ?? ''} ${element.value ?? ''}`,
  );
  const all = plain([document.body.textContent, ...attributes].join(' '));
  return wanted.every((text) => all.includes(plain(text)));
};

async function look(page, { hash, shown, texts, fill, with: text, click }) {
  await page.evaluate((to) => void (location.hash = to), hash);
  if (fill) await page.fill(fill, text, { timeout });
  if (click) await page.click(click, { timeout });
  const missing = [];
  await page.waitForSelector(shown, { timeout }).catch(() => missing.push(shown));
  for (const text of texts)
    await page.waitForFunction(shows, [text], { timeout }).catch(() => missing.push(text));
  const injected = await page.evaluate(
    (selector) => [...document.querySelectorAll(selector)].map((element) => element.outerHTML),
    INJECTED,
  );
  return { hash, missing, injected };
}

function complaint(seen, ran, violations) {
  for (const { hash, missing, injected } of seen) {
    if (missing.length > 0) return `${hash} does not show ${missing[0]}`;
    if (injected.length > 0) return `${hash} has an element that is none of ours: ${injected[0]}`;
  }
  if (ran !== undefined) return `A payload ran: ${ran}`;
  if (dialogs.length > 0) return `A dialog came up: ${dialogs[0]}`;
  if (violations.length > 0) return `The page tried what its policy forbids: ${violations[0]}`;
  return errors.length > 0 ? `The console has an error: ${errors[0]}` : undefined;
}

const browser = await launch();
let failure;
try {
  const page = await open(browser);
  const seen = [];
  for (const view of views) seen.push(await look(page, view));
  const { ran, violations } = await page.evaluate(() => ({
    ran: window.__hostile,
    violations: window.__violations,
  }));
  if (options.screenshot) await page.screenshot({ path: options.screenshot });
  console.log(JSON.stringify({ seen, ran, dialogs, violations, errors }, null, 1));
  failure = complaint(seen, ran, violations);
} catch (error) {
  failure = `The page could not be looked at: ${error.message.split('\n')[0]}`;
} finally {
  await browser.close();
}
if (failure) console.error(failure);
process.exitCode = failure ? 1 : 0;
