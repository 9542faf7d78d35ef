import { ApiError, isAbort } from './apiError';
import { readSeries, seriesMediaType } from './seriesForm';
import type {
  About, DerivedAnswer, EventCounts, EventPage, EventType, FilterAnswer, FlowDetails, FlowPage, Gap, Groups, HistogramAnswer, PacketLives, Problem,
  RangeStatistics, Run, SeriesAnswer, SeriesColumns, Snapshots, SqlAnswer, SqlTable, Stats, Tenants,
} from './types';

/** Query parameters; what is undefined, null or empty is left out, a list is repeated. */
type Query = Readonly<Record<string, string | number | readonly string[] | null | undefined>>;

/** How many selectors one series request may name, and how many characters they may take of its address. */
const maximumSelectors = 32;
const maximumSelectorText = 3000;

export interface FlowsQuery {
  /** Text that the flow's id, service or host contains. */
  readonly search?: string | undefined;
  readonly filter?: string | undefined;
  readonly sort?: string | undefined;
  readonly order?: 'asc' | 'desc' | undefined;
  readonly run?: number | undefined;
  readonly parent?: string | undefined;
  /** In how many parts of its life each flow's events are counted. */
  readonly activity?: number | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | null | undefined;
}

export interface EventsQuery {
  readonly filter?: string | undefined;
  readonly types?: readonly string[] | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly where?: readonly string[] | undefined;
  readonly order?: 'asc' | 'desc' | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | null | undefined;
  readonly timeLimitMs?: number | undefined;
}

export interface EventCountsQuery {
  readonly flow?: string | undefined;
  readonly run?: number | undefined;
  readonly filter?: string | undefined;
  readonly types?: readonly string[] | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly width: number;
  readonly timeLimitMs?: number | undefined;
}

/** By what events are put into groups, of which flow, and what of them is added up. */
export interface GroupsQuery {
  readonly by?: readonly string[];
  readonly field?: string;
  readonly flow?: string;
  readonly type?: readonly string[];
  readonly from?: number;
  readonly to?: number;
  readonly where?: readonly string[];
  readonly filter?: string;
  readonly sort?: string;
  readonly order?: 'asc' | 'desc';
  readonly limit?: number;
}

/** How long the explorer may look for what is shown beside the charts before it answers with what it has. */
const patienceMs = 2000;

/** How often a question is asked again that the explorer had no time for, and how long is waited for that at most. */
const mostTries = 4;
const longestWaitMs = 15_000;

/** Asks the explorer's API. Every call can be given up with its signal. */
export class Client {
  /** @param tenant Whose store is asked; null: the explorer's own. */
  constructor(private readonly tenant: string | null = null) {}

  tenants(signal?: AbortSignal): Promise<Tenants> {
    return getJson('/api/tenants', {}, signal);
  }

  about(signal?: AbortSignal): Promise<About> {
    return getJson('/api/about', {}, signal);
  }

  stats(signal?: AbortSignal): Promise<Stats> {
    return this.#get('/api/stats', {}, signal);
  }

