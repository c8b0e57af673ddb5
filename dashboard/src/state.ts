import type { Leg } from './map/motion.ts';
import { Trail } from './map/trail.ts';
import type { Alert, Anomaly, Health, Live, PipelineStatus, Severity, Status, Trip } from './types.ts';

/** What a vehicle measured, by the name the panels show it under. */
export type Reading =
  | 'speedKmh'
  | 'headingDeg'
  | 'ignition'
  | 'rpm'
  | 'loadPct'
  | 'coolantC'
  | 'throttlePct'
  | 'fuelLevelPct'
  | 'externalV'
  | 'odometerM'
  | 'satellites';

export interface Timed {
  readonly value: number | boolean;
  readonly atMs: number;
}

/** A vehicle as the screen knows it. Never changed: `apply` puts a new one in its place, so a panel redraws only what moved. */
export interface Vehicle {
  readonly id: string;
  readonly status: Status;
  /** When the newest message was made: the device's time, but never later than the server received it. */
  readonly atMs: number;
  /** How far apart its messages usually are; what is older than a few of these looks stale. */
  readonly intervalMs: number;
  readonly live: Live;
  /** The newest value of each reading with its own time: a message may carry only some of them. */
  readonly readings: ReadonlyMap<Reading, Timed>;
  readonly anomaly: Anomaly | undefined;
  /** Worst open alert that needs a person; absent when calm. */
  readonly alarm: Alarm | undefined;
  /** Where to draw it; absent until a first place is known. */
  readonly leg: Leg | undefined;
  /** The last ten minutes of places; shared from one version of the vehicle to the next. */
  readonly trail: Trail;
}

export interface Alarm {
  readonly severity: Severity;
  readonly rule: string;
  /** When this page learned of it (page clock); 0 when it was open before the page was. The map pulses twice from here. */
  readonly seenMs: number;
}

export type Link = 'connecting' | 'open' | 'lost';

export type Filter = 'all' | 'moving' | 'idle' | 'stopped' | 'offline' | 'alarm' | 'anomaly';

/** Everything the page knows. `apply.ts` changes what the server says, `main.ts` and the panels what the viewer does. */
export interface State {
  /** By vehicle id. */
  readonly vehicles: Map<string, Vehicle>;
  /** Newest first by when they happened: every open one, and the newest ALERTS_KEPT closed ones. */
  alerts: readonly Alert[];
  /** Open alerts by vehicle id. */
  readonly openAlerts: Map<string, readonly Alert[]>;
  /** Newest trip heard of, by vehicle id. */
  readonly trips: Map<string, Trip>;
  /** Version of the withdrawal of alerts and trips, by id; the newest WITHDRAWN_KEPT. */
  readonly withdrawn: Map<string, number>;
  /** Goes up when what was loaded from the store has to be loaded again. */
  historyVersion: number;
  /** Goes up when a vehicle appears or changes its place in the list. */
  rosterVersion: number;
  /** The WebSocket. */
  link: Link;
  /** Number of the last message applied in order; absent before the first snapshot. */
  seq: number | undefined;
  /** How often a message was missing and the feed asked again. */
  resyncs: number;
  /** When the last message of any kind arrived (page clock). */
  heardMs: number | undefined;
  /** Receive time of the newest data (server clock). */
  lastDataMs: number | undefined;
  /** The pipeline as the live feed reports it every two seconds. */
  health: Health | undefined;
  /** The pipeline in detail, asked for now and then. */
  status: PipelineStatus | undefined;
  /** Server clock minus page clock, from the `Date` header; 0 while below the header's resolution. */
  skewMs: number;
  /** The moment under the charts' cursor, shown on the map; absent when the pointer is elsewhere. */
  cursor: { readonly lat: number; readonly lon: number } | undefined;
  /** The route of the opened moment or of the last 15 minutes, oldest first: [lon, lat]. */
  route: readonly (readonly [number, number])[];
}

/** Closed alerts; open ones are kept while they are open, and the server has a limit of its own for them. */
export const ALERTS_KEPT = 500;
export const WITHDRAWN_KEPT = 500;

export function emptyState(): State {
  return {
    vehicles: new Map(),
    alerts: [],
    openAlerts: new Map(),
    trips: new Map(),
    withdrawn: new Map(),
    historyVersion: 0,
    rosterVersion: 0,
    link: 'connecting',
    seq: undefined,
    resyncs: 0,
    heardMs: undefined,
    lastDataMs: undefined,
    health: undefined,
    status: undefined,
    skewMs: 0,
    cursor: undefined,
    route: [],
  };
}
