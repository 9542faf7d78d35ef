import type { Derived, EventPage, EventsQuery, Queries, Series, SqlAnswer, TimeRange } from './ojo-plugin';

type Parameters = Readonly<Record<string, string | number | readonly string[] | null | undefined>>;

/** What a plugin asks the explorer's API, for one flow. */
export function questionsFor(flow: string, tenant: string | null, closed: AbortSignal): Queries {
  const path = `/api/flows/${encodeURIComponent(flow)}`;
  const any = (signal?: AbortSignal) => (signal === undefined ? closed : AbortSignal.any([closed, signal]));
  const get = <T>(part: string, parameters: Parameters, signal?: AbortSignal) => ask<T>(`${path}/${part}?${written({ ...parameters, tenant })}`, { signal: any(signal) });
  return {
    series: async (selectors, range, width, signal) =>
      (await get<{ series: readonly Series[] }>('series', { select: selectors, ...whole(range), width: pixels(width) }, signal)).series,
    events: ({ types, ...rest }: EventsQuery, signal) => get<EventPage>('events', { ...rest, type: types }, signal),
    derived: (kinds, range, width, signal) => get<Derived>('derived', { select: kinds, ...whole(range), width: pixels(width) }, signal),
    sql: (sql, parameters = [], signal) => ask<SqlAnswer>(`/api/query?${written({ tenant })}`, {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ sql, parameters }), signal: any(signal),
    }),
  };
}

const pixels = (width: number) => Math.min(8192, Math.max(1, Math.round(width)));

/** A range as the API takes it: whole nanoseconds, none before the run, at least one. */
function whole(range: TimeRange): { from: number; to: number } {
  const from = Math.floor(Math.max(0, range.from));
  return { from, to: Math.max(from + 1, Math.ceil(range.to)) };
}

function written(parameters: Parameters): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value === null || value === undefined) continue;
    for (const one of typeof value === 'object' ? value : [value]) query.append(name, String(one));
  }
  return query.toString();
}

async function ask<T>(address: string, request: RequestInit): Promise<T> {
  const response = await fetch(address, { ...request, headers: { Accept: 'application/json', ...request.headers } });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error((answer as { detail?: string }).detail ?? `The explorer answered ${response.status}.`);
  return answer as T;
}
