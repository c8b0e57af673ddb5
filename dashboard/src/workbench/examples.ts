// One frame per protocol to begin with: the vendors' own examples.

export interface Example {
  readonly name: string;
  readonly hex: string;
}

export const EXAMPLES: readonly Example[] = [
  {
    name: 'Teltonika, Codec 8',
    hex:
      '000000000000003608010000016b40d8ea30010000000000000000000000000000000105021503010101425e0f01f1' +
      '0000601a014e0000000000000000010000c7cf',
  },
  {
    name: 'GT06, login and location',
    hex:
      '78781101075253367890024270003201000512790d0a ' +
      '787822220f0c1d023305c9027ac8180c46586000140001cc00287d001f71000001000820860d0a',
  },
  { name: 'OBD dongle', hex: '4944203437 31310d 0d0d454c4d3332372076312e350d0d3e' },
];
