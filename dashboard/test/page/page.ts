import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import { launch } from '../../e2e/browser.mjs';
import type { FleetSnapshot } from '../../src/debug.ts';
import { MockFleet, type MockOptions } from '../mock/server.ts';

export const DIST = fileURLToPath(new URL('../../dist', import.meta.url));

export interface Opened {
  readonly page: Page;
  /** Every address the page asked for, WebSockets included. */
  readonly requests: readonly string[];
  /** Errors on the console and uncaught ones. */
  readonly errors: readonly string[];
}

export interface Scene {
  readonly hash?: string;
  readonly scheme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
}

/** A browser and a made-up fleet for one test file. */
export class Stage {
  mock!: MockFleet;
  private browser!: Browser;

  async raise(options: MockOptions = {}): Promise<void> {
    this.mock = await MockFleet.start({ dist: DIST, ...options });
    this.browser = await launch();
  }

  async strike(): Promise<void> {
    await this.browser.close();
    await this.mock.stop();
  }

  async open({ hash = '', scheme = 'dark', width = 1440, height = 900 }: Scene = {}): Promise<Opened> {
    const context = await this.browser.newContext({ colorScheme: scheme, viewport: { width, height } });
    const page = await context.newPage();
    const requests: string[] = [];
    const errors: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('websocket', (socket) => requests.push(socket.url()));
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.goto(`${this.mock.url}/${hash}`);
    return { page, requests, errors };
  }
}

export const snapshot = (page: Page): Promise<FleetSnapshot> =>
  page.evaluate(() => (window as unknown as { __fleet: { snapshot(): FleetSnapshot } }).__fleet.snapshot());

/** Waits for a condition; the reason for the failure is the last one seen. */
export const until = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: 15_000, interval: 100 });

export const untilOnMap = (page: Page, count: number): Promise<void> =>
  until(async () => expect((await snapshot(page)).onMap).toBeGreaterThanOrEqual(count));

/** How many pixels of the fleet's canvas near a vehicle have about this colour. */
export function pixelsNear(page: Page, vehicleId: string, cssVariable: string): Promise<number> {
  return page.evaluate(
    ([id, variable]) => {
      const canvas = document.querySelector<HTMLCanvasElement>('.fleet-canvas');
      const fleet = (
        window as unknown as { __fleet: { screenOf(id: string): { x: number; y: number } | undefined } }
      ).__fleet;
      const at = fleet.screenOf(id ?? '');
      const context = canvas?.getContext('2d');
      if (!at || !context) return 0;
      const hex = getComputedStyle(document.documentElement)
        .getPropertyValue(variable ?? '')
        .trim();
      const wanted = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
      const ratio = devicePixelRatio;
      const { data } = context.getImageData((at.x - 24) * ratio, (at.y - 24) * ratio, 48 * ratio, 48 * ratio);
      let near = 0;
      for (let i = 0; i < data.length; i += 4) {
        if ((data[i + 3] ?? 0) > 200 && wanted.every((value, c) => Math.abs(value - (data[i + c] ?? 0)) < 24))
          near++;
      }
      return near;
    },
    [vehicleId, cssVariable],
  );
}
