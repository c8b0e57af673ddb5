import type { Point } from './mercator.ts';
import type { Palette } from './palette.ts';

export interface Label {
  readonly text: string;
  /** Where its vehicle is. */
  readonly at: Point;
  /** Shown whatever it covers, on a plate: the selected and the hovered vehicle. */
  readonly firm: boolean;
  /** Placed before the others. */
  readonly important: boolean;
}

const BELOW_PX = 22;
const HEIGHT_PX = 14;
/** System UI fonts at 12 px: wide enough, and cheaper than measuring every frame. */
const CHARACTER_PX = 7;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Draws what fits: a label that would cover another one is left out. */
export function drawLabels(c: CanvasRenderingContext2D, labels: readonly Label[], palette: Palette): void {
  c.font = '600 12px system-ui, sans-serif';
  c.textAlign = 'center';
  c.textBaseline = 'middle';
  c.lineJoin = 'round';
  for (const label of fitting(labels)) {
    const { x, y } = label.at;
    if (label.firm) plate(c, x, y + BELOW_PX + 6, c.measureText(label.text).width, palette);
    c.lineWidth = 3;
    c.strokeStyle = palette.halo;
    if (!label.firm) c.strokeText(label.text, x, y + BELOW_PX);
    c.fillStyle = label.firm ? palette.halo : palette.ink;
    c.fillText(label.text, x, y + BELOW_PX + (label.firm ? 14 : 0));
  }
}

function plate(c: CanvasRenderingContext2D, x: number, y: number, widthPx: number, palette: Palette): void {
  c.beginPath();
  c.roundRect(x - widthPx / 2 - 6, y - 2, widthPx + 12, 20, 5);
  c.fillStyle = palette.selected;
  c.fill();
}

export function fitting(labels: readonly Label[]): readonly Label[] {
  const weight = ({ firm, important }: Label): number => (firm ? 2 : 0) + (important ? 1 : 0);
  const taken: Box[] = [];
  return labels
    .toSorted((a, b) => weight(b) - weight(a))
    .filter((label) => {
      const box = boxOf(label);
      if (!label.firm && taken.some((other) => overlap(box, other))) return false;
      taken.push(box);
      return true;
    });
}

function boxOf({ text, at }: Label): Box {
  const half = (text.length * CHARACTER_PX) / 2;
  const middle = at.y + BELOW_PX;
  return {
    left: at.x - half,
    right: at.x + half,
    top: middle - HEIGHT_PX / 2,
    bottom: middle + HEIGHT_PX / 2,
  };
}

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
