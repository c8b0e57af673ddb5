import type { Browser } from 'playwright-core';

/** Starts the Chromium that npm brought along. */
export function launch(): Promise<Browser>;
