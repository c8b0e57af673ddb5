// The workbench's report (docs/api.md) and what the page makes of it.

export type Check = 'NONE' | 'PASSED' | 'FAILED';

export interface Part {
  readonly offset: number;
  readonly length: number;
  readonly name: string;
  readonly value: string;
  readonly check: Check;
}

export interface Answer {
  readonly hex: string;
  readonly when: 'NOW' | 'WHEN_STORED';
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

export interface Frame {
  readonly offset: number;
  readonly hex: string;
  readonly parts: readonly Part[];
  readonly login?: string;
  readonly events: readonly { readonly [name: string]: Json }[];
  readonly refused: readonly string[];
  readonly replies: readonly Answer[];
  readonly closes: boolean;
}

export interface Rest {
  readonly offset: number;
  readonly hex: string;
  readonly bytes: number;
  readonly kind: 'INCOMPLETE' | 'UNFRAMEABLE' | 'TOO_MANY';
  readonly reason: string;
}

export interface Report {
  readonly protocol?: string;
  readonly transport?: 'TCP' | 'UDP';
  readonly bytes: number;
  readonly assumedDevice?: string;
  readonly considered: readonly { readonly protocol: string; readonly reason: string }[];
  readonly frames: readonly Frame[];
  readonly rest?: Rest;
  readonly verdict: 'DECODED' | 'REFUSED' | 'UNRECOGNISED';
}

export interface Question {
  readonly hex: string;
  readonly protocol?: string;
  readonly model?: string;
  readonly timeZone?: string;
  readonly deviceId?: string;
  readonly lenientChecksum?: boolean;
}

export interface TappedFrame {
  readonly seq: number;
  readonly direction: 'FROM_DEVICE' | 'TO_DEVICE';
  readonly at: string;
  readonly protocol: string;
  readonly hex: string;
  readonly masked: boolean;
  /** Frames that were left out before this one. */
  readonly missed: number;
}

export interface Tapped {
  readonly deviceId: string;
  /** It ends by itself then; absent: nobody listens. */
  readonly until?: string;
  readonly items: readonly TappedFrame[];
}

/** One byte of a frame as the page shows it. */
export interface Cell {
  readonly hex: string;
  readonly text: string;
  /** Index of its part; -1: none. */
  readonly part: number;
}

/** The bytes of a frame with the part each belongs to. */
export function cells({ hex, parts }: Pick<Frame, 'hex' | 'parts'>): readonly Cell[] {
  const owner = new Int32Array(hex.length / 2).fill(-1);
  parts.forEach(({ offset, length }, index) => owner.fill(index, offset, offset + length));
  return Array.from(owner, (part, at) => {
    const two = hex.slice(2 * at, 2 * at + 2);
    const code = parseInt(two, 16);
    return { hex: two, text: code > 0x20 && code < 0x7f ? String.fromCharCode(code) : '·', part };
  });
}

/** Rows of so many bytes. */
export function rows<T>(all: readonly T[], width: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / width) }, (_, row) =>
    all.slice(row * width, (row + 1) * width),
  );
}

/** An event's values by their dotted names, in its own order. */
export function flatten(value: Json, name = ''): readonly (readonly [name: string, value: string])[] {
  if (Array.isArray(value)) return [[name, value.join(', ')]];
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, inner]) => flatten(inner, name ? `${name}.${key}` : key));
  return [[name, String(value)]];
}

/** Pairs of digits, as people read bytes. */
export const spaced = (hex: string): string => hex.replace(/(..)(?=.)/g, '$1 ');

export const offsetText = (offset: number): string => offset.toString(16).padStart(4, '0');
