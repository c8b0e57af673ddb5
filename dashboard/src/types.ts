// The processor's REST and WebSocket messages as docs/api.md names them. Times are ISO 8601 UTC; a missing value is absent.

export type Status = 'MOVING' | 'IDLE' | 'STOPPED' | 'OFFLINE';
export type Severity = 'INFO' | 'WARNING' | 'CRITICAL';

export interface Engine {
  readonly rpm?: number;
  readonly loadPct?: number;
  readonly coolantC?: number;
  readonly throttlePct?: number;
  readonly fuelLevelPct?: number;
  readonly fuelRateLph?: number;
}

export interface Anomaly {
  readonly reconstructionError: number;
  readonly threshold?: number;
  readonly isAnomaly: boolean;
  /** The features that contributed most to the error, worst first. */
  readonly top?: readonly string[];
}

export interface Live {
  readonly vehicleId: string;
  readonly deviceId?: string;
  readonly protocol?: string;
  readonly at: string;
  readonly receivedAt?: string;
  readonly lat?: number;
  readonly lon?: number;
  /** False: `lat`, `lon` are the last known place. */
  readonly valid?: boolean;
  readonly speedKmh?: number;
  readonly headingDeg?: number;
  readonly status: Status;
  readonly ignition?: boolean;
  readonly driverId?: string;
  readonly tripId?: string;
  readonly odometerM?: number;
  readonly satellites?: number;
  readonly engine?: Engine;
  readonly power?: { readonly externalV?: number; readonly batteryV?: number };
  readonly anomaly?: Anomaly;
}

export interface Alert {
  readonly id: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly state: 'OPEN' | 'CLOSED';
  readonly vehicleId: string;
  readonly driverId?: string;
  readonly openedAt: string;
  readonly closedAt?: string;
  /** Computed from records that arrived long after they were made. */
  readonly late?: boolean;
  readonly lat?: number;
  readonly lon?: number;
  readonly measures?: Readonly<Record<string, number>>;
  readonly message: string;
  /** The highest counts; absent counts as 0. */
  readonly version?: number;
  /** Withdrawn: later records showed that it never was. */
  readonly deleted?: boolean;
}

export interface Trip {
  readonly tripId: string;
  readonly vehicleId: string;
  readonly driverId?: string;
  readonly state: 'OPEN' | 'CLOSED';
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly startLat?: number;
  readonly startLon?: number;
  readonly endLat?: number;
  readonly endLon?: number;
  readonly distanceM: number;
  readonly durationS: number;
  readonly idleS?: number;
  readonly maxSpeedKmh?: number;
  readonly endReason?: string;
  readonly short?: boolean;
  readonly version?: number;
  readonly deleted?: boolean;
}

export interface Percentiles {
  readonly p50?: number;
  readonly p95?: number;
  readonly p99?: number;
  readonly count?: number;
}

export interface Health {
  readonly lagMs?: number;
  readonly latencyMs?: Percentiles;
  readonly kafka?: boolean;
  readonly clickhouse?: boolean;
  readonly engine?: string;
  /** Limits that were reached: there is more than is shown. */
  readonly limits?: { readonly vehicles?: number; readonly openAlerts?: number };
}

export interface Snapshot {
  readonly type: 'snapshot';
  readonly vehicles: readonly Live[];
  readonly alerts?: readonly Alert[];
  /** Alerts that the store may still have. */
  readonly withdrawn?: readonly Alert[];
}

export type LiveMessage = { readonly seq?: number } & (
  | Snapshot
  | { readonly type: 'positions'; readonly items: readonly Live[] }
  | { readonly type: 'alert'; readonly item: Alert }
  | { readonly type: 'trip'; readonly item: Trip }
  | ({ readonly type: 'health' } & Health)
);

/** A row of `fact_telemetry`. */
export interface TelemetryRow {
  readonly at: string;
  readonly lat?: number;
  readonly lon?: number;
  readonly fixValid?: boolean;
  readonly rejected?: string;
  readonly speedKmh?: number;
  readonly headingDeg?: number;
  readonly rpm?: number;
  readonly coolantC?: number;
  readonly fuelLevelPct?: number;
  readonly anomalyScore?: number;
  readonly isAnomaly?: boolean;
}

export interface ScoreComponent {
  readonly name: string;
  readonly events?: number;
  readonly per100Km?: number;
  readonly penalty: number;
}

export interface DriverScore {
  readonly driverId: string;
  readonly score?: number;
  readonly distanceM: number;
  readonly durationS?: number;
  readonly trips?: number;
  readonly components?: readonly ScoreComponent[];
  /** Why there is no score. */
  readonly reason?: string;
}

export interface Device {
  readonly deviceId: string;
  readonly vehicleId?: string;
  readonly protocol?: string;
  readonly status: 'ACTIVE' | 'QUARANTINED' | 'DISABLED';
  readonly firstSeenAt?: string;
  readonly lastSeenAt?: string;
  readonly remote?: string;
  readonly settings?: Readonly<Record<string, string>>;
  /** What did not fit what the device showed first. */
  readonly flags?: readonly DeviceFlag[];
}

