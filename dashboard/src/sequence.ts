import type { LiveMessage } from './types.ts';

export type Verdict = 'apply' | 'drop' | 'gap';

/**
 * Where a message belongs. A snapshot starts the count anew; after it every number follows its predecessor. What is older was
 * applied before; what is newer means that something is missing, and is dropped until a replay or a snapshot has filled the hole.
 */
export function judge(lastSeq: number | undefined, message: LiveMessage): Verdict {
  if (message.type === 'snapshot' || message.seq === undefined) return 'apply';
  if (lastSeq === undefined) return 'gap';
  if (message.seq <= lastSeq) return 'drop';
  return message.seq === lastSeq + 1 ? 'apply' : 'gap';
}