  async runs(signal?: AbortSignal): Promise<readonly Run[]> {
    return (await this.#get<{ runs: readonly Run[] }>('/api/runs', {}, signal)).runs;
  }

  async eventTypes(signal?: AbortSignal): Promise<readonly EventType[]> {
    return (await this.#get<{ eventTypes: readonly EventType[] }>('/api/event-types', {}, signal)).eventTypes;
  }

  async gaps(run: number | null, signal?: AbortSignal): Promise<readonly Gap[]> {
    return (await this.#get<{ gaps: readonly Gap[] }>('/api/gaps', { run }, signal)).gaps;
  }

  flows(query: FlowsQuery, signal?: AbortSignal): Promise<FlowPage> {
    return this.#get('/api/flows', { ...query }, signal);
  }

  flow(id: string, signal?: AbortSignal): Promise<FlowDetails> {
    return this.#get(`/api/flows/${encodeURIComponent(id)}`, {}, signal);
  }

  /** The same at once: without the median of the round-trip times where that would take a look at very many samples. */
  flowQuickly(id: string, signal?: AbortSignal): Promise<FlowDetails> {
    return this.#get(`/api/flows/${encodeURIComponent(id)}`, { median: 'false' }, signal);
  }

  flowEvents(id: string, query: EventsQuery, signal?: AbortSignal): Promise<EventPage> {
    const { types, ...rest } = query;
    return this.#get(`/api/flows/${encodeURIComponent(id)}/events`, { ...rest, type: types }, signal);
  }

  /** Where all events of a flow that match are a file, made by the explorer while it is sent. */
  exportAddress(format: string, flow: string, query: { readonly from?: number; readonly to?: number; readonly filter: string }): string {
    return address('/api/export', { format, flow, ...query, tenant: this.tenant });
  }

  /** Such a file itself. */
  exported(format: string, flow: string, query: { readonly from?: number; readonly to?: number; readonly filter: string }, signal?: AbortSignal): Promise<ArrayBuffer> {
    return ask(this.exportAddress(format, flow, query), {}, (response) => response.arrayBuffer(), signal);
  }

  /** Asks for such a file and gives it up as soon as it comes: what is wrong with the question is known then. */
  async tryExport(href: string): Promise<void> {
    const request = new AbortController();
    await ask(href, {}, () => Promise.resolve(), request.signal);
    request.abort();
  }

  /** Events of all flows. */
  events(query: EventsQuery, signal?: AbortSignal): Promise<EventPage> {
    const { types, ...rest } = query;
    return this.#get('/api/events', { ...rest, type: types }, signal);
  }

  /** What a filter's text means, and what could stand at a place of it. */
  filter(text: string, caret: number, flow: string | null, signal?: AbortSignal): Promise<FilterAnswer> {
    // An empty text is a question too: what can a filter begin with?
    return this.#get(`/api/filter?text=${encodeURIComponent(text)}`, { caret, flow }, signal);
  }

  /** How many events of each type there are over time. */
  eventCounts(query: EventCountsQuery, signal?: AbortSignal): Promise<EventCounts> {
    const { types, ...rest } = query;
    return this.#get('/api/event-counts', { ...rest, type: types }, signal);
  }

  async snapshots(signal?: AbortSignal): Promise<Snapshots> {
    return await this.#get('/api/snapshots', {}, signal);
  }

  /** What happened to a packet. */
  packet(id: string, number: string, space: string, received: boolean, signal?: AbortSignal): Promise<PacketLives> {
    return this.#get(`/api/flows/${encodeURIComponent(id)}/packets/${encodeURIComponent(number)}`, {
      space, received: String(received), timeLimitMs: patienceMs,
    }, signal);
  }

  /** What a flow did between two times. */
  range(id: string, range: { from: number; to: number }, signal?: AbortSignal): Promise<RangeStatistics> {
    return this.#get(`/api/flows/${encodeURIComponent(id)}/range`, { ...wholeNs(range), timeLimitMs: patienceMs }, signal);
  }

  /** What events come to, group by group. */
  groups(query: GroupsQuery, signal?: AbortSignal): Promise<Groups> {
    return this.#get('/api/groups', { ...query, timeLimitMs: patienceMs }, signal);
  }

  /** What the values of a field add up to, for each of the event types that have it. */
  groupsOfField(
    id: string, field: string, types: readonly string[], range: { from: number; to: number }, percentiles: readonly number[], signal?: AbortSignal,
  ): Promise<Groups> {
    return this.#get('/api/groups', {
      by: 'type', flow: id, field, type: types, percentile: percentiles.map(String), limit: 1000, timeLimitMs: patienceMs, ...wholeNs(range),
    }, signal);
  }

  /** Values over time. A flow with more fields than one request may name is asked in several. */
  async series(
    id: string, selectors: readonly string[], range: { from: number; to: number }, width: number, signal?: AbortSignal,
  ): Promise<SeriesAnswer> {
    const path = `/api/flows/${encodeURIComponent(id)}/series`;
    const { from, to } = wholeNs(range);
    const pixels = Math.min(8192, Math.max(1, Math.round(width)));
    const answers = await Promise.all(groupsOf(selectors).map((select) =>
      getSeries(path, { select, from, to, width: pixels, tenant: this.tenant }, signal)));
    const series: SeriesColumns[] = answers.flatMap((answer) => answer.series);
    return { flow: id, fromNs: from, toNs: to, series };
  }

  /** What a flow's packets come to over time, in buckets of one length; where the time was up, as far as it came. */
  derived(id: string, kinds: readonly string[], range: { from: number; to: number }, width: number, signal?: AbortSignal): Promise<DerivedAnswer> {
    return this.#get(`/api/flows/${encodeURIComponent(id)}/derived`, { select: kinds, from: range.from, to: range.to, width, timeLimitMs: patienceMs }, signal);
  }

  /** How a field's values of one flow are spread. */
  histogram(
    id: string, selector: string, range: { from: number; to: number }, buckets: number, scale: 'linear' | 'log', signal?: AbortSignal,
  ): Promise<HistogramAnswer> {
    const from = Math.floor(Math.max(0, range.from));
    return this.#get('/api/histogram', {
      flow: id, field: selector, from, to: Math.max(from + 1, Math.ceil(range.to)), buckets, scale, timeLimitMs: patienceMs,
    }, signal);
  }

  /** What a statement can select from. */
  async sqlTables(signal?: AbortSignal): Promise<readonly SqlTable[]> {
    return (await this.#get<{ tables: readonly SqlTable[] }>('/api/query/tables', {}, signal)).tables;
  }

  /** Runs a statement that reads. The explorer stops it when the request is given up. */
  sql(text: string, signal?: AbortSignal): Promise<SqlAnswer> {
    return askJson(address('/api/query', { tenant: this.tenant }), {
      method: 'POST', headers: { 'Accept': 'application/json', 'Content-Type': 'application/json' }, body: JSON.stringify({ sql: text }),
    }, signal);
  }

  #get<T>(path: string, query: Query, signal?: AbortSignal): Promise<T> {
    return getJson(path, { ...query, tenant: this.tenant }, signal);
  }
}

