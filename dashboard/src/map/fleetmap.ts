import {
  AttributionControl,
  type GeoJSONSource,
  Map as BaseMap,
  NavigationControl,
  ScaleControl,
  setWorkerUrl,
} from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import 'maplibre-gl/dist/maplibre-gl.css';
import type { State, Vehicle } from '../state.ts';
import type { Geofence } from '../types.ts';
import { fenceOutlines, loadAtlas, loadPlaces, styleOf, type Ground } from './basemap.ts';
import { lonLat, mercator, toScreen, worldPx } from './mercator.ts';
import { placeAt } from './motion.ts';
import { boundsOf, Overlay, type Choice, type View } from './overlay.ts';
import { readPalette } from './palette.ts';

setWorkerUrl(workerUrl);

const EUROPE: [number, number] = [10, 50];
const FLY_ZOOM = 14;
const FRAME_MS = 17;
/** Part of the map's half width and height in which a followed vehicle may move freely. */
const FOLLOW_FREEDOM = 0.6;

export interface Insets {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The live map: MapLibre draws the ground and answers the hand, `Overlay` draws the fleet above it. */
export class FleetMap {
  private readonly map: BaseMap;
  private readonly overlay: Overlay;
  private choice: Choice = { selectedId: undefined, hoveredId: undefined, filter: 'all', moment: undefined };
  private insets: Insets = { left: 0, right: 0, top: 0, bottom: 0 };
  private following = false;
  private fitted = false;
  private frame: number | undefined;
  private pause: ReturnType<typeof setTimeout> | undefined;
  private readonly theme = matchMedia('(prefers-color-scheme: dark)');
  private readonly resized: ResizeObserver;

  private readonly state: State;
  private readonly onSelect: (id: string | undefined) => void;

