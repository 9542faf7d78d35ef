import type { EventRow, EventType } from '../api/types';
import { fieldOfPart } from './catalogue';
import type { FlowSession } from './flowSession';
import { receivedRoles, sentRoles } from './roles';

/** How many events of one packet are looked at: a packet that is acknowledged more often is a fault of its own. */
const mostEvents = 32;

/** A packet that was sent and one of the same number that was received are two. */
const rolesOf = (role: string) => (role in sentRoles ? sentRoles : role in receivedRoles ? receivedRoles : {});

const packetField = (type: EventType, roles: object = rolesOf(type.role)) => (type.role in roles ? fieldOfPart(type, 'packet_number') : undefined);

/** Whether an event belongs to a packet's life. */
export const hasLife = (type: EventType): boolean => packetField(type) !== undefined;

/** Everything that happened to the packet of an event, in order of time: created, sent, acknowledged or lost. */
export async function packetLife(flow: FlowSession, event: EventRow, signal: AbortSignal): Promise<readonly EventRow[]> {
  const type = flow.catalogue.type(event);
  const field = packetField(type);
  const number = field === undefined ? undefined : event.fields[field.name];
  if (number === undefined) return [];
  const space = spaceOf(event, type);

  // Types may call the number differently: one question for each name.
  const byName = new Map<string, EventType[]>();
  for (const other of flow.types) {
    const name = packetField(other, rolesOf(type.role))?.name;
    if (name !== undefined) byName.set(name, [...byName.get(name) ?? [], other]);
  }
  const pages = await Promise.all([...byName].map(([name, types]) => flow.session.client.flowEvents(flow.id, {
    types: types.map((one) => String(one.eventType)), where: [`${name}=${String(number)}`], limit: mostEvents,
  }, signal)));
  return pages.flatMap((page) => page.events)
    .filter((other) => spaceOf(other, flow.catalogue.type(other)) === space)
    .sort((a, b) => a.tNs - b.tNs || Number(BigInt(a.id) - BigInt(b.id)));
}

/** The packet number space (RFC 9000 section 12.3); an event that names none is in the first value's. */
function spaceOf(event: EventRow, type: EventType): string {
  const field = fieldOfPart(type, 'space');
  if (field === undefined) return '0';
  const value = event.fields[field.name];
  return String(field.values.find((one) => one.name === value)?.value ?? value);
}
