import { isAnomalous } from '../apply.ts';
import { matches } from '../roster.ts';
import type { Filter, State, Vehicle } from '../state.ts';
import { cluster, type Cluster, type Clustering } from './cluster.ts';
import { alarmBadge, anomalyBadge, disc, drawGlyphs, GLYPH_PX, type Glyphs } from './glyphs.ts';
import { drawCluster, clusterRadiusPx } from './donut.ts';
import { drawLabels, type Label } from './label.ts';
import { lonLat, mercator, toScreen, type Point, type Viewport } from './mercator.ts';
import { placeAt, screenSpeed } from './motion.ts';
import type { Palette } from './palette.ts';
import { drawRoute, drawTrail } from './tracks.ts';

const CLUSTER_BELOW_ZOOM = 12.5;
const CLUSTER_RADIUS_PX = 30;
const CLUSTER_EVERY_MS = 500;
const LABELS_FROM_ZOOM = 13;
const TRAILS_FROM_ZOOM = 9.5;
const PULSE_MS = 900;
const PULSES = 2;
const PICK_PX = 16;
/** Less than this nobody sees. From far away a fleet then needs a few frames a second, close up as many as there are. */
const VISIBLE_STEP_PX = 0.3;

export interface View extends Viewport {
  readonly zoom: number;
}

export interface Choice {
  readonly selectedId: string | undefined;
  readonly hoveredId: string | undefined;
  readonly filter: Filter;
  /** Where the opened alert happened. */
  readonly moment: { readonly lon: number; readonly lat: number } | undefined;
}

export type Picked = { readonly vehicleId: string } | { readonly cluster: readonly Vehicle[] } | undefined;

/**
 * Draws everything that moves on a canvas of its own above the base map, which stays still meanwhile: a fleet in motion costs
 * one pass over the visible vehicles per frame and no tile work.
 */
export class Overlay {
  private readonly context: CanvasRenderingContext2D;
  private glyphs: Glyphs;
  private clustering: Clustering<Vehicle> = { clusters: [], singles: [] };
  private clusteringKey = '';
  private clusteredMs = 0;
  private drawn: { vehicle: Vehicle; at: Point }[] = [];
  private drawnClusters: { cluster: Cluster<Vehicle>; at: Point; r: number }[] = [];

  private readonly canvas: HTMLCanvasElement;
  private readonly state: State;
  private palette: Palette;

  constructor(canvas: HTMLCanvasElement, state: State, palette: Palette) {
    const context = canvas.getContext('2d');
    if (!context) throw new Error('This browser cannot draw on a canvas.');
    this.canvas = canvas;
    this.state = state;
    this.palette = palette;
    this.context = context;
    this.glyphs = drawGlyphs(palette, devicePixelRatio);
  }

  setPalette(palette: Palette): void {
    this.palette = palette;
    this.glyphs = drawGlyphs(palette, devicePixelRatio);
  }

  /** Draws one frame; returns after how many milliseconds another one would look different. */
  draw(view: View, choice: Choice, nowMs: number): number {
    this.clear(view);
    this.regroup(view, choice, nowMs);
    this.locate(view, nowMs);
    const c = this.context;
    if (view.zoom >= TRAILS_FROM_ZOOM) this.drawTrails(view, nowMs);
    const route = this.state.route;
    if (choice.selectedId !== undefined) drawRoute(c, route, view, this.palette.selected);
    for (const { cluster: group, at, r } of this.drawnClusters)
      drawCluster(c, group.members, at, r, this.palette);
    let fastest = 0;
    for (const { vehicle, at } of this.drawn) {
      fastest = Math.max(fastest, this.drawVehicle(vehicle, at, view, choice, nowMs));
    }
    drawLabels(c, this.labels(view, choice), this.palette);
    this.drawMarks(view, choice);
    return fastest > 0 ? VISIBLE_STEP_PX / fastest : Infinity;
  }

