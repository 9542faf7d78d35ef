import type { Colour } from './palette';

export type Shape = 'dot' | 'tick' | 'cross' | 'ring' | 'triangle' | 'square' | 'plus' | 'diamond';

/** What an event of a role looks like and is called, everywhere on the page. */
export interface RoleStyle {
  readonly label: string;
  readonly colour: Colour;
  readonly shape: Shape;
}

/** What this end sends, in the order of drawing: what matters most comes last, on top. */
export const sentRoles: Readonly<Record<string, RoleStyle>> = {
  packet_created: { label: 'created', colour: 'neutral', shape: 'plus' },
  packet_sent: { label: 'sent', colour: 'sent', shape: 'dot' },
  packet_acked: { label: 'acked', colour: 'acked', shape: 'tick' },
  packet_retransmitted: { label: 'retransmitted', colour: 'retransmitted', shape: 'ring' },
  packet_lost: { label: 'lost', colour: 'lost', shape: 'cross' },
};

/** What the peer sends: its numbers are its own. */
export const receivedRoles: Readonly<Record<string, RoleStyle>> = {
  packet_received: { label: 'received', colour: 'received', shape: 'triangle' },
  packet_discarded: { label: 'discarded', colour: 'neutral', shape: 'square' },
};

const otherRoles: Readonly<Record<string, RoleStyle>> = {
  window: { label: 'window', colour: 'window', shape: 'square' },
  slow_start_threshold: { label: 'threshold', colour: 'limit', shape: 'square' },
  bytes_in_flight: { label: 'in flight', colour: 'sent', shape: 'square' },
  pacing_rate: { label: 'pacing', colour: 'extra4', shape: 'square' },
  rtt: { label: 'round trip', colour: 'sample', shape: 'dot' },
  connection_limit: { label: 'limit', colour: 'limit', shape: 'square' },
  stream_limit: { label: 'stream limit', colour: 'neutral', shape: 'square' },
  stream_data_sent: { label: 'data sent', colour: 'sent', shape: 'dot' },
  stream_data_acked: { label: 'data acked', colour: 'acked', shape: 'tick' },
  stream_data_received: { label: 'data received', colour: 'received', shape: 'triangle' },
  stream_opened: { label: 'stream opened', colour: 'acked', shape: 'diamond' },
  stream_closed: { label: 'stream closed', colour: 'neutral', shape: 'diamond' },
  connection_opened: { label: 'opened', colour: 'acked', shape: 'diamond' },
  connection_closed: { label: 'closed', colour: 'neutral', shape: 'diamond' },
  blocked: { label: 'blocked', colour: 'lost', shape: 'square' },
  unblocked: { label: 'unblocked', colour: 'acked', shape: 'square' },
  state: { label: 'state', colour: 'sample', shape: 'square' },
};

const noRole: RoleStyle = { label: '', colour: 'other', shape: 'diamond' };

export const styleOf = (role: string): RoleStyle => sentRoles[role] ?? receivedRoles[role] ?? otherRoles[role] ?? noRole;
