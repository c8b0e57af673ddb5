import type {
  Check,
  Frame,
  Part,
  Question,
  Report,
  Tapped,
  TappedFrame,
} from '../../src/workbench/report.ts';

/** The example of Teltonika's own page: Codec 8, one record. */
export const CODEC_8 =
  '000000000000003608010000016b40d8ea30010000000000000000000000000000000105021503010101425e0f01f1' +
  '0000601a014e0000000000000000010000c7cf';

const FIELDS: readonly (readonly [length: number, name: string, value: string, check?: Check])[] = [
  [4, 'preamble', '0'],
  [4, 'length', '54 bytes', 'PASSED'],
  [1, 'codec', '8'],
  [1, 'records', '1'],
  [8, 'records[0].timestamp', '2019-06-10T10:04:46Z'],
  [1, 'records[0].priority', 'high'],
  [4, 'records[0].longitude', '0°'],
  [4, 'records[0].latitude', '0°'],
  [2, 'records[0].altitude', '0 m'],
  [2, 'records[0].angle', '0°'],
  [1, 'records[0].satellites', '0'],
  [2, 'records[0].speed', '0 km/h'],
  [1, 'records[0].eventId', '1'],
  [1, 'records[0].elements', '5'],
  [1, 'records[0].elementsOf1', '2'],
  [2, 'records[0].io[21] gsmSignal', '3'],
  [2, 'records[0].io[1] digitalInput1', '1'],
  [1, 'records[0].elementsOf2', '1'],
  [3, 'records[0].io[66] externalVoltage', '24.079 V'],
  [1, 'records[0].elementsOf4', '1'],
  [5, 'records[0].io[241] operator', '24602'],
  [1, 'records[0].elementsOf8', '1'],
  [9, 'records[0].io[78] iButton', '0'],
  [1, 'records again', '1', 'PASSED'],
  [4, 'crc', '0xc7cf', 'PASSED'],
];

function parts(damaged: boolean): readonly Part[] {
  let offset = 0;
  return FIELDS.map(([length, name, value, check = 'NONE']) => {
    const part = {
      offset,
      length,
      name,
      value,
      check: damaged && name === 'crc' ? ('FAILED' as const) : check,
    };
    offset += length;
    return part;
  });
}

function frame(hex: string, damaged: boolean): Frame {
  return {
    offset: 0,
    hex,
    parts: parts(damaged),
    events: damaged
      ? []
      : [
          {
            deviceId: '000000000000000',
            vehicleId: '000000000000000',
            protocol: 'teltonika',
            deviceTime: '2019-06-10T10:04:46Z',
            receivedAt: '2026-11-22T00:00:00Z',
            power: { externalV: 24.079 },
            attributes: { event: '1', io_1: '1', io_21: '3', io_241: '24602', priority: '1' },
          },
        ],
    refused: damaged ? ['wrong checksum'] : [],
    replies: damaged ? [] : [{ hex: '00000001', when: 'WHEN_STORED' }],
    closes: false,
  };
}

/** As the processor answers; undefined: it is no hex. */
export function decoded(question: Question): Report | undefined {
  const hex = question.hex.replace(/\s/g, '').toLowerCase();
  if (!/^([0-9a-f]{2})+$/.test(hex)) return undefined;
  const known = hex.length === CODEC_8.length && hex.startsWith(CODEC_8.slice(0, -8));
  if (!known)
    return {
      bytes: hex.length / 2,
      considered: [
        { protocol: 'teltonika', reason: 'neither a login nor a packet' },
        { protocol: 'gt06', reason: 'the frame does not end' },
      ],
      frames: [],
      verdict: 'UNRECOGNISED',
    };
  const damaged = hex !== CODEC_8;
  return {
    protocol: 'teltonika',
    transport: 'TCP',
    bytes: hex.length / 2,
    assumedDevice: '000000000000000',
    considered: [],
    frames: [frame(hex, damaged)],
    verdict: damaged ? 'REFUSED' : 'DECODED',
  };
}

/** Taps as the processor keeps them; what a tapped device says is said by the test. */
export class MockTaps {
  private readonly until = new Map<string, string>();
  private readonly frames = new Map<string, TappedFrame[]>();
  private seq = 0;

  start(deviceId: string): Tapped {
    this.until.set(deviceId, new Date(Date.now() + 600_000).toISOString());
    return this.read(deviceId, this.seq);
  }

  stop(deviceId: string): void {
    this.until.delete(deviceId);
  }

  say(deviceId: string, direction: TappedFrame['direction'], hex: string): void {
    const frame = { seq: ++this.seq, direction, at: new Date().toISOString(), protocol: 'teltonika', hex };
    const frames = this.frames.get(deviceId) ?? [];
    this.frames.set(deviceId, [...frames, { ...frame, masked: false, missed: 0 }]);
  }

  read(deviceId: string, after: number): Tapped {
    const until = this.until.get(deviceId);
    const items = (this.frames.get(deviceId) ?? []).filter(({ seq }) => seq > after);
    return { deviceId, items, ...(until === undefined ? {} : { until }) };
  }
}
