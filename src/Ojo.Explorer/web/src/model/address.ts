import { filterOfOld } from './filterText';
import { type PanelStates, readPanelStates, writePanelStates } from './panelState';
import { type ListPage, readPage, writePage } from './listPage';
import type { TimeRange } from './timeRange';

/** Everything that the address says, so that a link shows to others what one sees. */
export interface Address {
  /** Whose traces are shown; null: the explorer's own. */
  readonly tenant: string | null;
  readonly flow: string | null;
  /** Null: the whole flow. */
  readonly range: TimeRange | null;
  /** The marked stretch of time. */
  readonly mark: TimeRange | null;
  /** Which events and flows are listed, as the filter box has it. */
  readonly filter: string;
  /** The selected event, by its number in the store. */
  readonly event: string | null;
  readonly eventTime: number | null;
  readonly sort: string;
  readonly order: 'asc' | 'desc';
  /** Which page of the table of flows is shown; null: the first. */
  readonly page: ListPage | null;
  /** Panels that are folded, by id. */
  readonly folded: readonly string[];
  readonly follow: boolean;
  /** Panels that stay at the top, and those that are not shown, by id. */
  readonly pinned: readonly string[];
  readonly hidden: readonly string[];
  /** Fields that got a panel of their own, as the API selects them. */
  readonly added: readonly string[];
  /** Event types that are marked on a panel: `window~768`. */
  readonly markers: readonly string[];
  /** How panels are set, where not as usual. */
  readonly panels: PanelStates;
  /** Flows that the one above is compared with. */
  readonly with: readonly string[];
  /** The event type at whose first event compared flows are laid over each other, by its id; null: at their start. */
  readonly align: string | null;
  /** Flows that stand at a time of their own instead: that of an event that was picked. */
  readonly at: readonly Anchor[];
  /** How much later than that the other flows are drawn, in nanoseconds. */
  readonly shift: number;
  /** The statement of the SQL view; empty: none was run yet. Null: another view. */
  readonly sql: string | null;
  /** How what it found is drawn; null: as a table. */
  readonly plot: string | null;
}

/** Which of a flow's times stands where the flows are laid over each other. */
export interface Anchor {
  readonly flow: string;
  readonly time: number;
}

export const emptyAddress: Address = {
  tenant: null, flow: null, range: null, mark: null, filter: '', event: null, eventTime: null, sort: 'first', order: 'asc', page: null, folded: [], follow: false,
  pinned: [], hidden: [], added: [], markers: [], panels: {},
  with: [], align: null, at: [], shift: 0, sql: null, plot: null,
};

/** So many flows can be told apart over each other. */
export const mostCompared = 4;

/** The server refuses addresses of more than 4,096 characters: a longer statement is run and not linked to. */
const mostStatement = 3400;

/** What is shown after a step. Whoever opens a flow, or none, leaves the view that he was in; a mark is a stretch of one flow, a page a part of one list. */
export function stepped(address: Address, change: Partial<Address>): Address {
  const left = 'flow' in change ? { with: [], align: null, at: [], shift: 0, sql: null, plot: null } : {};
  const unmarked = change.flow !== undefined && change.flow !== address.flow ? { mark: null } : {};
  const isSameList = (['filter', 'sort', 'order'] as const).every((key) => !(key in change) || change[key] === address[key]);
  return { ...address, ...left, ...unmarked, ...isSameList ? {} : { page: null }, ...change };
}

/** Where a flow is, for whoever opens it in a tab of its own. */
export const flowAddress = (tenant: string | null, flow: string): string => writeAddress({ ...emptyAddress, tenant, flow });