  constructor(container: HTMLElement, state: State, onSelect: (id: string | undefined) => void) {
    this.state = state;
    this.onSelect = onSelect;
    const palette = readPalette();
    this.map = new BaseMap({
      container,
      style: styleOf(palette),
      center: EUROPE,
      zoom: 3.2,
      minZoom: 1,
      maxZoom: 18,
      maxPitch: 0,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      attributionControl: false,
      renderWorldCopies: true,
      fadeDuration: 150,
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.addControl(new NavigationControl({ showCompass: false }), 'bottom-right');
    this.map.addControl(new ScaleControl({}), 'bottom-left');
    this.map.addControl(new AttributionControl({ compact: false }), 'bottom-left');
    this.overlay = new Overlay(addCanvas(container), state, palette);
    this.map.on('render', () => this.draw());
    this.listen();
    this.theme.addEventListener('change', this.repaint);
    this.resized = new ResizeObserver(() => this.draw());
    this.resized.observe(container);
    void this.loadGround();
  }

  destroy(): void {
    if (this.frame !== undefined) cancelAnimationFrame(this.frame);
    clearTimeout(this.pause);
    this.theme.removeEventListener('change', this.repaint);
    this.resized.disconnect();
    this.map.remove();
  }

  /** The state has changed. */
  update(): void {
    if (!this.fitted) this.fit();
    this.follow();
    this.frame ??= requestAnimationFrame(this.animate);
  }

  choose(choice: Partial<Choice>): void {
    this.choice = { ...this.choice, ...choice };
    this.update();
  }

  /** What panels cover; flights end in the middle of the rest. */
  setInsets(insets: Insets): void {
    this.insets = insets;
  }

  setFollowing(following: boolean): void {
    this.following = following;
    this.follow();
  }

  setRoads(roads: GeoJSON.FeatureCollection): void {
    this.lay('roads', roads);
  }

  setGeofences(fences: readonly Geofence[]): void {
    this.lay('geofences', fenceOutlines(fences));
  }

  flyTo(lon: number, lat: number): void {
    const zoom = Math.max(this.map.getZoom(), FLY_ZOOM);
    this.map.easeTo({ center: [lon, lat], zoom, offset: this.offset(), duration: 700 });
  }

  flyToVehicle(id: string): void {
    const leg = this.state.vehicles.get(id)?.leg;
    if (leg) this.flyTo(...lonLat(leg.to));
  }

  fit(vehicles: Iterable<Vehicle> = this.state.vehicles.values(), animate = this.fitted): void {
    const bounds = boundsOf(vehicles);
    if (!bounds) return;
    const { left, right, top, bottom } = this.insets;
    const padding = { left: left + 48, right: right + 48, top: top + 48, bottom: bottom + 48 };
    this.map.fitBounds(bounds, { padding, maxZoom: 14, animate });
    this.fitted = true;
  }

  get shown(): { readonly alone: number; readonly clustered: number } {
    return this.overlay.shown;
  }

  screenOf = (vehicleId: string): { x: number; y: number } | undefined => this.overlay.screenOf(vehicleId);

  private view(): View {
    const { lng, lat } = this.map.getCenter();
    const { clientWidth, clientHeight } = this.map.getContainer();
    const zoom = this.map.getZoom();
    return {
      centre: mercator(lng, lat),
      worldPx: worldPx(zoom),
      widthPx: clientWidth,
      heightPx: clientHeight,
      zoom,
    };
  }

  /** From the middle of the map to the middle of what no panel covers. */
  private offset(): [number, number] {
    const { left, right, top, bottom } = this.insets;
    return [(left - right) / 2, (top - bottom) / 2];
  }

  private draw(): number {
    return this.overlay.draw(this.view(), this.choice, Date.now());
  }

  private readonly animate = (): void => {
    this.frame = undefined;
    clearTimeout(this.pause);
    const nextMs = this.draw();
    if (nextMs < FRAME_MS) this.frame = requestAnimationFrame(this.animate);
    else if (nextMs < Infinity) this.pause = setTimeout(() => this.update(), nextMs);
  };

  /** Another theme: the same ground in other colours. */
  private readonly repaint = (): void => {
    const palette = readPalette();
    this.overlay.setPalette(palette);
    for (const { id, paint } of styleOf(palette).layers) {
      for (const [name, value] of Object.entries(paint ?? {})) {
        this.map.setPaintProperty(id, name as 'fill-color', value);
      }
    }
    this.update();
  };

  private async loadGround(): Promise<void> {
    const { land, borders } = await loadAtlas();
    this.lay('land', land);
    this.lay('borders', borders);
    this.lay('places', await loadPlaces());
  }

  private lay(name: Ground, data: GeoJSON.FeatureCollection): void {
    const put = (): void => void this.map.getSource<GeoJSONSource>(name)?.setData(data);
    if (this.map.getSource(name)) put();
    else this.map.once('style.load', put);
  }

  private follow(): void {
    const id = this.choice.selectedId;
    const leg = id === undefined ? undefined : this.state.vehicles.get(id)?.leg;
    if (!this.following || !leg || this.map.isMoving()) return;
    const view = this.view();
    const { left, right, top, bottom } = this.insets;
    const { x, y } = toScreen(placeAt(leg, Date.now()), view);
    const [halfWidth, halfHeight] = [(view.widthPx - left - right) / 2, (view.heightPx - top - bottom) / 2];
    const away = Math.max(
      Math.abs(x - left - halfWidth) / halfWidth,
      Math.abs(y - top - halfHeight) / halfHeight,
    );
    if (away > FOLLOW_FREEDOM) this.map.easeTo({ center: lonLat(leg.to), offset: this.offset() });
  }

  private listen(): void {
    this.map.on('click', ({ point }) => {
      const picked = this.overlay.pick(point.x, point.y);
      if (picked && 'cluster' in picked) this.fit(picked.cluster, true);
      else this.onSelect(picked?.vehicleId);
    });
    this.map.on('mousemove', ({ point }) => {
      const picked = this.overlay.pick(point.x, point.y);
      this.map.getCanvas().style.cursor = picked ? 'pointer' : '';
      const hoveredId = picked && 'vehicleId' in picked ? picked.vehicleId : undefined;
      if (hoveredId !== this.choice.hoveredId) this.choose({ hoveredId });
    });
  }
}

function addCanvas(container: HTMLElement): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.className = 'fleet-canvas';
  canvas.setAttribute('aria-hidden', 'true');
  container.append(canvas);
  return canvas;
}
