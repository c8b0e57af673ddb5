import type { Alert, Device, DriverScore, UnknownDevice, Severity, Trip } from '../../src/types.ts';
import { buildCity, seeded } from './city.ts';
import { MockVehicle } from './vehicles.ts';

const PAST_S = 15 * 60;

const RULES: readonly {
  rule: string;
  severity: Severity;
  lastsS: number;
  message: string;
  measures: Record<string, number>;
}[] = [
  {
    rule: 'OVERSPEED',
    severity: 'WARNING',
    lastsS: 25,
    message: '67 km/h where 50 is allowed, for 14 s',
    measures: { speedKmh: 67, limitKmh: 50, durationS: 14 },
  },
  {
    rule: 'HARSH_BRAKE',
    severity: 'INFO',
    lastsS: 1,
    message: '0.41 g, from 54 to 19 km/h',
    measures: { peakG: 0.41 },
  },
  {
    rule: 'HARSH_ACCELERATION',
    severity: 'INFO',
    lastsS: 1,
    message: '0.38 g for 2.1 s',
    measures: { peakG: 0.38 },
  },
  {
    rule: 'IDLING',
    severity: 'INFO',
    lastsS: 60,
    message: 'Engine on and standing for 6 min',
    measures: { durationS: 360 },
  },
  {
    rule: 'GEOFENCE_EXIT',
    severity: 'WARNING',
    lastsS: 20,
    message: 'Left Depot Ost outside working hours',
    measures: {},
  },
  {
    rule: 'SOS',
    severity: 'CRITICAL',
    lastsS: 45,
    message: 'The driver pressed the SOS button',
    measures: {},
  },
];

/** Some fifty vehicles around Berlin with a quarter of an hour behind them; `step` lets a second pass. */
export class MockWorld {
  readonly city = buildCity();
  readonly vehicles: readonly MockVehicle[];
  readonly alerts: Alert[] = [];
  readonly knocks: UnknownDevice[];
  readonly devices: Device[];
  nowMs: number;
  /** No alerts but those that are asked for. */
  private readonly calm: boolean;
  private readonly random = seeded(99);
  private alertCount = 0;

  constructor(nowMs: number, count = 50, calm = false) {
    this.calm = calm;
    this.vehicles = Array.from({ length: count }, (_, i) => new MockVehicle(i, this.city));
    this.nowMs = nowMs - PAST_S * 1000;
    const at = (s: number): string => new Date(nowMs - s * 1000).toISOString();
    for (const index of [6, 31]) if (this.vehicles[index]) this.vehicles[index].anomalous = true;
    for (let s = 0; s < PAST_S; s++) this.step();
    this.knocks = [
      { deviceId: '352093081429150', protocol: 'teltonika', at: at(12), remote: '10.20.0.7', times: 14 },
      { deviceId: '868120145233604', protocol: 'gt06', at: at(95), remote: '10.20.0.31', times: 3 },
    ];
    this.devices = [
      ...this.knocks.map(({ deviceId, protocol }): Device => ({
        deviceId,
        ...(protocol ? { protocol } : {}),
        status: 'QUARANTINED',
        lastSeenAt: at(12),
      })),
      ...this.vehicles.map((v): Device => ({
        deviceId: v.deviceId,
        vehicleId: v.id,
        protocol: v.live().protocol ?? '',
        status: 'ACTIVE',
        lastSeenAt: v.live().at,
        remote: '127.0.0.1',
      })),
    ];
  }

  /** One second of driving; returns the alerts it brought. */
  step(): readonly Alert[] {
    this.nowMs += 1000;
    for (const vehicle of this.vehicles) vehicle.step(this.nowMs);
    const closed = this.alerts
      .filter(
        (alert) => alert.state === 'OPEN' && Date.parse(alert.openedAt) + this.lasts(alert) <= this.nowMs,
      )
      .map((alert) =>
        this.replace({ ...alert, state: 'CLOSED', closedAt: new Date(this.nowMs).toISOString() }),
      );
    if (this.calm || this.random() > 0.03) return closed;
    const driving = this.vehicles.filter((vehicle) => vehicle.status === 'MOVING');
    const vehicle = driving[Math.floor(this.random() * driving.length)];
    const rule = RULES[Math.floor(this.random() ** 1.4 * RULES.length)];
    return vehicle && rule ? [...closed, this.raise(vehicle.id, rule.rule)] : closed;
  }

