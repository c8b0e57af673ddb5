/** Numbers that look random and are the same in every run. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export interface Node {
  readonly lon: number;
  readonly lat: number;
  readonly next: number[];
}

export const CENTRE = { lon: 13.405, lat: 52.515 };
const RINGS = 9;
const SPOKES = 26;
const RING_KM = 1.35;
const KM_PER_LAT = 111.2;
const KM_PER_LON = KM_PER_LAT * Math.cos((CENTRE.lat * Math.PI) / 180);

/** A made-up city around Berlin's middle: crooked rings and spokes, some streets missing. */
export function buildCity(seed = 7): readonly Node[] {
  const random = seeded(seed);
  const nodes: Node[] = [{ ...CENTRE, next: [] }];
  const at = (ring: number, spoke: number): number => 1 + (ring - 1) * SPOKES + ((spoke + SPOKES) % SPOKES);
  for (let ring = 1; ring <= RINGS; ring++) {
    for (let spoke = 0; spoke < SPOKES; spoke++) {
      const angle = ((spoke + (random() - 0.5) * 0.5) / SPOKES) * 2 * Math.PI;
      const km = (ring + (random() - 0.5) * 0.5) * RING_KM;
      nodes.push({
        lon: CENTRE.lon + (km * 1.15 * Math.cos(angle)) / KM_PER_LON,
        lat: CENTRE.lat + (km * 0.85 * Math.sin(angle)) / KM_PER_LAT,
        next: [],
      });
    }
  }
  const join = (a: number, b: number): void => {
    nodes[a]?.next.push(b);
    nodes[b]?.next.push(a);
  };
  for (let ring = 1; ring <= RINGS; ring++) {
    for (let spoke = 0; spoke < SPOKES; spoke++) {
      const inner = ring === 1 ? 0 : at(ring - 1, spoke);
      if (ring > 1 ? random() < 0.8 : spoke % 4 === 0) join(at(ring, spoke), inner);
      if (ring % 3 === 0 || random() < 0.75) join(at(ring, spoke), at(ring, spoke + 1));
      if (ring > 2 && random() < 0.22) join(at(ring, spoke), at(ring - 1, spoke + 1));
    }
  }
  return nodes;
}

export function roadsOf(nodes: readonly Node[]): GeoJSON.FeatureCollection {
  const features = nodes.flatMap((from, i) =>
    from.next
      .filter((j) => j > i)
      .flatMap((j): GeoJSON.Feature[] => {
        const to = nodes[j];
        if (!to) return [];
        const coordinates = [
          [from.lon, from.lat],
          [to.lon, to.lat],
        ];
        return [{ type: 'Feature', geometry: { type: 'LineString', coordinates }, properties: {} }];
      }),
  );
  return { type: 'FeatureCollection', features };
}

export function distanceM(a: Node, b: Node): number {
  return 1000 * Math.hypot((b.lon - a.lon) * KM_PER_LON, (b.lat - a.lat) * KM_PER_LAT);
}

export function bearingDeg(a: Node, b: Node): number {
  const angle = Math.atan2((b.lon - a.lon) * KM_PER_LON, (b.lat - a.lat) * KM_PER_LAT);
  return ((angle * 180) / Math.PI + 360) % 360;
}
