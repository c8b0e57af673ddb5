import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { WebSocketServer, type WebSocket } from 'ws';
import type { ApiToken, AuditEvent, Health, LiveMessage, User, Who } from '../../src/types.ts';
import { MockTaps } from './bench.ts';
import { MockWorld } from './fleet.ts';
import { MockCommands } from './commands.ts';
import { answer } from './rest.ts';

export interface MockOptions {
  readonly port?: number;
  /** Built page to serve, as the processor does. */
  readonly dist?: string;
  readonly vehicles?: number;
  /** No alerts but those that are asked for. */
  readonly calm?: boolean;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

/** As strict as the processor's own: nothing but this server, and only what MapLibre's worker and Svelte's styles need. */
const CONTENT_SECURITY_POLICY =
  "default-src 'self'; script-src 'self'; worker-src 'self' blob:; child-src blob:; img-src 'self' data: blob:; " +
  "style-src 'self' 'unsafe-inline'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'";

/** The processor's HTTP and WebSocket interface in front of a made-up fleet, on real sockets; also able to misbehave on request. */
export class MockFleet {
  readonly world: MockWorld;
  readonly commands = new MockCommands();
  readonly taps = new MockTaps();
  health: Health = {
    lagMs: 120,
    latencyMs: { p50: 86, p95: 140, p99: 210 },
    kafka: true,
    clickhouse: true,
    engine: 'RUNNING',
  };
  /** What clients asked for, newest last. */
  readonly subscriptions: { since?: number }[] = [];
  /** Who is logged in; absent: nobody, until somebody does. */
  who: Who | undefined = { name: 'ada', role: 'admin' };
  readonly access: { users: User[]; tokens: ApiToken[]; audit: AuditEvent[] } = {
    users: [],
    tokens: [],
    audit: [],
  };
  private seq = 0;
  private readonly server: Server;
  private readonly sockets: WebSocketServer;
  private timers: ReturnType<typeof setInterval>[] = [];
  private readonly dist: string | undefined;

  private constructor({ dist, vehicles, calm }: MockOptions) {
    this.world = new MockWorld(Date.now(), vehicles, calm);
    this.dist = dist;
    this.server = createServer((request, response) => void this.serve(request, response));
    this.sockets = new WebSocketServer({ server: this.server, path: '/ws/v1/live' });
    this.sockets.on('connection', (socket) =>
      socket.on('message', (data) =>
        this.who ? this.subscribed(socket, String(data)) : socket.close(4401, 'not logged in'),
      ),
    );
  }

  static async start(options: MockOptions = {}): Promise<MockFleet> {
    const mock = new MockFleet(options);
    await new Promise<void>((listening) => mock.server.listen(options.port ?? 0, '127.0.0.1', listening));
    mock.resume();
    return mock;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  resume(): void {
    this.timers = [
      setInterval(() => this.second(), 1000),
      setInterval(() => this.broadcast({ type: 'health', ...this.health }), 2000),
    ];
  }

  /** Nothing is sent any more; connections stay. */
  pause(): void {
    this.timers.forEach(clearInterval);
  }

  /** Messages that get lost on the way. */
  loseMessages(count: number): void {
    this.seq += count;
  }

  /** The session ends on the server. */
  throwOut(): void {
    this.who = undefined;
    for (const socket of this.sockets.clients) socket.close(4401, 'the login is over');
  }

  raise(vehicleId: string, rule: string): void {
    this.broadcast({ type: 'alert', item: this.world.raise(vehicleId, rule) });
  }

  /** A message of its own, under the next number. */
  tell(message: LiveMessage): void {
    this.broadcast(message);
  }

  async stop(): Promise<void> {
    this.pause();
    for (const socket of this.sockets.clients) socket.terminate();
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  private second(): void {
    const alerts = this.world.step();
    const items = this.world.vehicles.filter((v) => v.status !== 'OFFLINE').map((v) => v.live());
    this.broadcast({ type: 'positions', items });
    for (const item of alerts) this.broadcast({ type: 'alert', item });
  }

  private broadcast(message: LiveMessage): void {
    const text = JSON.stringify({ ...message, seq: ++this.seq });
    for (const socket of this.sockets.clients) if (socket.readyState === socket.OPEN) socket.send(text);
  }

  private subscribed(socket: WebSocket, text: string): void {
    this.subscriptions.push(JSON.parse(text) as { since?: number });
    const vehicles = this.world.vehicles.map((vehicle) => vehicle.live());
    const alerts = this.world.alerts.filter((alert) => alert.state === 'OPEN');
    socket.send(JSON.stringify({ type: 'snapshot', vehicles, alerts, seq: this.seq }));
    socket.send(JSON.stringify({ type: 'health', ...this.health, seq: ++this.seq }));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    if (url.pathname.startsWith('/api/v1/')) return answer(this, url, request, response);
    await this.serveFile(url.pathname, response);
  }

  private async serveFile(path: string, response: ServerResponse): Promise<void> {
    const file = this.dist && join(this.dist, normalize(path === '/' ? '/index.html' : path));
    const found = file && (await stat(file).catch(() => undefined))?.isFile();
    if (!file || !found) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
      'Content-Security-Policy': CONTENT_SECURITY_POLICY,
    });
    createReadStream(file).pipe(response);
  }
}
