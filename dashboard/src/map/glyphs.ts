import type { Status } from '../types.ts';
import type { Palette } from './palette.ts';

/** Side of a sprite in CSS pixels; the arrow sits in its middle and points north. */
export const GLYPH_PX = 28;

export interface Glyphs {
  readonly vehicle: Readonly<Record<Status, HTMLCanvasElement>>;
}

/** Shape tells the status as well as colour: a full arrow, one with a hole, a disc with a nose, an outline. */
export function drawGlyphs(palette: Palette, pixelRatio: number): Glyphs {
  const sprite = (draw: (c: CanvasRenderingContext2D) => void): HTMLCanvasElement =>
    makeSprite(pixelRatio, draw);
  return {
    vehicle: {
      MOVING: sprite((c) => fillArrow(c, palette.moving, palette.halo)),
      IDLE: sprite((c) => {
        fillArrow(c, palette.idle, palette.halo);
        disc(c, 0, 1.5, 2.4, palette.halo);
      }),
      STOPPED: sprite((c) => fillNosed(c, palette.stopped, palette.halo)),
      OFFLINE: sprite((c) => {
        arrow(c, 0.85);
        outline(c, palette.halo, 5);
        c.fillStyle = palette.surface;
        c.fill();
        outline(c, palette.offline, 1.6);
      }),
    },
  };
}

function makeSprite(pixelRatio: number, draw: (c: CanvasRenderingContext2D) => void): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = Math.ceil(GLYPH_PX * pixelRatio);
  const context = canvas.getContext('2d');
  if (context) {
    context.scale(pixelRatio, pixelRatio);
    context.translate(GLYPH_PX / 2, GLYPH_PX / 2);
    context.lineJoin = 'round';
    draw(context);
  }
  return canvas;
}

function arrow(c: CanvasRenderingContext2D, size = 1): void {
  c.beginPath();
  c.moveTo(0, -10 * size);
  c.lineTo(7.2 * size, 8 * size);
  c.lineTo(0, 4.4 * size);
  c.lineTo(-7.2 * size, 8 * size);
  c.closePath();
}

function outline(c: CanvasRenderingContext2D, colour: string, widthPx: number): void {
  c.strokeStyle = colour;
  c.lineWidth = widthPx;
  c.stroke();
}

function fillArrow(c: CanvasRenderingContext2D, colour: string, halo: string): void {
  arrow(c);
  outline(c, halo, 3);
  c.fillStyle = colour;
  c.fill();
}

function fillNosed(c: CanvasRenderingContext2D, colour: string, halo: string): void {
  c.beginPath();
  c.moveTo(0, -9);
  c.arc(0, 0, 5.4, -Math.PI / 4, (5 * Math.PI) / 4);
  c.closePath();
  outline(c, halo, 3);
  c.fillStyle = colour;
  c.fill();
}

export function disc(c: CanvasRenderingContext2D, x: number, y: number, r: number, colour: string): void {
  c.beginPath();
  c.arc(x, y, r, 0, 2 * Math.PI);
  c.fillStyle = colour;
  c.fill();
}

/** A circle with an exclamation mark, at a vehicle's upper right. */
export function alarmBadge(c: CanvasRenderingContext2D, x: number, y: number, palette: Palette): void {
  disc(c, x, y, 6.5, palette.halo);
  disc(c, x, y, 5.2, palette.alarm);
  c.fillStyle = palette.halo;
  c.fillRect(x - 0.8, y - 3.2, 1.6, 3.8);
  c.fillRect(x - 0.8, y + 1.6, 1.6, 1.6);
}

/** A diamond with a spike in it, at a vehicle's upper left. */
export function anomalyBadge(c: CanvasRenderingContext2D, x: number, y: number, palette: Palette): void {
  for (const [r, colour] of [
    [8, palette.halo],
    [6.4, palette.anomaly],
  ] as const) {
    c.beginPath();
    c.moveTo(x, y - r);
    c.lineTo(x + r, y);
    c.lineTo(x, y + r);
    c.lineTo(x - r, y);
    c.closePath();
    c.fillStyle = colour;
    c.fill();
  }
  c.beginPath();
  c.moveTo(x - 3.2, y + 0.8);
  c.lineTo(x - 1.2, y + 0.8);
  c.lineTo(x, y - 2.6);
  c.lineTo(x + 1.2, y + 2);
  c.lineTo(x + 3.2, y + 0.4);
  c.strokeStyle = palette.halo;
  c.lineWidth = 1.2;
  c.stroke();
}
