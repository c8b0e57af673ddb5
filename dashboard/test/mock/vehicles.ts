import type { Live, Status, TelemetryRow } from '../../src/types.ts';
import { bearingDeg, distanceM, seeded, type Node } from './city.ts';

const THRESHOLD = 0.31;
const HISTORY_S = 15 * 60;
const KINDS = ['VAN', 'TRUCK', 'CAR', 'BIKE'] as const;

/** A made-up vehicle: drives the streets at a plausible pace, second by second. */
export class MockVehicle {
  readonly id: string;
  readonly deviceId: string;
  readonly driverId: string;
  status: Status;
  anomalous = false;
  readonly history: TelemetryRow[] = [];

  private speedKmh = 0;
  private aimKmh = 40;
  private along = 0;
  private from: number;
  private to: number;
  private restS = 0;
  private fuelPct: number;
  private odometerM: number;
  private score = 0.05;
  private lastAtMs = 0;
  private readonly random: () => number;
  private readonly city: readonly Node[];
  private readonly protocol: string;

  constructor(index: number, city: readonly Node[]) {
    this.random = seeded(1000 + index * 77);
    this.city = city;
    for (let i = 0; i < 5; i++) this.random();
    this.id = `${KINDS[index % KINDS.length]}-${100 + index}`;
    this.deviceId = String(356307042441000 + index);
    this.driverId = `D-${1 + (index % 23)}`;
    this.protocol = ['teltonika', 'gt06', 'obd', 'fleetjson'][index % 4] ?? 'teltonika';
    this.from = Math.floor(this.random() * city.length);
    this.to = this.turn(-1);
    this.along = this.random();
    this.fuelPct = 30 + this.random() * 65;
    this.odometerM = Math.floor(this.random() * 2e8);
    this.status =
      index % 17 === 5 ? 'OFFLINE' : index % 9 === 4 ? 'STOPPED' : index % 11 === 3 ? 'IDLE' : 'MOVING';
  }

  get fixed(): boolean {
    return this.status === 'OFFLINE' || this.status === 'STOPPED';
  }

  /** One second passes. */
  step(atMs: number): void {
    if (this.status === 'OFFLINE') {
      this.lastAtMs ||= atMs - 3_600_000;
      return;
    }
    this.lastAtMs = atMs;
    if (!this.fixed) this.drive();
    const target = this.anomalous ? 0.42 : 0.07;
    this.score = Math.max(0.01, this.score + (target - this.score) * 0.25 + (this.random() - 0.5) * 0.03);
    if (Math.floor(atMs / 1000) % 2 === 0) this.remember(atMs);
  }

  private drive(): void {
    if (this.restS > 0) {
      this.restS--;
      this.speedKmh = Math.max(0, this.speedKmh - 9);
      this.status = this.speedKmh < 1 ? 'IDLE' : 'MOVING';
      if (this.speedKmh < 1) return;
    } else if (this.status === 'IDLE' && this.random() < 0.02) {
      this.status = 'MOVING';
    } else if (this.status === 'IDLE') {
      return;
    } else if (this.random() < 0.008) {
      this.restS = 8 + Math.floor(this.random() * 25);
    } else {
      if (this.random() < 0.05) this.aimKmh = 22 + this.random() * 42;
      this.speedKmh +=
        Math.max(-8, Math.min(5, this.aimKmh - this.speedKmh)) * 0.6 + (this.random() - 0.5) * 2;
      this.speedKmh = Math.max(3, this.speedKmh);
      this.status = 'MOVING';
    }
    if (this.restS === 0 && this.status === 'IDLE') this.status = 'MOVING';
    const [a, b] = this.leg();
    const metres = this.speedKmh / 3.6;
    this.odometerM += metres;
    this.fuelPct = Math.max(5, this.fuelPct - 0.002 - metres * 0.00012);
    this.along += metres / Math.max(40, distanceM(a, b));
    if (this.along < 1) return;
    const came = this.from;
    this.from = this.to;
    this.to = this.turn(came);
    this.along = 0;
    this.speedKmh *= 0.6;
  }

  private turn(came: number): number {
    const ways = this.city[this.from]?.next ?? [];
    const onward = ways.filter((node) => node !== came);
    const choice = onward.length > 0 ? onward : ways;
    return choice[Math.floor(this.random() * choice.length)] ?? 0;
  }

  private leg(): [Node, Node] {
    const [a, b] = [this.city[this.from], this.city[this.to]];
    if (!a || !b) throw new Error('a leg between unknown nodes');
    return [a, b];
  }

  place(): { lat: number; lon: number; headingDeg: number } {
    const [a, b] = this.leg();
    return {
      lat: a.lat + (b.lat - a.lat) * this.along,
      lon: a.lon + (b.lon - a.lon) * this.along,
      headingDeg: bearingDeg(a, b),
    };
  }

  private rpm(): number {
    if (this.status === 'STOPPED') return 0;
    return Math.round(780 + (this.speedKmh % 26) * 62 + this.random() * 60);
  }

  private remember(atMs: number): void {
    const { lat, lon, headingDeg } = this.place();
    this.history.push({
      at: new Date(atMs).toISOString(),
      lat,
      lon,
      headingDeg,
      fixValid: true,
      speedKmh: Math.round(this.speedKmh * 10) / 10,
      rpm: this.rpm(),
      fuelLevelPct: Math.round(this.fuelPct * 10) / 10,
      anomalyScore: this.score,
      isAnomaly: this.score > THRESHOLD,
    });
    if (this.history.length > HISTORY_S) this.history.shift();
  }

  live(): Live {
    const driving = this.status === 'MOVING';
    return {
      vehicleId: this.id,
      deviceId: this.deviceId,
      protocol: this.protocol,
      at: new Date(this.lastAtMs).toISOString(),
      receivedAt: new Date(this.lastAtMs + 120).toISOString(),
      ...this.place(),
      valid: true,
      speedKmh: driving ? Math.round(this.speedKmh * 10) / 10 : 0,
      status: this.status,
      ignition: !this.fixed,
      driverId: this.driverId,
      tripId: `trip-${this.id}`,
      odometerM: Math.round(this.odometerM),
      satellites: 9 + Math.floor(this.random() * 4),
      engine: {
        rpm: this.rpm(),
        loadPct: driving ? 20 + Math.round(this.speedKmh / 2) : 12,
        coolantC: this.anomalous ? 108 : 88,
        throttlePct: driving ? 12 + Math.round(this.speedKmh / 4) : 0,
        fuelLevelPct: Math.round(this.fuelPct * 10) / 10,
      },
      power: { externalV: 13.8 },
      anomaly: {
        reconstructionError: Math.round(this.score * 1e4) / 1e4,
        threshold: THRESHOLD,
        isAnomaly: this.score > THRESHOLD,
        ...(this.score > THRESHOLD ? { top: ['coolantC', 'rpm'] } : {}),
      },
    };
  }
}