export function readAddress(query: string): Address {
  const parameters = new URLSearchParams(query);
  const number = (name: string) => {
    const text = parameters.get(name);
    return text !== null && /^-?\d{1,16}$/.test(text) ? Number(text) : null;
  };
  const list = (name: string) => (parameters.get(name) ?? '').split('~').filter((id) => id !== '');
  const from = number('from');
  const to = number('to');
  const mark = /^(\d{1,16})\.\.(\d{1,16})$/.exec(parameters.get('mark') ?? '');
  const event = /^(\d+)@(\d{1,16})$/.exec(parameters.get('event') ?? '');
  return {
    tenant: parameters.get('tenant'),
    flow: parameters.get('flow'),
    range: from !== null && to !== null && from < to ? { from, to } : null,
    mark: mark !== null && Number(mark[1]) < Number(mark[2]) ? { from: Number(mark[1]), to: Number(mark[2]) } : null,
    // Links of before there were filters said types, and a search for flows.
    filter: parameters.get('filter') ?? filterOfOld(parameters.getAll('type').filter((name) => name !== ''), parameters.get('search') ?? ''),
    event: event?.[1] ?? null,
    eventTime: event?.[2] === undefined ? null : Number(event[2]),
    sort: parameters.get('sort') ?? emptyAddress.sort,
    order: parameters.get('order') === 'desc' ? 'desc' : 'asc',
    page: readPage(parameters.get('page')),
    folded: list('fold'),
    follow: parameters.get('follow') === '1',
    pinned: list('pin'),
    hidden: list('hide'),
    added: parameters.getAll('add').filter((selector) => /^\d{1,20}\.[\w.-]+$/.test(selector)),
    markers: parameters.getAll('marker').filter((mark) => /^[^~]+~\d{1,20}$/.test(mark)),
    panels: readPanelStates(parameters.getAll('panel')),
    with: [...new Set(parameters.getAll('with').filter((id) => /^\d{1,9}-\d{1,20}$/.test(id)))].slice(0, mostCompared - 1),
    align: /^\d{1,20}$/.exec(parameters.get('align') ?? '')?.[0] ?? null,
    at: parameters.getAll('at').flatMap(readAnchor).slice(0, mostCompared),
    shift: number('shift') ?? 0,
    sql: parameters.get('sql'),
    plot: parameters.get('plot'),
  };
}

function readAnchor(text: string): readonly Anchor[] {
  const [, flow, time] = /^(\d{1,9}-\d{1,20})@(\d{1,16})$/.exec(text) ?? [];
  return flow === undefined || time === undefined ? [] : [{ flow, time: Number(time) }];
}

export function writeAddress(address: Address): string {
  const parameters = new URLSearchParams();
  if (address.tenant !== null) parameters.set('tenant', address.tenant);
  if (address.flow !== null) parameters.set('flow', address.flow);
  if (address.range !== null) {
    parameters.set('from', String(address.range.from));
    parameters.set('to', String(address.range.to));
  }
  if (address.mark !== null) parameters.set('mark', `${address.mark.from}..${address.mark.to}`);
  if (address.filter !== '') parameters.set('filter', address.filter);
  if (address.event !== null && address.eventTime !== null) parameters.set('event', `${address.event}@${address.eventTime}`);
  if (address.sort !== emptyAddress.sort) parameters.set('sort', address.sort);
  if (address.order !== emptyAddress.order) parameters.set('order', address.order);
  if (address.page !== null) parameters.set('page', writePage(address.page));
  if (address.folded.length > 0) parameters.set('fold', address.folded.join('~'));
  if (address.follow) parameters.set('follow', '1');
  if (address.pinned.length > 0) parameters.set('pin', address.pinned.join('~'));
  if (address.hidden.length > 0) parameters.set('hide', address.hidden.join('~'));
  for (const selector of address.added) parameters.append('add', selector);
  for (const marker of address.markers) parameters.append('marker', marker);
  for (const state of writePanelStates(address.panels)) parameters.append('panel', state);
  for (const other of address.with) parameters.append('with', other);
  if (address.with.length > 0 && address.align !== null) parameters.set('align', address.align);
  if (address.with.length > 0) for (const { flow, time } of address.at) parameters.append('at', `${flow}@${time}`);
  if (address.with.length > 0 && address.shift !== 0) parameters.set('shift', String(address.shift));
  if (address.sql !== null) parameters.set('sql', encodeURIComponent(address.sql).length > mostStatement ? '' : address.sql);
  if (address.sql !== null && address.plot !== null) parameters.set('plot', address.plot);
  const text = parameters.toString();
  return text === '' ? '/' : `/?${text}`;
}
