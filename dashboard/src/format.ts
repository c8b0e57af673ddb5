// Numbers and times as people read them. Units are named by the caller, small, beside the number.

// 24 hours everywhere: "9:04" at night and in the morning are not the same alert.
const time = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const dayTime = new Intl.DateTimeFormat(undefined, {
  day: '2-digit',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const numbers = [0, 1, 2, 3].map(
  (digits) => new Intl.NumberFormat('en', { minimumFractionDigits: digits, maximumFractionDigits: digits }),
);

export const NONE = '–';

export const clockTime = (ms: number): string => time.format(ms);

export const dateTime = (iso: string | undefined): string => (iso ? dayTime.format(Date.parse(iso)) : NONE);

export const utc = (ms: number): string => new Date(ms).toISOString().replace('T', ' ').slice(0, 19) + ' UTC';

export const number = (value: number | undefined, digits = 0): string =>
  value === undefined || !Number.isFinite(value) ? NONE : (numbers[digits]?.format(value) ?? NONE);

export function age(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

export function duration(seconds: number | undefined): string {
  if (seconds === undefined) return NONE;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1) return `${Math.round(seconds)} s`;
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

export const km = (metres: number | undefined): string =>
  metres === undefined ? NONE : number(metres / 1000, metres < 100_000 ? 1 : 0);

export function bytes(count: number | undefined): string {
  if (count === undefined) return NONE;
  if (count < 1024) return `${count} B`;
  if (count < 1024 ** 2) return `${number(count / 1024, 1)} KiB`;
  return `${number(count / 1024 ** 2, 1)} MiB`;
}

const COMPASS = ['N', 'NE', 'E', 'SE', 'S', 'SW', 'W', 'NW'];
export const compass = (headingDeg: number): string => COMPASS[Math.round(headingDeg / 45) % 8] ?? 'N';

/** HARSH_BRAKE, harshBrake, harsh-brake → Harsh brake. */
export function words(name: string): string {
  const spaced = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase();
  const text = spaced.charAt(0).toUpperCase() + spaced.slice(1);
  return text.replace(/\bsos\b/i, 'SOS').replace(/\brpm\b/i, 'rpm');
}

/** A feature of the anomaly model by name, without its unit: coolantC → coolant, speedKmh → speed. */
export const feature = (name: string): string =>
  words(name.replace(/(Kmh|Pct|Lph|Deg|Ms2|Mps2|C|V|G|M|S)$/, '')).toLowerCase();

interface ScorePart {
  readonly name: string;
  readonly events?: number;
  readonly penalty: number;
}

/** Less is not seen in a rounded score. */
const VISIBLE_PENALTY = 0.05;

/** What a score is made of; where there is no score yet, what has been counted so far. */
export const parts = <P extends ScorePart>(score: {
  readonly score?: number;
  readonly components?: readonly P[];
}): readonly P[] =>
  (score.components ?? []).filter((part) =>
    score.score === undefined ? (part.events ?? 0) > 0 : part.penalty >= VISIBLE_PENALTY,
  );

/** "6 harsh brakes", "harsh cornering, 2×" */
export function counted(part: ScorePart): string {
  const name = words(part.name).toLowerCase();
  if (part.events === undefined) return name;
  if (/ing$/.test(name)) return `${name}, ${number(part.events)}×`;
  const plural = part.events === 1 || name.endsWith('s') ? name : `${name}s`;
  return `${number(part.events)} ${plural}`;
}

/** "−4.1 from 6 harsh brakes"; who has none yet is taken to drive a little like the fleet. */
export function penalty(part: ScorePart): string {
  const lost = part.penalty === 0 ? '±0' : `−${number(Math.abs(part.penalty), 1)}`;
  if (part.events === 0 && part.penalty !== 0) {
    return `${lost} from the fleet’s rate of ${words(part.name).toLowerCase()}`;
  }
  return `${lost} from ${counted(part)}`;
}