  raise(vehicleId: string, ruleName: string): Alert {
    const rule = RULES.find(({ rule: name }) => name === ruleName);
    const vehicle = this.vehicle(vehicleId);
    if (!rule) throw new Error(`no rule ${ruleName}`);
    const { lat, lon } = vehicle.place();
    const alert: Alert = {
      id: `alert-${++this.alertCount}`,
      rule: rule.rule,
      severity: rule.severity,
      state: 'OPEN',
      vehicleId,
      driverId: vehicle.driverId,
      openedAt: new Date(this.nowMs).toISOString(),
      late: false,
      lat,
      lon,
      measures: rule.measures,
      message: rule.message,
    };
    this.alerts.unshift(alert);
    return alert;
  }

  vehicle(id: string): MockVehicle {
    const found = this.vehicles.find((vehicle) => vehicle.id === id);
    if (!found) throw new Error(`no vehicle ${id}`);
    return found;
  }

  trips(): readonly Trip[] {
    return this.vehicles.flatMap((vehicle, i): Trip[] => {
      const startedMs = this.nowMs - (900 + i * 61) * 1000;
      const common = {
        vehicleId: vehicle.id,
        driverId: vehicle.driverId,
        idleS: 40 + i * 3,
        maxSpeedKmh: 52 + (i % 20),
      };
      const done: Trip = {
        ...common,
        tripId: `trip-${vehicle.id}-done`,
        state: 'CLOSED',
        startedAt: new Date(startedMs - 3_600_000).toISOString(),
        endedAt: new Date(startedMs - 1_500_000).toISOString(),
        distanceM: 9_400 + i * 310,
        durationS: 2_100,
        endReason: i % 3 === 0 ? 'IGNITION_OFF' : 'STANDING',
        short: false,
      };
      const open: Trip = {
        ...common,
        tripId: `trip-${vehicle.id}`,
        state: 'OPEN',
        startedAt: new Date(startedMs).toISOString(),
        distanceM: 4_200 + i * 120,
        durationS: 900 + i * 61,
        short: false,
      };
      return vehicle.fixed ? [done] : [open, done];
    });
  }

  scores(): readonly DriverScore[] {
    return Array.from({ length: 23 }, (_, i): DriverScore => {
      const driverId = `D-${i + 1}`;
      if (i % 8 === 7)
        return {
          driverId,
          distanceM: 6_200,
          durationS: 1_100,
          trips: 1,
          components: [],
          reason: 'Only 6.2 km driven; a score needs 10 km.',
        };
      const brakes = (i * 5) % 9;
      const components = [
        { name: 'HARSH_BRAKE', events: brakes, per100Km: brakes * 0.9, penalty: brakes * 0.68 },
        { name: 'HARSH_ACCELERATION', events: i % 4, per100Km: (i % 4) * 0.8, penalty: (i % 4) * 0.5 },
        { name: 'SPEEDING', events: i % 6, per100Km: i % 6, penalty: (i % 6) * 1.1 },
      ];
      const score = 100 - components.reduce((sum, component) => sum + component.penalty, 0);
      return {
        driverId,
        score,
        distanceM: 182_000 + i * 9_000,
        durationS: 21_000 + i * 900,
        trips: 14 + i,
        components,
      };
    });
  }

  private lasts(alert: Alert): number {
    return (RULES.find(({ rule }) => rule === alert.rule)?.lastsS ?? 5) * 1000;
  }

  private replace(alert: Alert): Alert {
    const index = this.alerts.findIndex(({ id }) => id === alert.id);
    this.alerts[index] = alert;
    return alert;
  }
}
