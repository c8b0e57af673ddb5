import type { DeviceLedger, LedgerCounts, LedgerPage } from '../../src/types.ts';
import type { MockFleet } from './server.ts';

/** Every active device's books: the first has something missing and lost, the second something on its way. */
export function ledger({ world }: MockFleet, limit: number): LedgerPage {
  const devices = world.devices
    .filter(({ status }) => status === 'ACTIVE')
    .map(({ deviceId, protocol }, index): DeviceLedger => {
      const missing = index === 0 ? 3 : 0;
      const pending = index === 1 ? 2 : 0;
      return {
        deviceId,
        protocol: protocol ?? 'teltonika',
        state: missing ? 'MISSING' : pending ? 'PENDING' : 'BALANCED',
        received: 1_204,
        confirmed: 1_200,
        acknowledged: 1_150,
        unanswered: 50,
        lostWithConnection: index === 0 ? 4 : 0,
        notConfirmed: 0,
        refused: index === 0 ? 1 : 0,
        deadLettered: index === 0 ? 1 : 0,
        stored: 1_190 - missing - pending,
        duplicate: 10,
        pending,
        missing,
        lastHeardAt: new Date(world.nowMs - 4_000).toISOString(),
        lastAcknowledgedAt: new Date(world.nowMs - 4_000).toISOString(),
        ...(index === 0 ? { refusal: 'wrong checksum' } : {}),
      };
    });
  const sum = (count: keyof LedgerCounts): number =>
    devices.reduce((all, each) => all + (each[count] ?? 0), 0);
  const having = (state: DeviceLedger['state']): number =>
    devices.filter((each) => each.state === state).length;
  return {
    since: '2026-11-21',
    items: devices.slice(0, limit),
    totals: {
      devices: devices.length,
      balancedDevices: having('BALANCED'),
      pendingDevices: having('PENDING'),
      missingDevices: having('MISSING'),
      received: sum('received'),
      confirmed: sum('confirmed'),
      acknowledged: sum('acknowledged'),
      unanswered: sum('unanswered'),
      lostWithConnection: sum('lostWithConnection'),
      notConfirmed: sum('notConfirmed'),
      refused: sum('refused'),
      deadLettered: sum('deadLettered'),
      stored: sum('stored'),
      duplicate: sum('duplicate'),
      pending: sum('pending'),
      missing: sum('missing'),
    },
  };
}