const getJson = <T>(path: string, query: Query, signal?: AbortSignal): Promise<T> => askJson(address(path, query), {}, signal);

const askJson = <T>(url: string, request: RequestInit, signal?: AbortSignal): Promise<T> =>
  ask(url, { ...request, headers: { Accept: 'application/json', ...request.headers } }, async (response) => await response.json() as T, signal);

/** Series come in a form that takes a fraction of the bytes of JSON, and of the time to read it. */
const getSeries = (path: string, query: Query, signal?: AbortSignal): Promise<SeriesAnswer> =>
  ask(address(path, query), { headers: { Accept: seriesMediaType } }, async (response) => readSeries(await response.arrayBuffer()), signal);

/** Whoever asks too often is told for how long to wait, and nothing was done for him: the question is asked again then. */
async function ask<T>(url: string, request: RequestInit, read: (response: Response) => Promise<T>, signal?: AbortSignal): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await askOnce(url, request, read, signal);
    } catch (error) {
      if (!(error instanceof ApiError) || !error.isTooOften || error.waitMs === null || error.waitMs > longestWaitMs || tries === mostTries) throw error;
      // Not all of a page's questions at the same moment again.
      await pause(error.waitMs * (1 + Math.random()), signal);
    }
  }
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((done, fail) => {
    const giveUp = () => {
      window.clearTimeout(timer);
      fail(new DOMException('Given up for a newer question.', 'AbortError'));
    };
    const timer = window.setTimeout(() => {
      signal?.removeEventListener('abort', giveUp);
      done();
    }, ms);
    signal?.addEventListener('abort', giveUp, { once: true });
  });
}

async function askOnce<T>(url: string, request: RequestInit, read: (response: Response) => Promise<T>, signal?: AbortSignal): Promise<T> {
  let response: Response;
  try {
    response = await fetch(url, { ...request, signal: signal ?? null });
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new ApiError('The explorer does not answer. Is ojo-explorer still running?', 0);
  }
  if (!response.ok) throw await problemOf(response);
  try {
    return await read(response);
  } catch (error) {
    if (isAbort(error) || error instanceof ApiError) throw error;
    throw new ApiError('The explorer\'s answer broke off. Try again.', 0);
  }
}

function address(path: string, query: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue;
    if (typeof value === 'string' || typeof value === 'number') parameters.append(name, String(value));
    else for (const item of value) parameters.append(name, item);
  }
  const text = parameters.toString();
  return text === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${text}`;
}

/** A range as the API takes it: in whole nanoseconds, none of them before the run, and not empty. */
function wholeNs(range: { from: number; to: number }): { from: number; to: number } {
  const from = Math.floor(Math.max(0, range.from));
  return { from, to: Math.max(from + 1, Math.ceil(range.to)) };
}

function groupsOf(selectors: readonly string[]): readonly (readonly string[])[] {
  const groups: string[][] = [];
  let room = 0;
  for (const selector of selectors) {
    const length = encodeURIComponent(selector).length + '&select='.length;
    const last = groups[groups.length - 1];
    if (last !== undefined && last.length < maximumSelectors && length <= room) {
      last.push(selector);
      room -= length;
    } else {
      groups.push([selector]);
      room = maximumSelectorText - length;
    }
  }
  return groups;
}

async function problemOf(response: Response): Promise<ApiError> {
  const sentence = `The explorer answered ${response.status} ${response.statusText}`.trim() + '.';
  const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN);
  const waitMs = Number.isFinite(seconds) ? seconds * 1000 : null;
  try {
    const problem = await response.json() as Problem;
    return new ApiError(problem.detail ?? problem.title ?? sentence, response.status, problem, waitMs);
  } catch {
    return new ApiError(sentence, response.status, null, waitMs);
  }
}
