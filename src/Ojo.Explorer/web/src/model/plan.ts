import type { EventType, Field } from '../api/types';
import { type Catalogue, fieldOfPart, isAskable, recordingCall, selectorOf } from './catalogue';
import { type Colour, extras } from './palette';
import { derivedKind, derivedSelector, derivedType } from './derived';
import type { Lane, LineForm, LinePanelSpec, LineSeries, MarkGroup, PacketPanelSpec, PanelSpec, ReasonRow } from './panelSpec';
import { isDrawable, isNumeric, type Quantity, quantityOf } from './quantity';
import { tellsOfStreams } from './streamIds';
import { receivedRoles, type RoleStyle, sentRoles, styleOf } from './roles';

/** What is known beside the flow itself. */
export interface Surroundings {
  /** Whether the flow belongs to another, as a stream does to its connection. */
  readonly isChild: boolean;
  /** How many flows belong to this one. */
  readonly children?: number;
  /** Fields that somebody wants a panel of, as the API selects them. */
  readonly added?: readonly string[];
  /** Roles that events in the store have, in whatever flow. */
  readonly recordedRoles: ReadonlySet<string>;
}

/**
 * Which panels a flow gets, from what its event types say of themselves: role, chart hint, and their fields' parts,
 * kinds and units. No event is known here by name.
 */
export function planOf(types: readonly EventType[], catalogue: Catalogue, surroundings: Surroundings): readonly PanelSpec[] {
  const drawn = types.filter((type) => type.chart !== 'none');
  const left = new Set(drawn);
  const take = (...roles: readonly string[]) => drawn.filter((type) => roles.includes(type.role) && left.has(type));

  const panels: PanelSpec[] = [];
  const absent: PanelSpec[] = [];
  const add = (panel: PanelSpec | null, otherwise?: PanelSpec) => {
    if (panel !== null) panels.push(panel);
    else if (otherwise !== undefined) absent.push(otherwise);
  };

  add(packetPanel('packets', 'Packets', 'Every packet by its number, when it was sent and what became of it', sentRoles, take, left, drawn),
    missing(catalogue, surroundings, 'packets', 'Packets', 'packet', 'packet_sent'));
  const window = take('bytes_in_flight', 'slow_start_threshold', 'window').sort(byDrawingOrder);
  const pacing = take('pacing_rate');
  add(linePanel('window', 'Window', 'Congestion window, slow start threshold, bytes in flight, pacing', window, left, window.length === 0 ? [] : pacing),
    missing(catalogue, surroundings, 'window', 'Window', 'congestion', 'window'));
  add(linePanel('rtt', 'RTT', 'Round-trip time: each sample, smoothed, smallest', take('rtt'), left) ?? derivedRtt(drawn),
    missing(catalogue, surroundings, 'rtt', 'RTT', 'round-trip time', 'rtt'));
  add(ratePanel(drawn));
  add(flowControlPanel(take('connection_limit', 'stream_limit'), left, drawn, (surroundings.children ?? 0) > 0));
  add(reasonPanel(drawn));
  if ((surroundings.children ?? 0) > 0 || (!surroundings.isChild && tellsOfStreams(drawn))) {
    add({ kind: 'streams', id: 'streams', title: 'Streams', description: 'When each lived, what it sent, when it was blocked' });
  }
  add(packetPanel('received', 'Packets received', 'What the peer sent, by its own numbers', receivedRoles, take, left, drawn));
  add(linePanel('pacing', 'Pacing', 'The rate at which the sender spreads its packets', take('pacing_rate'), left));
  add(streamDataPanel(take, left, drawn));

  const lanes: Lane[] = [];
  const others: PanelSpec[] = [];
  for (const type of drawn) {
    if (!left.has(type)) continue;
    const own = ownPanels(type);
    others.push(...own);
    if (own.length === 0) lanes.push(...lanesOf(type, drawn));
  }
  if (lanes.length > 0) {
    panels.push({ kind: 'lanes', id: 'lanes', title: 'Events and states', description: 'What happened beside the above, a row each', lanes });
  }
  others.push(...(surroundings.added ?? []).flatMap((selector) => addedPanel(selector, catalogue)));
  // What is there comes first. A stream has no packets or windows of its own: nobody misses them there.
  return [...panels, ...others, ...(surroundings.isChild && panels.length + others.length > 0 ? [] : absent)];
}

