import type { IncomingMessage, ServerResponse } from 'node:http';
import { decoded } from './bench.ts';
import { ledger } from './ledger.ts';
import { roadsOf } from './city.ts';
import type { ApiToken, User } from '../../src/types.ts';
import type { MockFleet } from './server.ts';

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

const ok = (body: unknown): Reply => ({ status: 200, body });
const list = (items: readonly unknown[]): Reply => ok({ items });
const missing = (what: string): Reply => ({
  status: 404,
  body: { type: 'about:blank', title: 'Not found', status: 404, detail: what },
});

export async function answer(
  mock: MockFleet,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = request.method === 'POST' || request.method === 'PUT' ? await read(request) : {};
  const parts = url.pathname.slice('/api/v1/'.length).split('/').map(decodeURIComponent);
  const reply =
    session(mock, request.method ?? '', parts, body) ??
    mock.commands.answer(request.method, parts, body) ??
    (request.method === 'POST' || request.method === 'PUT'
      ? post(mock, parts, body)
      : request.method === 'DELETE'
        ? remove(mock, parts)
        : get(mock, parts, url.searchParams));
  response.writeHead(reply.status, {
    'Content-Type': reply.status < 400 ? 'application/json' : 'application/problem+json',
  });
  response.end(reply.status === 204 ? undefined : JSON.stringify(reply.body));
}

/** `secret` is the only password and `fwt_right` the only token. */
function session(
  mock: MockFleet,
  method: string,
  parts: string[],
  body: Record<string, string>,
): Reply | undefined {
  const [first] = parts;
  if (first === 'session' && method === 'POST') {
    if (body['token'] !== 'fwt_right' && body['password'] !== 'secret')
      return nobody("These don't belong together.");
    mock.who = { name: body['user'] ?? 'token/first', role: body['user'] === 'vic' ? 'viewer' : 'admin' };
  } else if (first === 'session' && method === 'DELETE') {
    mock.who = undefined;
    return { status: 204, body: undefined };
  }
  if (!mock.who) return nobody('Log in first.');
  if (first === 'session') return ok(mock.who);
  return first === 'access' || first === 'audit' ? access(mock, method, parts, body) : undefined;
}

function access(
  mock: MockFleet,
  method: string,
  [first, kind, id]: string[],
  body: Record<string, string>,
): Reply {
  if (mock.who?.role !== 'admin') return { status: 403, body: { title: 'Forbidden', status: 403 } };
  const at = new Date().toISOString();
  const { users, tokens } = mock.access;
  if (first === 'audit') return list(mock.access.audit);
  if (kind === 'sessions')
    return list([{ id: 's1', subject: 'user/ada', from: '192.0.2.7', createdAt: at, expiresAt: at }]);
  if (method === 'GET') return list(kind === 'users' ? users : tokens);
  if (method === 'POST') {
    const token = { id: 'k3v9', prefix: 'fwt_k3v9_', createdAt: at, createdBy: mock.who.name, ...body };
    tokens.push(token as unknown as ApiToken);
    return { status: 201, body: { ...token, text: 'fwt_k3v9_shown-this-once' } };
  }
  if (method === 'PUT') {
    const user = {
      name: id,
      role: body['role'],
      disabled: body['disabled'] ?? false,
      createdAt: at,
      createdBy: 'ada',
    };
    users.splice(0, users.length, ...users.filter(({ name }) => name !== id), user as unknown as User);
    return ok(user);
  }
  const left = users.filter(({ name }) => name !== id);
  users.splice(0, users.length, ...left);
  tokens.splice(0, tokens.length, ...tokens.filter((token) => token.id !== id));
  return { status: 204, body: undefined };
}

const nobody = (detail: string): Reply => ({
  status: 401,
  body: { type: 'about:blank', title: 'Unauthorized', status: 401, detail },
});

function get(mock: MockFleet, [first, second, third]: string[], query: URLSearchParams): Reply {
  const { world } = mock;
  const limit = Number(query.get('limit') ?? 1000);
  const vehicleId = query.get('vehicle');
  const ofVehicle = (item: { vehicleId: string }): boolean =>
    vehicleId === null || item.vehicleId === vehicleId;
  switch (first) {
    case 'vehicles':
      return third === 'telemetry' && second
        ? telemetry(mock, second, query)
        : list(world.vehicles.map((v) => v.live()));
    case 'trips':
      return list(world.trips().filter(ofVehicle).slice(0, limit));
    case 'alerts':
      return list(world.alerts.filter(ofVehicle).slice(0, limit));
    case 'drivers':
      if (second === 'scores') return list(world.scores());
      return ok(
        world.scores().find((score) => score.driverId === second) ?? { driverId: second, distanceM: 0 },
      );
    case 'devices':
      return list(world.devices);
    case 'ledger':
      return ok(ledger(mock, limit));
    case 'geofences':
      return list([
        {
          id: 'depot',
          name: 'Depot Ost',
          kind: 'CIRCLE',
          centre: [13.46, 52.508],
          radiusM: 900,
          alertOn: ['EXIT'],
        },
        {
          id: 'zone',
          name: 'Environmental zone',
          kind: 'POLYGON',
          alertOn: ['ENTER'],
          polygon: [
            [13.33, 52.54],
            [13.36, 52.495],
            [13.43, 52.49],
            [13.45, 52.52],
            [13.42, 52.55],
            [13.36, 52.555],
          ],
        },
      ]);
    case 'taps':
      return ok(mock.taps.read(second ?? '', Number(query.get('after') ?? 0)));
    case 'map':
      return ok(roadsOf(world.city));
    case 'status':
      return ok(status(mock));
    default:
      return missing(`There is no ${first}.`);
  }
}

