// A Chromium that npm brought along: needs no root, no display, no system packages; WebGL 2 by SwiftShader.
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';

// The package's own flags are made for one page in a cloud function: a single process, which dies with its first closed page, and
// no web security. Only what drawing without a graphics card takes is kept.
const ARGS = [
  '--no-sandbox',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--disable-accelerated-2d-canvas',
  '--disable-gpu-compositing',
];

export async function launch() {
  const executablePath = process.env.CHROMIUM_PATH ?? (await chromium.executablePath());
  // Under LANG=C this Chromium calls itself "en-US@posix", which its own Intl refuses.
  const env = { ...process.env, LANGUAGE: 'en_US', LC_ALL: 'en_US.UTF-8' };
  return playwright.launch({ executablePath, args: ARGS, env });
}