const drawingOrder = ['bytes_in_flight', 'slow_start_threshold', 'window'];
const byDrawingOrder = (a: EventType, b: EventType) => drawingOrder.indexOf(a.role) - drawingOrder.indexOf(b.role);

function packetPanel(
  id: string, title: string, description: string, roles: Readonly<Record<string, RoleStyle>>,
  take: (...roles: readonly string[]) => readonly EventType[], left: Set<EventType>, drawn: readonly EventType[],
): PanelSpec | null {
  const groups: MarkGroup[] = [];
  for (const [role, style] of Object.entries(roles)) {
    const members = take(role).flatMap((type) => {
      const field = fieldOfPart(type, 'packet_number') ?? type.fields.find((candidate) => candidate.kind === 'identifier' && isNumeric(candidate));
      return field === undefined || !isAskable(field) ? [] : [{ selector: selectorOf(type, field), type, field }];
    });
    for (const { type } of members) left.delete(type);
    if (members.length > 0) groups.push({ ...style, members });
  }
  if (groups.length === 0) return null;
  return { kind: 'packets', id, title, description, groups, quantity: packetNumbers, edges: [], byBytes: roles === sentRoles ? offsets(drawn) : null };
}

const packetNumbers: Quantity = { dimension: 'identifier', factor: 1, unit: '', key: 'packet number' };
const amountOfBytes: Quantity = { dimension: 'bytes', factor: 1, unit: 'B', key: 'bytes' };

const ofRole = (types: readonly EventType[], ...roles: readonly string[]) => types.filter((type) => roles.includes(type.role));

/** Packets by where they stand among all bytes sent: as exact as the sizes that their events say. */
function offsets(types: readonly EventType[]): PacketPanelSpec['byBytes'] {
  if (!ofRole(types, 'packet_sent').some((type) => fieldOfPart(type, 'size') !== undefined)) return null;
  const kinds: readonly (readonly [string, string])[] = [
    ['packet_sent', 'sent_offset'], ['packet_acked', 'acked_offset'], ['packet_retransmitted', 'retransmitted_offset'], ['packet_lost', 'lost_offset'],
  ];
  const groups = kinds.flatMap(([role, kind]): MarkGroup[] => {
    const [type] = ofRole(types, role);
    return type === undefined ? [] : [{ ...styleOf(role), members: [{ selector: derivedSelector(kind), type, field: derivedKind(kind).field }] }];
  });
  const edges: LineSeries[] = [];
  if (ofRole(types, 'window').length > 0) edges.push(derivedSeries('window_edge', 'acked + window', 'window', 'step'));
  for (const type of ofRole(types, 'connection_limit')) {
    const field = fieldOfPart(type, 'value', 'offset') ?? type.fields.find(isNumeric);
    if (field !== undefined && isAskable(field)) {
      // It counts stream data alone, without headers and what is sent again: shown on request.
      edges.push({ selector: selectorOf(type, field), type, field, label: 'data limit', colour: 'limit', form: 'step', dash: [5, 3], isMinor: true });
    }
  }
  return { groups, edges };
}

const derivedSeries = (kind: string, label: string, colour: Colour, form: LineForm, dash: readonly number[] = []): LineSeries => ({
  selector: derivedSelector(kind), type: derivedType, field: derivedKind(kind).field, label, colour, form, dash, isMinor: false,
});

