import type { Address } from '../../model/address';
import type { Session } from '../../model/session';
import { CompareView } from '../compare/compareView';
import { FlowView } from '../flow/flowView';
import { Overview } from '../overview/overview';
import { SqlView } from '../sql/sqlView';
import type { View } from './view';

/** Where an address leads. */
export interface Place {
  /** Addresses of one key are one view, which follows what else the address says by itself. */
  readonly key: string;
  /** What the browser's tab is called. */
  readonly title: string;
  /** Said while it takes longer than a moment. */
  readonly opening: string;
  /** Opens the view; a rejected promise is shown as what it says, with a way to try again. */
  open(signal: AbortSignal): Promise<View>;
}

/** The view that an address means. Each kind of view has its line here, and nothing else of the page knows it. */
export function placeOf(address: Address, session: Session): Place {
  const { flow } = address;
  if (address.sql !== null) return { key: 'sql', title: 'SQL · Ojo', opening: 'Opening SQL…', open: () => Promise.resolve(new SqlView(session)) };
  if (flow !== null && address.with.length > 0) {
    const ids = [flow, ...address.with];
    return { key: `compare ${ids.join(' ')}`, title: `${ids.join(' and ')} · Ojo`, opening: `Opening flows ${ids.join(' and ')}…`, open: (signal) => CompareView.open(session, address, signal) };
  }
  if (flow !== null) {
    return {
      key: `flow ${flow}`, title: `flow ${flow} · Ojo`, opening: `Opening flow ${flow}…`,
      open: (signal) => FlowView.open(session, flow, signal),
    };
  }
  return { key: overviewKey, title: 'Ojo', opening: 'Reading the store…', open: () => Promise.resolve(new Overview(session)) };
}

/** The key of the overview, which on narrow screens makes room for the list of flows. */
export const overviewKey = 'overview';