  /** What is under a point of the screen. */
  pick(x: number, y: number): Picked {
    let best: Vehicle | undefined;
    let bestPx = PICK_PX;
    for (const { vehicle, at } of this.drawn) {
      const px = Math.hypot(at.x - x, at.y - y);
      if (px < bestPx) [best, bestPx] = [vehicle, px];
    }
    if (best) return { vehicleId: best.id };
    const group = this.drawnClusters.find(({ at, r }) => Math.hypot(at.x - x, at.y - y) <= r + 3);
    return group && { cluster: group.cluster.members };
  }

  /** How many vehicles the last frame showed, alone or in a cluster, for whoever checks the page. */
  get shown(): { readonly alone: number; readonly clustered: number } {
    const clustered = this.drawnClusters.reduce((sum, { cluster: group }) => sum + group.members.length, 0);
    return { alone: this.drawn.length, clustered };
  }

  screenOf(vehicleId: string): Point | undefined {
    return this.drawn.find(({ vehicle }) => vehicle.id === vehicleId)?.at;
  }

  private clear({ widthPx, heightPx }: View): void {
    const width = Math.round(widthPx * devicePixelRatio);
    const height = Math.round(heightPx * devicePixelRatio);
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
    }
    this.context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    this.context.clearRect(0, 0, widthPx, heightPx);
  }

  /** Groups by where vehicles report to be, not by where their arrows glide: twice a second is enough, and calm. */
  private regroup(view: View, choice: Choice, nowMs: number): void {
    const step = Math.round(view.zoom * 2) / 2;
    const key = `${step} ${choice.selectedId ?? ''} ${this.state.rosterVersion} ${choice.filter}`;
    if (key === this.clusteringKey && nowMs - this.clusteredMs < CLUSTER_EVERY_MS) return;
    this.clusteringKey = key;
    this.clusteredMs = nowMs;
    const placed = [...this.state.vehicles.values()].filter((v) => v.leg && matches(v, choice.filter));
    if (view.zoom >= CLUSTER_BELOW_ZOOM) {
      this.clustering = { clusters: [], singles: placed };
      return;
    }
    const chosen = placed.filter((v) => v.id === choice.selectedId);
    const others = placed.filter((v) => v.id !== choice.selectedId);
    const where = (v: Vehicle): Point => v.leg?.to ?? { x: 0, y: 0 };
    const grouped = cluster(others, where, 512 * 2 ** step, CLUSTER_RADIUS_PX);
    this.clustering = { clusters: grouped.clusters, singles: [...grouped.singles, ...chosen] };
  }

  private locate(view: View, nowMs: number): void {
    const margin = GLYPH_PX;
    const visible = ({ x, y }: Point): boolean =>
      x > -margin && y > -margin && x < view.widthPx + margin && y < view.heightPx + margin;
    this.drawn = [];
    for (const { id } of this.clustering.singles) {
      const vehicle = this.state.vehicles.get(id);
      if (!vehicle?.leg) continue;
      const at = toScreen(placeAt(vehicle.leg, nowMs), view);
      if (visible(at)) this.drawn.push({ vehicle, at });
    }
    // What matters is drawn last, above the others.
    this.drawn.sort((a, b) => Number(loud(a.vehicle)) - Number(loud(b.vehicle)));
    this.drawnClusters = this.clustering.clusters
      .map((group) => ({
        cluster: group,
        at: toScreen(group, view),
        r: clusterRadiusPx(group.members.length),
      }))
      .filter(({ at }) => visible(at));
  }

  private drawTrails(view: View, nowMs: number): void {
    const serverMs = nowMs + this.state.skewMs;
    for (const { vehicle, at } of this.drawn) {
      if (vehicle.status === 'OFFLINE') continue;
      drawTrail(this.context, vehicle.trail, at, view, serverMs, this.statusColour(vehicle));
    }
  }

  private statusColour({ status }: Vehicle): string {
    return this.palette[status.toLowerCase() as 'moving' | 'idle' | 'stopped' | 'offline'];
  }

  /** Returns how fast it moves on the screen, pixels per millisecond. */
  private drawVehicle(vehicle: Vehicle, at: Point, view: View, choice: Choice, nowMs: number): number {
    const { context: c, palette } = this;
    const leg = vehicle.leg;
    if (!leg) return 0;
    const pulsing = vehicle.alarm !== undefined && this.pulse(at, vehicle.alarm.seenMs, nowMs);
    if (vehicle.id === choice.selectedId) this.halo(at);
    if (vehicle.alarm) this.ring(at, 14, palette.alarm, 2.4);
    if (isAnomalous(vehicle)) this.ring(at, vehicle.alarm ? 17.5 : 14, palette.anomaly, 2.4);
    c.save();
    c.translate(at.x, at.y);
    c.rotate((placeAt(leg, nowMs).headingDeg * Math.PI) / 180);
    c.drawImage(this.glyphs.vehicle[vehicle.status], -GLYPH_PX / 2, -GLYPH_PX / 2, GLYPH_PX, GLYPH_PX);
    c.restore();
    if (vehicle.alarm) alarmBadge(c, at.x + 11, at.y - 11, palette);
    if (isAnomalous(vehicle)) anomalyBadge(c, at.x - 11, at.y - 11, palette);
    return pulsing ? Infinity : screenSpeed(leg, view.worldPx, nowMs);
  }

  private pulse(at: Point, seenMs: number, nowMs: number): boolean {
    const elapsed = nowMs - seenMs;
    if (elapsed < 0 || elapsed >= PULSES * PULSE_MS) return false;
    const share = (elapsed % PULSE_MS) / PULSE_MS;
    this.context.globalAlpha = 1 - share;
    this.ring(at, 14 + 30 * share, this.palette.alarm, 3);
    this.context.globalAlpha = 1;
    return true;
  }

  private ring({ x, y }: Point, r: number, colour: string, widthPx: number): void {
    const c = this.context;
    c.beginPath();
    c.arc(x, y, r, 0, 2 * Math.PI);
    c.strokeStyle = colour;
    c.lineWidth = widthPx;
    c.stroke();
  }

  private halo(at: Point): void {
    this.context.globalAlpha = 0.22;
    disc(this.context, at.x, at.y, 22, this.palette.selected);
    this.context.globalAlpha = 1;
    this.ring(at, 22, this.palette.selected, 2);
  }

  private labels(view: View, { selectedId, hoveredId }: Choice): Label[] {
    const all = view.zoom >= LABELS_FROM_ZOOM;
    return this.drawn
      .filter(({ vehicle: { id } }) => all || id === selectedId || id === hoveredId)
      .map(({ vehicle, at }) => ({
        text: vehicle.id,
        at,
        firm: vehicle.id === selectedId || vehicle.id === hoveredId,
        important: loud(vehicle),
      }));
  }

  private drawMarks(view: View, { moment }: Choice): void {
    const c = this.context;
    if (moment) {
      const at = toScreen(mercator(moment.lon, moment.lat), view);
      this.ring(at, 9, this.palette.alarm, 2);
      disc(c, at.x, at.y, 3, this.palette.alarm);
    }
    const cursor = this.state.cursor;
    if (!cursor) return;
    const at = toScreen(mercator(cursor.lon, cursor.lat), view);
    disc(c, at.x, at.y, 6.5, this.palette.halo);
    disc(c, at.x, at.y, 4.5, this.palette.selected);
  }
}

const loud = (vehicle: Vehicle): boolean => vehicle.alarm !== undefined || isAnomalous(vehicle);

/** West, south, east, north around vehicles with a place. */
export function boundsOf(vehicles: Iterable<Vehicle>): [number, number, number, number] | undefined {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { leg } of vehicles) {
    if (!leg) continue;
    const [lon, lat] = lonLat(leg.to);
    [west, east] = [Math.min(west, lon), Math.max(east, lon)];
    [south, north] = [Math.min(south, lat), Math.max(north, lat)];
  }
  return west <= east ? [west, south, east, north] : undefined;
}