/** Round-trip times from the packets themselves, where nobody recorded any. */
function derivedRtt(types: readonly EventType[]): PanelSpec | null {
  const hasNumbers = (role: string) => ofRole(types, role).some((type) => fieldOfPart(type, 'packet_number') !== undefined);
  if (!hasNumbers('packet_sent') || !hasNumbers('packet_acked')) return null;
  return {
    kind: 'lines', id: 'rtt', title: 'RTT', description: 'Worked out: from each packet\u2019s sending to its acknowledgement', quantity: quantityOf(derivedKind('rtt').field),
    series: [derivedSeries('rtt', 'sent to acked', 'sample', 'samples')],
  };
}

/** How much and how lossy: worked out of packets and their sizes. */
function ratePanel(types: readonly EventType[]): PanelSpec | null {
  const sized = (role: string) => ofRole(types, role).some((type) => fieldOfPart(type, 'size') !== undefined);
  const has = (...roles: readonly string[]) => ofRole(types, ...roles).length > 0;
  const series: LineSeries[] = [];
  if (sized('packet_sent')) series.push(derivedSeries('throughput', 'throughput', 'sent', 'step'));
  if ((sized('packet_sent') && has('packet_acked')) || has('stream_data_acked')) series.push(derivedSeries('goodput', 'goodput', 'acked', 'step'));
  if (sized('packet_received')) series.push({ ...derivedSeries('receive_throughput', 'received', 'received', 'step'), isMinor: series.length > 0 });
  if (has('packet_lost')) series.push(derivedSeries('loss_rate', 'loss', 'lost', 'step'));
  if (has('packet_retransmitted') && has('packet_sent')) series.push(derivedSeries('retransmission_rate', 'retransmitted', 'retransmitted', 'step', [3, 2]));
  const [first] = series;
  return first === undefined ? null : {
    kind: 'lines', id: 'rates', title: 'Rates', description: sentenceOf(series.map((one) => one.label)), quantity: quantityOf(first.field), series,
  };
}

const sentenceOf = (words: readonly string[]): string => {
  const text = words.join(', ');
  return text.charAt(0).toUpperCase() + text.slice(1);
};

/** What the receiver allows, and what of it is used. */
function flowControlPanel(limits: readonly EventType[], left: Set<EventType>, types: readonly EventType[], hasChildren: boolean): PanelSpec | null {
  const panel = linePanel('limits', 'Flow control', 'What the receiver allows, and what of it is used', limits, left);
  if (panel === null || panel.quantity.dimension !== 'bytes') return panel;
  const isTold = ofRole(types, 'stream_data_sent').length > 0 || hasChildren;
  return isTold ? { ...panel, series: [derivedSeries('data_sent', 'data sent', 'sent', 'area'), ...panel.series] } : panel;
}

/** How far into a stream the data is: each piece at its offset, under the stream's limit. */
function streamDataPanel(take: (...roles: readonly string[]) => readonly EventType[], left: Set<EventType>, types: readonly EventType[]): PanelSpec | null {
  const groups = ['stream_data_sent', 'stream_data_acked', 'stream_data_received'].flatMap((role): MarkGroup[] => {
    const members = take(role).flatMap((type) => {
      const field = fieldOfPart(type, 'offset');
      return field === undefined || !isAskable(field) ? [] : [{ selector: selectorOf(type, field), type, field }];
    });
    for (const { type } of members) left.delete(type);
    return members.length === 0 ? [] : [{ ...styleOf(role), members }];
  });
  if (groups.length === 0) return null;
  const edges = ofRole(types, 'stream_limit').flatMap((type): LineSeries[] => {
    const field = fieldOfPart(type, 'value', 'offset') ?? type.fields.find(isNumeric);
    return field === undefined || !isAskable(field) ? []
      : [{ selector: selectorOf(type, field), type, field, label: 'limit', colour: 'limit', form: 'step', dash: [], isMinor: false }];
  });
  return {
    kind: 'packets', id: 'stream-data', title: 'Stream data', description: 'Each piece of data by its place in the stream, and how far the peer lets it go',
    groups, quantity: amountOfBytes, edges, byBytes: null,
  };
}

