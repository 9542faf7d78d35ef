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
  /** Event types that the table is narrowed to, by name. */
  readonly types: readonly string[];
  /** The selected event, by its number in the store. */
  readonly event: string | null;
  readonly eventTime: number | null;
  readonly search: string;
  readonly sort: string;
  readonly order: 'asc' | 'desc';
  /** Panels that are folded, by id. */
  readonly folded: readonly string[];
  readonly follow: boolean;
}

export const emptyAddress: Address = {
  tenant: null, flow: null, range: null, mark: null, types: [], event: null, eventTime: null, search: '', sort: 'first', order: 'asc', folded: [], follow: false,
};

export function readAddress(query: string): Address {
  const parameters = new URLSearchParams(query);
  const number = (name: string) => {
    const text = parameters.get(name);
    return text !== null && /^-?\d{1,16}$/.test(text) ? Number(text) : null;
  };
  const from = number('from');
  const to = number('to');
  const mark = /^(\d{1,16})\.\.(\d{1,16})$/.exec(parameters.get('mark') ?? '');
  const event = /^(\d+)@(\d{1,16})$/.exec(parameters.get('event') ?? '');
  return {
    tenant: parameters.get('tenant'),
    flow: parameters.get('flow'),
    range: from !== null && to !== null && from < to ? { from, to } : null,
    mark: mark !== null && Number(mark[1]) < Number(mark[2]) ? { from: Number(mark[1]), to: Number(mark[2]) } : null,
    types: parameters.getAll('type').filter((name) => name !== ''),
    event: event?.[1] ?? null,
    eventTime: event?.[2] === undefined ? null : Number(event[2]),
    search: parameters.get('search') ?? '',
    sort: parameters.get('sort') ?? emptyAddress.sort,
    order: parameters.get('order') === 'desc' ? 'desc' : 'asc',
    folded: (parameters.get('fold') ?? '').split('~').filter((id) => id !== ''),
    follow: parameters.get('follow') === '1',
  };
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
  for (const type of address.types) parameters.append('type', type);
  if (address.event !== null && address.eventTime !== null) parameters.set('event', `${address.event}@${address.eventTime}`);
  if (address.search !== '') parameters.set('search', address.search);
  if (address.sort !== emptyAddress.sort) parameters.set('sort', address.sort);
  if (address.order !== emptyAddress.order) parameters.set('order', address.order);
  if (address.folded.length > 0) parameters.set('fold', address.folded.join('~'));
  if (address.follow) parameters.set('follow', '1');
  const text = parameters.toString();
  return text === '' ? '/' : `/?${text}`;
}
