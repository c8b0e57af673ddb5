/** The colours the canvas draws with: the same custom properties the panels use, so both follow the theme together. */
export interface Palette {
  readonly water: string;
  readonly land: string;
  readonly border: string;
  readonly road: string;
  readonly placeName: string;
  readonly halo: string;
  readonly ink: string;
  readonly surface: string;
  readonly moving: string;
  readonly idle: string;
  readonly stopped: string;
  readonly offline: string;
  readonly alarm: string;
  readonly anomaly: string;
  readonly selected: string;
  readonly geofence: string;
}

export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    water: colour('map-water'),
    land: colour('map-land'),
    border: colour('map-border'),
    road: colour('map-road'),
    placeName: colour('map-place'),
    halo: colour('map-halo'),
    ink: colour('ink'),
    surface: colour('surface'),
    moving: colour('moving'),
    idle: colour('idle'),
    stopped: colour('stopped'),
    offline: colour('offline'),
    alarm: colour('alarm'),
    anomaly: colour('anomaly'),
    selected: colour('selected'),
    geofence: colour('geofence'),
  };
}
