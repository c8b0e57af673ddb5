import { afterAll, beforeAll, expect, test } from 'vitest';
import { Stage } from './page.ts';

/** WCAG 2.2 AA: 4.5 for text, 3 for large text. */
const stage = new Stage();
beforeAll(() => stage.raise());
afterAll(() => stage.strike());

const VIEWS: readonly (readonly [name: string, hash: string, ready: string])[] = [
  ['map and list', '#/', '[data-vehicle]'],
  ['filtered', '#/?filter=anomaly', '[data-vehicle="CAR-106"]'],
  ['alerts', '#/?tab=alerts', '[data-alert]'],
  ['drawer', '#/vehicles/CAR-106', '[data-drawer] [data-chart] canvas'],
  ['trips', '#/trips', 'td'],
  ['drivers', '#/drivers', '[data-driver]'],
  ['devices', '#/devices', '[data-device]'],
  ['workbench', '#/workbench', '.examples .chip'],
  ['health', '#/health', '.percentile'],
  ['access', '#/access', '[data-session]'],
];

const cases = (['light', 'dark'] as const).flatMap((scheme) =>
  VIEWS.map((view) => [scheme, ...view] as const),
);

test.each(cases)('%s, %s: every text is readable', async (scheme, _name, hash, ready) => {
  stage.mock.raise('VAN-108', 'SOS');
  const { page } = await stage.open({ hash, scheme });
  await page.waitForSelector(ready);
  const { checked, faint } = await page.evaluate(measure);
  expect(checked).toBeGreaterThan(15);
  expect(faint).toEqual([]);
  await page.context().close();
});

/** Runs in the page: every visible text against the colours stacked behind it. */
function measure(): { checked: number; faint: string[] } {
  type Colour = [number, number, number, number];
  const parse = (css: string): Colour => {
    const [r = 0, g = 0, b = 0, a = 1] = (css.match(/[\d.]+/g) ?? []).map(Number);
    return [r, g, b, a];
  };
  const over = ([r, g, b, a]: Colour, under: Colour): Colour => [
    r * a + under[0] * (1 - a),
    g * a + under[1] * (1 - a),
    b * a + under[2] * (1 - a),
    1,
  ];
  const behind = (element: Element | null): Colour => {
    if (!element) return [255, 255, 255, 1];
    const own = parse(getComputedStyle(element).backgroundColor);
    return own[3] === 1 ? own : over(own, behind(element.parentElement));
  };
  const luminance = ([r, g, b]: Colour): number => {
    const linear = (c: number): number =>
      c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4;
    return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  };
  const contrast = (a: Colour, b: Colour): number => {
    const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
    return (light + 0.05) / (dark + 0.05);
  };
  let checked = 0;
  const faint: string[] = [];
  for (const element of document.querySelectorAll('#app *')) {
    const text = [...element.childNodes]
      .filter((node) => node.nodeType === 3)
      .map((node) => node.textContent?.trim())
      .join('');
    if (
      !text ||
      element.closest('svg, .visually-hidden, dialog') ||
      !element.checkVisibility({ visibilityProperty: true })
    )
      continue;
    const style = getComputedStyle(element);
    const ground = behind(element);
    const ratio = contrast(over(parse(style.color), ground), ground);
    const size = parseFloat(style.fontSize);
    const least = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
    checked++;
    if (ratio < least) faint.push(`${ratio.toFixed(2)} ${style.color} "${text.slice(0, 30)}"`);
  }
  return { checked, faint };
}
