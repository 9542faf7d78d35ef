import type { EventRow, EventType, PacketLives } from '../api/types';
import { fieldOfPart } from './catalogue';
import type { FlowSession } from './flowSession';
import { receivedRoles, sentRoles } from './roles';

const packetField = (type: EventType) => (type.role in sentRoles || type.role in receivedRoles ? fieldOfPart(type, 'packet_number') : undefined);

/** Whether an event belongs to a packet's life. */
export const hasLife = (type: EventType): boolean => packetField(type) !== undefined;

/** What happened to the packet of an event; null where the event says no number. */
export async function packetLife(flow: FlowSession, event: EventRow, signal: AbortSignal): Promise<PacketLives | null> {
  const type = flow.catalogue.type(event);
  const field = packetField(type);
  const number = field === undefined ? undefined : event.fields[field.name];
  if (number === undefined || number === null) return null;
  // A packet that was sent and one of the same number that was received are two.
  return await flow.session.client.packet(flow.id, String(number), spaceOf(event, type), type.role in receivedRoles, signal);
}

/** The packet number space (RFC 9000 section 12.3); an event that names none is in the first value's. */
function spaceOf(event: EventRow, type: EventType): string {
  const field = fieldOfPart(type, 'space');
  if (field === undefined) return '0';
  const value = event.fields[field.name];
  return String(field.values.find((one) => one.name === value)?.value ?? value);
}