export interface DeviceFlag {
  readonly what: string;
  readonly expected: string;
  readonly seen: string;
  readonly remote: string;
  readonly at: string;
  readonly times: number;
}

export interface NewDevice extends Device {
  /** Shown this once. */
  readonly secret: string;
}

export interface CommandParameter {
  readonly name: string;
  readonly description: string;
  readonly type: 'NUMBER' | 'CHOICE' | 'TEXT';
  readonly required: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly choices?: readonly string[];
  /** Of the whole text. */
  readonly pattern?: string;
}

export interface CommandForm {
  readonly name: string;
  readonly description: string;
  readonly risk: 'SAFE' | 'RISKY' | 'DANGEROUS';
  readonly stopsEngine: boolean;
  /** False: dangerous, and not turned on for this device. */
  readonly allowed: boolean;
  /** It goes out when another person has approved it. */
  readonly secondPerson?: boolean;
  readonly parameters: readonly CommandParameter[];
}

export type CommandState = 'HELD' | 'PENDING' | 'SENT' | 'DONE' | 'FAILED' | 'EXPIRED';

export interface Command {
  readonly id: string;
  readonly deviceId: string;
  readonly command: string;
  readonly params: Readonly<Record<string, string>>;
  readonly by: string;
  readonly approvedBy?: string;
  readonly at?: string;
  readonly expiresAt?: string;
  readonly whileMoving?: boolean;
  readonly state: CommandState;
  readonly result?: string;
  readonly steps: readonly { readonly state: CommandState; readonly at: string; readonly result?: string }[];
}

export interface NewCommand {
  readonly command: string;
  readonly params: Readonly<Record<string, string>>;
  readonly confirm?: string;
  readonly proof?: string;
}

export interface Geofence {
  readonly id: string;
  readonly name: string;
  readonly kind: 'POLYGON' | 'CIRCLE';
  readonly polygon?: readonly (readonly [number, number])[];
  readonly centre?: readonly [number, number];
  readonly radiusM?: number;
}

export interface UnknownDevice {
  readonly deviceId: string;
  readonly protocol?: string;
  readonly at: string;
  readonly remote?: string;
  readonly times?: number;
}

export interface Up {
  readonly up: boolean;
  /** What a person has to do about it. */
  readonly problem?: string;
}

export interface PipelineStatus {
  readonly kafka?: Up;
  readonly clickhouse?: Up;
  readonly engine?: {
    readonly state: string;
    readonly restarts?: number;
    readonly lastCheckpointAt?: string;
    /** Why it is not running. */
    readonly failure?: string;
  };
  readonly latencyMs?: Percentiles;
  readonly recordsPerSecond?: number;
  readonly deadLetters?: number;
  readonly outboxBytes?: number;
  readonly connectCard?: { readonly host: string; readonly ports: Readonly<Record<string, number>> };
  readonly knocks?: readonly UnknownDevice[];
}

/** What became of records; stored and duplicate are absent while ClickHouse is away. */
export interface LedgerCounts {
  readonly received: number;
  readonly confirmed: number;
  readonly acknowledged: number;
  readonly unanswered: number;
  readonly lostWithConnection: number;
  readonly notConfirmed: number;
  readonly refused: number;
  readonly deadLettered: number;
  readonly stored?: number;
  readonly duplicate?: number;
  readonly pending: number;
  readonly missing: number;
}

export interface DeviceLedger extends LedgerCounts {
  readonly deviceId: string;
  readonly protocol: string;
  readonly state: 'MISSING' | 'PENDING' | 'BALANCED';
  readonly lastHeardAt: string;
  readonly lastAcknowledgedAt?: string;
  /** Why something was refused last. */
  readonly refusal?: string;
}

export interface LedgerTotals extends LedgerCounts {
  readonly devices: number;
  readonly balancedDevices: number;
  readonly pendingDevices: number;
  readonly missingDevices: number;
}

export interface LedgerPage extends Page<DeviceLedger> {
  /** The first UTC day that is in it. */
  readonly since: string;
  readonly totals: LedgerTotals;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

export type Role = 'viewer' | 'operator' | 'admin';

/** Who is logged in. */
export interface Who {
  readonly name: string;
  readonly role: Role;
  readonly expiresAt?: string;
}

export type Credentials = { readonly token: string } | { readonly user: string; readonly password: string };

export interface User {
  readonly name: string;
  readonly role: Role;
  readonly disabled: boolean;
  readonly createdAt: string;
  readonly createdBy: string;
}

export interface ApiToken {
  readonly id: string;
  /** How its text begins. */
  readonly prefix: string;
  readonly label: string;
  readonly role: Role;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly expiresAt?: string;
  readonly lastUsedAt?: string;
  /** The whole, only in the answer that made it. */
  readonly text?: string;
}

export interface LoggedIn {
  readonly id: string;
  readonly subject: string;
  readonly from: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly lastUsedAt?: string;
}

export interface AuditEvent {
  readonly at: string;
  readonly actor: string;
  readonly role?: string;
  readonly from: string;
  readonly action: string;
  readonly target?: string;
  readonly outcome: 'DONE' | 'REFUSED' | 'FAILED';
  readonly status: number;
}