function telemetry(mock: MockFleet, id: string, query: URLSearchParams): Reply {
  if (!mock.health.clickhouse)
    return { status: 503, body: { title: 'Store away', status: 503, detail: 'ClickHouse does not answer.' } };
  const from = Number(query.get('from') ?? mock.world.nowMs - 900_000);
  const to = Number(query.get('to') ?? mock.world.nowMs);
  return list(
    mock.world.vehicle(id).history.filter(({ at }) => Date.parse(at) >= from && Date.parse(at) <= to),
  );
}

function status({ health, world }: MockFleet): unknown {
  return {
    kafka: { up: health.kafka },
    clickhouse: { up: health.clickhouse },
    engine: { state: health.engine, restarts: 0, lastCheckpointAt: new Date(Date.now() - 700).toISOString() },
    latencyMs: { ...health.latencyMs, count: 48_211 },
    recordsPerSecond: world.vehicles.length,
    deadLetters: 2,
    outboxBytes: 18_432,
    connectCard: {
      host: '192.168.1.20',
      ports: { teltonika: 5027, gt06: 5023, obd: 35000, auto: 5000, mqtt: 1883 },
    },
    knocks: world.knocks,
  };
}

function remove({ taps }: MockFleet, [first, second = '']: string[]): Reply {
  if (first !== 'taps') return missing(`There is no ${first} to remove.`);
  taps.stop(second);
  return { status: 204, body: undefined };
}

function post(
  { world, taps }: MockFleet,
  [first, second, third]: string[],
  body: Record<string, string>,
): Reply {
  if (first === 'devices' && second && third === 'adopt') {
    const index = world.devices.findIndex(({ deviceId }) => deviceId === second);
    const device = world.devices[index];
    if (!device) return missing(`No device ${second} has tried to connect.`);
    world.devices[index] = { ...device, status: 'ACTIVE', vehicleId: body['vehicleId'] ?? second };
    const knock = world.knocks.findIndex(({ deviceId }) => deviceId === second);
    if (knock >= 0) world.knocks.splice(knock, 1);
    return ok(world.devices[index]);
  }
  if (first === 'devices' && second && third === 'dangerous-commands') {
    const index = world.devices.findIndex(({ deviceId }) => deviceId === second);
    const device = world.devices[index];
    if (!device) return missing(`There is no device ${second}.`);
    const on = String(body['allowed']) === 'true';
    if (on && body['proof'] !== 'right') return { status: 403, body: { detail: 'Prove it.' } };
    world.devices[index] = { ...device, settings: on ? { dangerousCommands: 'true' } : {} };
    return ok(world.devices[index]);
  }
  if (first === 'taps' && second)
    return world.devices.some((device) => device.deviceId === second)
      ? { status: 201, body: taps.start(second) }
      : missing(`There is no device ${second}.`);
  if (first === 'decode') return decode({ hex: body['hex'] ?? '' });
  const deviceId = body['deviceId'];
  if (first !== 'devices' || second || !deviceId) return missing('There is nothing to post to.');
  if (world.devices.some((device) => device.deviceId === deviceId)) {
    return { status: 409, body: { title: 'Known', status: 409, detail: `${deviceId} is already known.` } };
  }
  const device = { deviceId, vehicleId: body['vehicleId'] ?? deviceId, status: 'ACTIVE' as const };
  world.devices.push(device);
  return { status: 201, body: { ...device, secret: 'correct-horse-battery-staple' } };
}

function decode(question: { hex: string }): Reply {
  const report = decoded(question);
  return report
    ? ok(report)
    : {
        status: 400,
        body: {
          title: 'Bad request',
          status: 400,
          detail: `neither hex nor text: '${question.hex}' at digit 1.`,
        },
      };
}

async function read(request: IncomingMessage): Promise<Record<string, string>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString() || '{}') as Record<string, string>;
}
