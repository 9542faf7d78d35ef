import type { FlowRow } from '../../api/types';
import { shortCount, threeDigits, withUnit } from '../../model/numbers';

/** How many events a flow had in a second of its life. */
export function perSecond(flow: Pick<FlowRow, 'events' | 'durationNs'>): string {
  if (flow.durationNs <= 0) return '\u2013';
  const rate = flow.events / (flow.durationNs / 1e9);
  return withUnit(rate >= 1000 ? shortCount(Math.round(rate)) : threeDigits(rate), '/s');
}
