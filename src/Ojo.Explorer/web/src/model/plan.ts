import type { EventType, Field } from '../api/types';
import { type Catalogue, fieldOfPart, isAskable, recordingCall, selectorOf } from './catalogue';
import { type Colour, extras } from './palette';
import type { Lane, LineForm, LinePanelSpec, LineSeries, MarkGroup, PanelSpec } from './panelSpec';
import { isDrawable, isNumeric, quantityOf } from './quantity';
import { receivedRoles, type RoleStyle, sentRoles, styleOf } from './roles';

/** What is known beside the flow itself. */
export interface Surroundings {
  /** Whether the flow belongs to another, as a stream does to its connection. */
  readonly isChild: boolean;
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

  add(packetPanel('packets', 'Packets', 'Every packet by its number, when it was sent and what became of it', sentRoles, take, left),
    missing(catalogue, surroundings, 'packets', 'Packets', 'packet', 'packet_sent'));
  const window = take('bytes_in_flight', 'slow_start_threshold', 'window').sort(byDrawingOrder);
  add(linePanel('window', 'Window', 'Congestion window, slow start threshold and bytes in flight', window, left),
    missing(catalogue, surroundings, 'window', 'Window', 'congestion', 'window'));
  add(linePanel('rtt', 'RTT', 'Round-trip time: each sample, smoothed, smallest', take('rtt'), left),
    missing(catalogue, surroundings, 'rtt', 'RTT', 'round-trip time', 'rtt'));
  add(packetPanel('received', 'Packets received', 'What the peer sent, by its own numbers', receivedRoles, take, left));
  add(linePanel('pacing', 'Pacing', 'The rate at which the sender spreads its packets', take('pacing_rate'), left));
  add(linePanel('limits', 'Flow control', 'What the receiver allows', take('connection_limit', 'stream_limit'), left));
  add(linePanel('stream-data', 'Stream data', 'How far into the stream the data is', take('stream_data_sent', 'stream_data_acked', 'stream_data_received'), left));

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
  // What is there comes first. A stream has no packets or windows of its own: nobody misses them there.
  return [...panels, ...others, ...(surroundings.isChild && panels.length + others.length > 0 ? [] : absent)];
}

const drawingOrder = ['bytes_in_flight', 'slow_start_threshold', 'window'];
const byDrawingOrder = (a: EventType, b: EventType) => drawingOrder.indexOf(a.role) - drawingOrder.indexOf(b.role);

function packetPanel(
  id: string, title: string, description: string, roles: Readonly<Record<string, RoleStyle>>,
  take: (...roles: readonly string[]) => readonly EventType[], left: Set<EventType>,
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
  return groups.length === 0 ? null : { kind: 'packets', id, title, description, groups };
}

const partForms: Readonly<Record<string, { label: string; colour: Colour; form: LineForm; dash: readonly number[] }>> = {
  latest: { label: 'latest', colour: 'sample', form: 'samples', dash: [] },
  smoothed: { label: 'smoothed', colour: 'ink', form: 'line', dash: [] },
  min: { label: 'min', colour: 'limit', form: 'step', dash: [4, 3] },
  variance: { label: 'variance', colour: 'neutral', form: 'line', dash: [2, 2] },
};

const roleForms: Readonly<Record<string, LineForm>> = { bytes_in_flight: 'area', rtt: 'samples' };

/** The panel of the types that share a role: one axis, one unit. */
function linePanel(id: string, title: string, description: string, types: readonly EventType[], left: Set<EventType>): LinePanelSpec | null {
  const series: LineSeries[] = [];
  for (const type of types) {
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
  return { kind: 'lines', id, title, description, quantity, series: distinctLabels(series.filter((one) => quantityOf(one.field).key === quantity.key)) };
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
