import { isAnomalous } from '../apply.ts';
import type { Vehicle } from '../state.ts';
import { alarmBadge, anomalyBadge, disc } from './glyphs.ts';
import type { Point } from './mercator.ts';
import type { Palette } from './palette.ts';

const STATUSES = ['MOVING', 'IDLE', 'STOPPED', 'OFFLINE'] as const;
const QUARTER = Math.PI / 2;

export const clusterRadiusPx = (members: number): number => 14 + Math.min(14, Math.log2(members) * 1.8);

/** A cluster: the count, a ring that shows the shares of the statuses, and the worst that is inside as a badge. */
export function drawCluster(
  c: CanvasRenderingContext2D,
  members: readonly Vehicle[],
  at: Point,
  r: number,
  palette: Palette,
): void {
  const alarm = members.some((vehicle) => vehicle.alarm !== undefined);
  const anomaly = members.some(isAnomalous);
  disc(c, at.x, at.y, r + 2, palette.halo);
  disc(c, at.x, at.y, r, palette.surface);
  drawShares(c, members, at, r - 1.75, palette);
  if (alarm || anomaly) {
    c.beginPath();
    c.arc(at.x, at.y, r + 3, 0, 2 * Math.PI);
    c.lineWidth = 2.4;
    c.strokeStyle = alarm ? palette.alarm : palette.anomaly;
    c.stroke();
  }
  c.font = '600 12px system-ui, sans-serif';
  c.textAlign = 'center';
  c.textBaseline = 'middle';
  c.fillStyle = palette.ink;
  c.fillText(String(members.length), at.x, at.y + 0.5);
  const corner = (r + 3) * Math.SQRT1_2;
  if (alarm) alarmBadge(c, at.x + corner, at.y - corner, palette);
  if (anomaly) anomalyBadge(c, at.x - corner, at.y - corner, palette);
}

function drawShares(
  c: CanvasRenderingContext2D,
  members: readonly Vehicle[],
  at: Point,
  r: number,
  palette: Palette,
): void {
  let from = -QUARTER;
  c.lineWidth = 3.5;
  for (const status of STATUSES) {
    const share = members.filter((vehicle) => vehicle.status === status).length / members.length;
    if (share === 0) continue;
    const to = from + share * 4 * QUARTER;
    c.beginPath();
    c.arc(at.x, at.y, r, from, to);
    c.strokeStyle = palette[status.toLowerCase() as 'moving'];
    c.stroke();
    from = to;
  }
}
