import type { FlowRow } from '../api/types';
import { fieldOfPart } from './catalogue';
import { isNumeric } from './quantity';
import { columnOf, type SqlTableEntry } from './sqlSchema';
import { sqlName } from './sqlTokens';

export interface SqlExample {
  readonly title: string;
  readonly sql: string;
}

/** Statements that mean something in this store, made from what its event types say of themselves and from its longest flow. */
export function sqlExamples(schema: readonly SqlTableEntry[], recorded: (table: SqlTableEntry) => boolean, longest: FlowRow | null): readonly SqlExample[] {
  const has = (name: string) => schema.some((table) => table.name === name);
  const events = schema.filter((table) => table.type !== null && recorded(table));
  const ofRole = (...roles: readonly string[]) => events.find((table) => roles.includes(table.type?.role ?? ''));
  const examples: SqlExample[] = [];
  const flow = longest === null ? null : `run_id = ${longest.runId} AND flow_id = ${BigInt(longest.flowId) > 0x7FFFFFFFFFFFFFFFn ? `'${longest.flowId}'` : longest.flowId}`;

  if (has('flow_summary') && ofRole('packet_sent') !== undefined) {
    examples.push({
      title: 'Losses by flow, the worst first',
      sql: 'SELECT run_id, flow_id, packets_sent, packets_lost,\n       round(100.0 * packets_lost / packets_sent, 2) AS lost_percent\nFROM flow_summary\nWHERE packets_sent > 0\nORDER BY lost_percent DESC\nLIMIT 100',
    });
  }
  const samples = (table: SqlTableEntry) => (table.type?.role === 'rtt' ? fieldOfPart(table.type, 'latest', 'value', 'smoothed') : undefined);
  const rtt = events.find((table) => samples(table) !== undefined);
  const sample = rtt === undefined ? undefined : samples(rtt);
  if (rtt !== undefined && sample !== undefined) {
    const column = sqlName(columnOf(sample));
    examples.push({
      title: 'RTT percentiles by flow',
      sql: `WITH sample AS (
  SELECT run_id, flow_id, ${column} AS rtt,
         row_number() OVER (PARTITION BY run_id, flow_id ORDER BY ${column}) AS n,
         count(*) OVER (PARTITION BY run_id, flow_id) AS samples
  FROM ${sqlName(rtt.name)}
)
SELECT run_id, flow_id, samples, min(rtt) AS min,
       max(CASE WHEN n <= (samples + 1) / 2 THEN rtt END) AS p50,
       max(CASE WHEN n <= (samples * 90 + 99) / 100 THEN rtt END) AS p90,
       max(CASE WHEN n <= (samples * 99 + 99) / 100 THEN rtt END) AS p99, max(rtt) AS max
FROM sample
GROUP BY run_id, flow_id
ORDER BY p99 DESC
LIMIT 100`,
    });
  }
  const window = ofRole('window');
  const size = window?.type === null || window?.type === undefined ? undefined : fieldOfPart(window.type, 'value') ?? window.type.fields.find(isNumeric);
  if (window !== undefined && size !== undefined && flow !== null) {
    examples.push({
      title: `The congestion window of flow ${longest?.flowId ?? ''} over time`,
      sql: `SELECT ts_ns, ${sqlName(columnOf(size))}\nFROM ${sqlName(window.name)}\nWHERE ${flow}\nORDER BY ts_ns`,
    });
  }
  if (has('packets') && ofRole('packet_acked') !== undefined && flow !== null) {
    examples.push({
      title: `From sent to acknowledged, packet by packet, in flow ${longest?.flowId ?? ''}`,
      sql: `SELECT run_id, flow_id, packet_number, sent_ns, acked_ns - sent_ns AS taken_ns\nFROM packets\nWHERE ${flow} AND acked_ns IS NOT NULL AND sent_ns IS NOT NULL\nORDER BY taken_ns DESC\nLIMIT 1000`,
    });
  }
  const loss = ofRole('packet_lost');
  const sent = ofRole('packet_sent');
  if (loss !== undefined && flow !== null) {
    examples.push({ title: `When flow ${longest?.flowId ?? ''} lost packets`, sql: `SELECT *\nFROM ${sqlName(loss.name)}\nWHERE ${flow}\nORDER BY ts_ns` });
  }
  if (sent !== undefined && flow !== null) {
    examples.push({
      title: `Packets sent in each tenth of a second of flow ${longest?.flowId ?? ''}`,
      sql: `SELECT ts_ns / 100000000 * 100000000 AS from_ns, count(*) AS packets\nFROM ${sqlName(sent.name)}\nWHERE ${flow}\nGROUP BY from_ns\nORDER BY from_ns`,
    });
  }
  let own = 0;
  for (const table of events.filter((one) => one.type?.role === 'none' && one.type.provider !== 'ojo')) {
    const field = table.type?.fields.find((one) => isNumeric(one) && (one.unit !== '' || ['count', 'bytes', 'duration', 'rate'].includes(one.kind))) ?? null;
    if (field === null || table.type === null || own++ >= 3) continue;
    const column = sqlName(columnOf(field));
    examples.push({
      title: `${field.name} of ${table.type.name} by flow`,
      sql: `SELECT run_id, flow_id, count(*) AS events, min(${column}) AS min, round(avg(${column}), 3) AS mean, max(${column}) AS max\nFROM ${sqlName(table.name)}\nGROUP BY run_id, flow_id\nORDER BY events DESC\nLIMIT 100`,
    });
  }
  if (has('event_types')) {
    examples.push({
      title: 'What was recorded, and where it is found',
      sql: 'SELECT name, category, role, event_count, view_name\nFROM event_types\nWHERE event_count > 0\nORDER BY event_count DESC',
    });
  }
  if (has('gaps') && has('runs')) {
    examples.push({
      title: 'Where events were not recorded',
      sql: 'SELECT g.run_id, r.service, g.cause, g.from_ns, g.to_ns - g.from_ns AS length_ns, g.event_count\nFROM gaps AS g JOIN runs AS r USING (run_id)\nORDER BY g.event_count DESC',
    });
  }
  return examples;
}
