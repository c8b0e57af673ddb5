import type { State } from './state.ts';
import type { Question, Report, Tapped } from './workbench/report.ts';
import type {
  Alert,
  ApiToken,
  AuditEvent,
  Command,
  CommandForm,
  Credentials,
  Device,
  DriverScore,
  Geofence,
  LedgerPage,
  LoggedIn,
  NewCommand,
  NewDevice,
  Page,
  PipelineStatus,
  Role,
  TelemetryRow,
  Trip,
  User,
  Who,
} from './types.ts';

const TIMEOUT_MS = 10_000;
/** The `Date` header counts whole seconds. */
const SKEW_RESOLUTION_MS = 2_000;

/** What went wrong, in a sentence for the screen. */
export class RestError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'RestError';
    this.status = status;
  }
}

type Query = Readonly<Record<string, string | number | undefined>>;

export class Rest {
  private readonly state: State;

  private readonly refused: () => void;

  /** `refused`: the server does not know us any more. */
  constructor(state: State, refused: () => void) {
    this.state = state;
    this.refused = refused;
  }

  who = (): Promise<Who> => this.get('session');
  logIn = (credentials: Credentials): Promise<Who> => this.send('POST', 'session', credentials);
  logOut = (): Promise<void> => this.send('DELETE', 'session');

  telemetry = (id: string, query: Query, signal?: AbortSignal): Promise<Page<TelemetryRow>> =>
    this.get(`vehicles/${encodeURIComponent(id)}/telemetry`, query, signal);
  trips = (query: Query, signal?: AbortSignal): Promise<Page<Trip>> => this.get('trips', query, signal);
  alerts = (query: Query, signal?: AbortSignal): Promise<Page<Alert>> => this.get('alerts', query, signal);
  scores = (days: number): Promise<Page<DriverScore>> => this.get('drivers/scores', { days });
  score = (driverId: string, signal?: AbortSignal): Promise<DriverScore> =>
    this.get(`drivers/${encodeURIComponent(driverId)}/score`, {}, signal);
  devices = (): Promise<Page<Device>> => this.get('devices');
  /** What needs a person first. */
  ledger = (limit: number): Promise<LedgerPage> => this.get('ledger', { limit });
  geofences = (): Promise<Page<Geofence>> => this.get('geofences');
  status = (): Promise<PipelineStatus> => this.get('status');
  roads = (): Promise<GeoJSON.FeatureCollection> => this.get('map/roads');

  addDevice = (device: { deviceId: string; protocol?: string; vehicleId?: string }): Promise<NewDevice> =>
    this.send('POST', 'devices', device);
  adopt = (deviceId: string, vehicleId?: string): Promise<Device> =>
    this.send('POST', `devices/${encodeURIComponent(deviceId)}/adopt`, vehicleId ? { vehicleId } : {});

  commandForms = (deviceId: string, signal?: AbortSignal): Promise<Page<CommandForm>> =>
    this.get(`devices/${encodeURIComponent(deviceId)}/command-forms`, {}, signal);
  commands = (deviceId: string, signal?: AbortSignal): Promise<Page<Command>> =>
    this.get(`devices/${encodeURIComponent(deviceId)}/commands`, {}, signal);
  ask = (deviceId: string, command: NewCommand): Promise<Command> =>
    this.send('POST', `devices/${encodeURIComponent(deviceId)}/commands`, command);
  approve = (deviceId: string, commandId: string, proof: string): Promise<Command> =>
    this.send(
      'POST',
      `devices/${encodeURIComponent(deviceId)}/commands/${encodeURIComponent(commandId)}/approve`,
      { proof },
    );
  allowDanger = (deviceId: string, allowed: boolean, proof: string): Promise<Device> =>
    this.send('PUT', `devices/${encodeURIComponent(deviceId)}/dangerous-commands`, {
      allowed,
      ...(proof ? { proof } : {}),
    });
  takeBack = (deviceId: string, commandId: string): Promise<Command> =>
    this.send(
      'DELETE',
      `devices/${encodeURIComponent(deviceId)}/commands/${encodeURIComponent(commandId)}`,
      {},
    );

  acceptFlags = (deviceId: string): Promise<Device> =>
    this.send('POST', `devices/${encodeURIComponent(deviceId)}/flags/accept`, {});
  decode = (question: Question): Promise<Report> => this.send('POST', 'decode', question);

  tap = (deviceId: string): Promise<Tapped> => this.send('POST', `taps/${encodeURIComponent(deviceId)}`, {});
  tapped = (deviceId: string, after: number): Promise<Tapped> =>
    this.get(`taps/${encodeURIComponent(deviceId)}`, { after });
  untap = (deviceId: string): Promise<void> => this.send('DELETE', `taps/${encodeURIComponent(deviceId)}`);

  users = (): Promise<Page<User>> => this.get('access/users');
  putUser = (
    name: string,
    change: { role: Role; password?: string; disabled?: boolean; proof: string },
  ): Promise<User> => this.send('PUT', `access/users/${encodeURIComponent(name)}`, change);
  removeUser = (name: string, proof: string): Promise<void> =>
    this.send('DELETE', `access/users/${encodeURIComponent(name)}`, { proof });
  tokens = (): Promise<Page<ApiToken>> => this.get('access/tokens');
  issueToken = (token: { label: string; role: Role; days: number; proof: string }): Promise<ApiToken> =>
    this.send('POST', 'access/tokens', token);
  revokeToken = (id: string): Promise<void> => this.send('DELETE', `access/tokens/${encodeURIComponent(id)}`);
  sessions = (): Promise<Page<LoggedIn>> => this.get('access/sessions');
  endSession = (id: string): Promise<void> =>
    this.send('DELETE', `access/sessions/${encodeURIComponent(id)}`);
  audit = (limit: number): Promise<Page<AuditEvent>> => this.get('audit', { limit });

  private get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) search.set(name, String(value));
    return this.call<T>(search.size > 0 ? `${path}?${search}` : path, { ...(signal ? { signal } : {}) });
  }

  private send<T>(method: string, path: string, body?: unknown): Promise<T> {
    return this.call<T>(path, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
    });
  }

  private async call<T>(path: string, init: RequestInit): Promise<T> {
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
    const response = await fetch(`/api/v1/${path}`, { ...init, signal }).catch((cause: unknown) => {
      if (init.signal?.aborted) throw cause;
      throw new RestError(
        0,
        'The server does not answer. What is on the screen stays; the page keeps trying.',
      );
    });
    this.noteClock(response);
    if (response.status === 401) this.refused();
    if (!response.ok) throw new RestError(response.status, await problem(response));
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  private noteClock(response: Response): void {
    const serverMs = Date.parse(response.headers.get('Date') ?? '');
    if (Number.isNaN(serverMs)) return;
    const skewMs = serverMs - Date.now();
    this.state.skewMs = Math.abs(skewMs) > SKEW_RESOLUTION_MS ? skewMs : 0;
  }
}

async function problem(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => undefined);
  if (typeof body === 'object' && body !== null) {
    const { detail, title } = body as { detail?: unknown; title?: unknown };
    const text = detail ?? title;
    if (typeof text === 'string') return text;
  }
  return `The server answered ${response.status} ${response.statusText}`.trim() + '.';
}

export const sentence = (error: unknown): string =>
  error instanceof Error ? error.message : 'Something unexpected happened.';