/** What kept the sender from sending; congestion is worked out where no event tells it. */
function reasonPanel(types: readonly EventType[]): PanelSpec | null {
  const isRecorded = ofRole(types, 'blocked').length > 0;
  const isDerivable = ofRole(types, 'window').length > 0 && ofRole(types, 'bytes_in_flight').length > 0;
  if (!isRecorded && !isDerivable) return null;
  const row = (kind: string, label: string, colour: Colour, otherwise: string | null = null): ReasonRow =>
    ({ label, selector: derivedSelector(kind), colour, otherwise: otherwise === null ? null : derivedSelector(otherwise) });
  return {
    kind: 'reasons', id: 'reasons', title: 'Why not sending', description: 'What kept the sender from sending, and for how long',
    rows: [
      row('blocked_by_congestion', 'congestion', 'extra2', isDerivable ? 'congestion_limited' : null),
      row('blocked_by_flow_control', 'flow control', 'limit'),
      row('blocked_by_pacing', 'pacing', 'extra4'),
      row('blocked_by_application', 'application', 'sent'),
      row('blocked_by_other', 'other', 'neutral'),
    ],
  };
}

/** A panel that somebody asked for: one field of one type. */
function addedPanel(selector: string, catalogue: Catalogue): readonly LinePanelSpec[] {
  const dot = selector.indexOf('.');
  const type = catalogue.all.find((one) => String(one.eventType) === selector.slice(0, dot));
  const field = type?.fields.find((one) => one.name === selector.slice(dot + 1));
  if (type === undefined || field === undefined || !isDrawable(field) || !isAskable(field)) return [];
  const quantity = quantityOf(field);
  const form = hintForms[type.chart] ?? (quantity.dimension === 'time' ? 'samples' : quantity.dimension === 'identifier' ? 'samples' : 'step');
  return [{
    kind: 'lines', id: `add-${selector}`, title: `${type.name}.${field.name}`, description: field.description, quantity, isAdded: true,
    series: [{ selector, type, field, isMinor: false, label: field.name, form, dash: [], colour: styleOf(type.role).colour }],
  }];
}

const partForms: Readonly<Record<string, { label: string; colour: Colour; form: LineForm; dash: readonly number[] }>> = {
  latest: { label: 'latest', colour: 'sample', form: 'samples', dash: [] },
  smoothed: { label: 'smoothed', colour: 'ink', form: 'line', dash: [] },
  min: { label: 'min', colour: 'limit', form: 'step', dash: [4, 3] },
  variance: { label: 'variance', colour: 'neutral', form: 'line', dash: [2, 2] },
};

const roleForms: Readonly<Record<string, LineForm>> = { bytes_in_flight: 'area', rtt: 'samples' };

/** The panel of the types that share a role: one axis, one unit; and some beside them, with an axis of their own at the right. */
function linePanel(
  id: string, title: string, description: string, types: readonly EventType[], left: Set<EventType>, onTheRight: readonly EventType[] = [],
): LinePanelSpec | null {
  const series: LineSeries[] = [];
  for (const type of [...types, ...onTheRight]) {
    const style = styleOf(type.role);
    const parts = type.fields.filter((field) => isNumeric(field) && isAskable(field) && field.part in partForms);
    const value = fieldOfPart(type, 'value', 'offset') ?? type.fields.find((field) => isNumeric(field) && field.kind !== 'identifier');
    const fields = parts.length > 0 ? parts : value !== undefined && isAskable(value) ? [value] : [];
    for (const field of fields) {
      const part = parts.length > 0 ? partForms[field.part] : undefined;
      series.push({
        selector: selectorOf(type, field), type, field, isMinor: field.part === 'variance', label: part?.label ?? style.label, colour: part?.colour ?? style.colour,
        form: part?.form ?? roleForms[type.role] ?? (type.chart === 'line' ? 'line' : 'step'),
        dash: part?.dash ?? (style.colour === 'limit' && series.length > 0 ? [5, 3] : style.colour === 'neutral' ? [2, 2] : []),
      });
    }
    if (fields.length > 0) left.delete(type);
  }
  const first = series[0];
  if (first === undefined) return null;
  const quantity = quantityOf(first.field);
  return { kind: 'lines', id, title, description, quantity, series: distinctLabels(series.filter((one) => onTheRight.includes(one.type) || quantityOf(one.field).key === quantity.key)) };
}

