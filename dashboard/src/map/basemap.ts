import type { GeoJSONSourceSpecification, StyleSpecification } from 'maplibre-gl';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import atlasUrl from 'world-atlas/countries-50m.json?url';
import type { Geofence } from '../types.ts';
import { circleRing } from './mercator.ts';
import type { Palette } from './palette.ts';
import { unroll } from './unroll.ts';

type Collection = GeoJSON.FeatureCollection;

const NOTHING: Collection = { type: 'FeatureCollection', features: [] };

/** What the base map is drawn from; all of it comes from this server, and all of it after the first paint. */
export type Ground = 'land' | 'borders' | 'places' | 'roads' | 'geofences';

/** Land and borders: Natural Earth 1:50m. */
export async function loadAtlas(): Promise<{ land: Collection; borders: Collection }> {
  const atlas = (await (await fetch(atlasUrl)).json()) as Topology<{
    countries: GeometryCollection;
    land: GeometryCollection;
  }>;
  const borders = mesh(atlas, atlas.objects.countries, (a, b) => a !== b);
  return {
    land: unroll(feature(atlas, atlas.objects.land)),
    borders: {
      type: 'FeatureCollection',
      features: [{ type: 'Feature', geometry: borders, properties: {} }],
    },
  };
}

type Place = readonly [name: string, lon: number, lat: number, population: number];

export async function loadPlaces(): Promise<Collection> {
  const places = (await (await fetch('/places.json')).json()) as readonly Place[];
  return {
    type: 'FeatureCollection',
    features: places.map(([name, lon, lat, population]) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [lon, lat] },
      properties: { name, population },
    })),
  };
}

export function fenceOutlines(fences: readonly Geofence[]): Collection {
  const ringOf = ({ polygon, centre, radiusM }: Geofence): [number, number][] => {
    if (centre && radiusM !== undefined) return circleRing(centre[0], centre[1], radiusM);
    const ring = (polygon ?? []).map(([lon, lat]): [number, number] => [lon, lat]);
    const first = ring[0];
    return first ? [...ring, first] : ring;
  };
  return {
    type: 'FeatureCollection',
    features: fences.map((fence) => ({
      type: 'Feature',
      geometry: { type: 'LineString', coordinates: ringOf(fence) },
      properties: { name: fence.name },
    })),
  };
}

/** No `glyphs`: MapLibre then draws letters with the fonts of this machine instead of fetching them. */
export function styleOf(palette: Palette): StyleSpecification {
  const empty: GeoJSONSourceSpecification = { type: 'geojson', data: NOTHING };
  return {
    version: 8,
    sources: {
      land: { ...empty, attribution: 'Natural Earth · GeoNames', maxzoom: 8 },
      borders: { ...empty, maxzoom: 8 },
      places: empty,
      roads: empty,
      geofences: empty,
    },
    layers: [
      { id: 'water', type: 'background', paint: { 'background-color': palette.water } },
      { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': palette.land } },
      {
        id: 'borders',
        type: 'line',
        source: 'borders',
        paint: {
          'line-color': palette.border,
          'line-width': ['interpolate', ['linear'], ['zoom'], 2, 0.6, 8, 1.4],
        },
      },
      {
        id: 'roads',
        type: 'line',
        source: 'roads',
        minzoom: 8,
        layout: { 'line-cap': 'round', 'line-join': 'round' },
        paint: {
          'line-color': palette.road,
          'line-width': ['interpolate', ['exponential', 1.5], ['zoom'], 9, 0.4, 12, 1.2, 15, 4, 18, 14],
        },
      },
      {
        id: 'geofences',
        type: 'line',
        source: 'geofences',
        paint: { 'line-color': palette.geofence, 'line-width': 1.4, 'line-dasharray': [3, 2] },
      },
      {
        id: 'geofence-names',
        type: 'symbol',
        source: 'geofences',
        minzoom: 12,
        layout: { ...text('name', 11), 'symbol-placement': 'line', 'text-offset': [0, 0.8] },
        paint: { 'text-color': palette.geofence, 'text-halo-color': palette.land, 'text-halo-width': 1.5 },
      },
      placeLayer(
        'towns',
        ['all', ['>', ['get', 'population'], 0], ['>=', ['get', 'population'], populationByZoom]],
        3,
        palette,
      ),
      placeLayer('countries', ['==', ['get', 'population'], 0], 0, palette),
    ],
  };
}

type Filter = NonNullable<Extract<StyleSpecification['layers'][number], { type: 'symbol' }>['filter']>;

/** The smallest place that is named: the farther out, the larger it must be. */
const populationByZoom: ['step', ...unknown[]] = [
  'step',
  ['zoom'],
  3_000_000,
  4,
  1_000_000,
  5,
  400_000,
  6,
  200_000,
  7,
  90_000,
  9,
  40_000,
  10.5,
  15_000,
];

function text(field: string, size: number | unknown[]): Record<string, unknown> {
  return { 'text-field': ['get', field], 'text-font': ['system-ui', 'sans-serif'], 'text-size': size };
}

function placeLayer(
  id: string,
  filter: unknown,
  minzoom: number,
  palette: Palette,
): StyleSpecification['layers'][number] {
  const country = id === 'countries';
  return {
    id,
    type: 'symbol',
    source: 'places',
    minzoom,
    ...(country ? { maxzoom: 6 } : {}),
    filter: filter as Filter,
    layout: {
      ...text('name', country ? 12 : ['step', ['get', 'population'], 11, 200_000, 12, 1_000_000, 14]),
      'text-padding': 6,
      'text-max-width': 8,
      'symbol-sort-key': ['-', 0, ['get', 'population']],
      ...(country ? { 'text-transform': 'uppercase', 'text-letter-spacing': 0.08 } : {}),
    },
    paint: { 'text-color': palette.placeName, 'text-halo-color': palette.land, 'text-halo-width': 1.2 },
  };
}
