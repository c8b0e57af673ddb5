import type { Command, CommandForm } from '../../src/types.ts';

/** What the mock's devices can be asked: one form of each kind. */
const FORMS: readonly CommandForm[] = [
  {
    name: 'locate',
    description: 'Asks where it is.',
    risk: 'SAFE',
    stopsEngine: false,
    allowed: true,
    parameters: [],
  },
  {
    name: 'setInterval',
    description: 'Changes how often it reports.',
    risk: 'RISKY',
    stopsEngine: false,
    allowed: true,
    parameters: [
      { name: 'moving', description: 'seconds', type: 'NUMBER', required: true, min: 5, max: 18_000 },
    ],
  },
  {
    name: 'engineStop',
    description: 'Switches the relay.',
    risk: 'DANGEROUS',
    stopsEngine: true,
    allowed: true,
    parameters: [],
  },
  {
    name: 'custom',
    description: "A command in the device's own words.",
    risk: 'DANGEROUS',
    stopsEngine: true,
    allowed: false,
    parameters: [],
  },
];

/** How long a mock device takes to answer. */
const ANSWER_MS = 300;

/** Remembers what was asked, and answers after a moment. */
export class MockCommands {
  readonly asked: { -readonly [K in keyof Command]: Command[K] }[] = [];

  /** Undefined where the path is none of commands'. */
  answer(
    method: string | undefined,
    parts: readonly string[],
    body: unknown,
  ): { status: number; body: unknown } | undefined {
    const [first, deviceId, what, id] = parts;
    if (first !== 'devices' || deviceId === undefined) return undefined;
    if (what === 'command-forms') return { status: 200, body: { items: FORMS } };
    if (what !== 'commands') return undefined;
    if (method === 'POST' && parts[4] === 'approve') return this.approve(id, body as { proof?: string });
    if (method === 'POST') return { status: 202, body: this.ask(deviceId, body as Command) };
    if (method === 'DELETE') return { status: 200, body: this.takeBack(id) };
    return { status: 200, body: { items: this.asked.filter((c) => c.deviceId === deviceId).toReversed() } };
  }

  private ask(deviceId: string, wanted: Command): Command {
    const command: (typeof this.asked)[number] = {
      ...wanted,
      id: `c-${this.asked.length + 1}`,
      deviceId,
      by: 'ada',
      at: new Date().toISOString(),
      state: 'PENDING',
      steps: [],
    };
    this.asked.push(command);
    if (wanted.command === 'locate')
      setTimeout(() => {
        command.state = 'DONE';
        command.result = 'Lat:52.516 Long:13.377';
      }, ANSWER_MS);
    return command;
  }

  /** Somebody asked for something dangerous. */
  hold(deviceId: string, by: string): void {
    this.asked.push({
      id: `c-${this.asked.length + 1}`,
      deviceId,
      command: 'setOutput',
      params: {},
      by,
      at: new Date().toISOString(),
      state: 'HELD',
      steps: [],
    });
  }

  private approve(id: string | undefined, { proof }: { proof?: string }): { status: number; body: unknown } {
    if (proof !== 'right')
      return { status: 403, body: { status: 403, detail: 'The proof is not what you logged in with.' } };
    const command = this.asked.find((asked) => asked.id === id);
    if (command) Object.assign(command, { state: 'PENDING', approvedBy: 'ada' });
    return { status: 202, body: command };
  }

  private takeBack(id: string | undefined): Command | undefined {
    const command = this.asked.find((asked) => asked.id === id);
    if (command) Object.assign(command, { state: 'FAILED', result: 'taken back by ada before it was sent' });
    return command;
  }
}