/** Two series of one label are told apart by their events. */
function distinctLabels(series: readonly LineSeries[]): readonly LineSeries[] {
  const count = (label: string) => series.filter((one) => one.label === label).length;
  return series.map((one) => (count(one.label) > 1 ? { ...one, label: `${one.label} · ${one.type.name}` } : one));
}

const hintForms: Readonly<Record<string, LineForm>> = { line: 'line', step: 'step', scatter: 'samples' };

/** Panels for one type that no role places, one per unit, where its fields are amounts; none where marks or bands say more. */
function ownPanels(type: EventType): readonly LinePanelSpec[] {
  if (type.chart === 'band' || type.chart === 'lane' || hasBand(type)) return [];
  const numbers = type.fields.filter((field) => isNumeric(field) && isAskable(field));
  const amounts = numbers.filter((field) => !['identifier', 'state'].includes(field.kind));
  const fields = amounts.length > 0 ? amounts : type.chart in hintForms ? numbers : [];
  const byQuantity = new Map<string, Field[]>();
  for (const field of fields) {
    const { key } = quantityOf(field);
    byQuantity.set(key, [...byQuantity.get(key) ?? [], field]);
  }
  return [...byQuantity.values()].map((sharing, panel) => {
    const quantity = quantityOf(sharing[0] as Field);
    const form = hintForms[type.chart] ?? (quantity.dimension === 'time' ? 'samples' : 'step');
    const series = sharing.map((field, index): LineSeries => ({
      selector: selectorOf(type, field), type, field, isMinor: false, label: field.name, form, dash: [],
      colour: extras[(panel + index) % extras.length] ?? 'other',
    }));
    return { kind: 'lines', id: `type-${type.typeKey}-${panel}`, title: type.name, description: type.description, quantity, series };
  });
}

const bandField = (type: EventType): Field | undefined =>
  type.fields.filter((field) => isDrawable(field) && isAskable(field)).find((field) => field.kind === 'state' || field.type === 'enum' || field.type === 'bool');

/** Whether a type's values are states that hold until the next. */
const hasBand = (type: EventType) => ['state', 'blocked', 'unblocked'].includes(type.role);

function lanesOf(type: EventType, all: readonly EventType[]): readonly Lane[] {
  // The end of a blocked time is drawn by its beginning.
  const isEnd = type.role === 'unblocked' && all.some((other) => other.role === 'blocked' && other.provider === type.provider);
  if (isEnd) return [];
  const style = styleOf(type.role);
  const state = hasBand(type) || type.chart === 'band' ? bandField(type) ?? type.fields.find((field) => isDrawable(field) && isAskable(field)) ?? null : null;
  const end = type.role === 'blocked' ? all.find((other) => other.role === 'unblocked' && other.provider === type.provider) : undefined;
  return [{
    label: type.name, type, selector: selectorOf(type, state ?? undefined), colour: style.colour, shape: style.shape, state,
    end: end === undefined ? null : { selector: selectorOf(end), type: end },
  }];
}

/** The place of a panel whose events are not there: what to record, or where to look. */
function missing(catalogue: Catalogue, { recordedRoles }: Surroundings, id: string, title: string, subject: string, role: string): PanelSpec {
  const where = recordedRoles.has(role) ? 'flow' : 'trace';
  const recommended = catalogue.ofRole(role)[0];
  return {
    kind: 'missing', id, title, description: '',
    missing: recommended === undefined
      ? { sentence: `No ${subject} events in this ${where}: declare one with the role ${role} to see this panel`, code: `[TraceEvent(Role = EventRole.${pascal(role)})]` }
      : { sentence: `No ${subject} events in this ${where}: record ${recommended.name} to see this panel`, code: recordingCall(recommended) },
  };
}

const pascal = (words: string) => words.split('_').map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
