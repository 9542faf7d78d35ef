import assert from 'node:assert/strict';
import test from 'node:test';
import { readAddress, stepped, writeAddress } from '../src/model/address.ts';
import { Catalogue } from '../src/model/catalogue.ts';
import { chartData, chartOf, chartText, guessChart, quantityOfColumn } from '../src/model/sqlChart.ts';
import { completionAt } from '../src/model/sqlCompletion.ts';
import { sqlExamples } from '../src/model/sqlExamples.ts';
import { csvField, csvOf, jsonOf } from '../src/model/sqlExport.ts';
import { SqlResult, stoppedBecause } from '../src/model/sqlResult.ts';
import { sqlSchema } from '../src/model/sqlSchema.ts';
import { sqlName, sqlTokens } from '../src/model/sqlTokens.ts';

const field = (name, change = {}) => ({ name, type: 'u64', kind: 'none', unit: '', part: 'none', description: '', offset: 0, bits: 64, values: [], ...change });
const type = (id, name, role, fields) => ({
  typeKey: id, eventType: id, name, known: true, count: 1, provider: 'p', category: '', description: `${name} happened`, level: 'info', role, chart: 'auto', flow: true, snapshotWhen: '', fields,
});
const table = (name, ...columns) => ({ name, columns: columns.map((column) => ({ name: column, type: null })) });
const catalogue = new Catalogue([
  type(2, 'PACKET_SENT', 'packet_sent', [field('packet_number', { part: 'packet_number' })]),
  type(9, 'RTT-SEEN', 'rtt', [field('latest', { part: 'latest', unit: 'us', description: 'of one packet' })]),
]);
const tables = [
  table('flow_summary', 'run_id', 'flow_id', 'packets_sent', 'packets_lost'), table('gaps', 'run_id', 'cause'), table('order', 'x'),
  table('packet_sent', 'id', 'run_id', 'flow_id', 'ts_ns', 'packet_number'), table('rtt_seen', 'id', 'run_id', 'flow_id', 'ts_ns', 'latest'),
];
const schema = sqlSchema(tables, catalogue);
const answer = (names, rows, kinds, stopped = null) => ({
  columns: names.map((name) => ({ name, type: null })), rows, rowCount: rows.length, kinds, stopped, elapsedMs: 1, missing: [], problem: null,
});
const labels = (text) => {
  const caret = text.indexOf('|');
  return (completionAt(text.replace('|', ''), caret, schema)?.proposals ?? []).map((one) => one.label);
};

test('the pieces of a statement are the statement, however unfinished it is', () => {
  for (const text of ["SELECT 'it''s', x'00', \"a\"\"b\", [c d] -- note\n FROM t /* open", "'never closed", '', 'a.b<>c||:p ?1 1.5e-3 0xFF', 'größe = \u{1F600}']) {
    assert.equal(sqlTokens(text).map((token) => token.text).join(''), text);
  }
  assert.deepEqual(sqlTokens("SELECT max(a) -- x").filter((token) => token.kind !== 'blank').map((token) => token.kind),
    ['keyword', 'function', 'operator', 'name', 'operator', 'comment']);
});

test('after FROM come tables, after a name and a point its columns, after an alias those of what it stands for', () => {
  assert.deepEqual(labels('SELECT 1 FROM |').slice(0, 2), ['flow_summary', 'gaps']);
  assert.deepEqual(labels('SELECT 1 FROM gaps, r|'), ['rtt_seen', 'flow_summary', 'order']);
  assert.deepEqual(labels('SELECT p.| FROM packet_sent AS p'), ['id', 'run_id', 'flow_id', 'ts_ns', 'packet_number']);
  assert.deepEqual(labels('SELECT p.num| FROM packet_sent p JOIN gaps g'), ['packet_number']);
  assert.deepEqual(labels('SELECT la| FROM rtt_seen')[0], 'latest');
  assert.deepEqual(labels('WITH mine AS (SELECT 1) SELECT * FROM mi|')[0], 'mine');
});

test('the word at the caret is replaced whole, and names that need quotes get them', () => {
  const completion = completionAt('SELECT * FROM ordx', 17, schema);
  assert.deepEqual([completion.from, completion.to, completion.proposals[0].insert], [14, 18, '"order"']);
  assert.equal(sqlName('a b'), '"a b"');
  assert.equal(sqlName('a"b'), '"a""b"');
});

test('nothing is proposed inside texts, comments and numbers', () => {
  for (const text of ["SELECT 'fl|'", "SELECT 'fl|", 'SELECT 1 -- fl|', 'SELECT 12|', 'SELECT /* f|l */ 1']) assert.deepEqual(labels(text), [], text);
});

test('the views of event types say what their columns mean', () => {
  const rtt = schema.find((one) => one.name === 'rtt_seen');
  assert.equal(rtt.type.name, 'RTT-SEEN');
  assert.equal(rtt.columns[4].detail, 'u64 · us · of one packet');
  assert.equal(schema.find((one) => one.name === 'gaps').type, null);
});

test('examples name only what is in this store', () => {
  const longest = { id: '3-7', runId: 3, flowId: '18446744073709551615' };
  const examples = sqlExamples(schema, () => true, longest);
  const known = new Set(tables.map((one) => one.name));
  for (const { sql } of examples) {
    const named = [...sql.matchAll(/(?:FROM|JOIN) ([a-z_]+)/g)].map((match) => match[1]).filter((name) => name !== 'sample');
    for (const name of named) assert.ok(known.has(name), `${name} in ${sql}`);
  }
  assert.ok(examples.some(({ title }) => title.startsWith('Losses by flow')));
  assert.ok(examples.some(({ sql }) => sql.includes('FROM rtt_seen')));
  assert.ok(examples.some(({ sql }) => sql.includes("flow_id = '18446744073709551615'")));
  assert.deepEqual(sqlExamples(schema, () => false, null).map(({ title }) => title), []);
});

test('numbers of 64 bits are sorted and written exactly, and NULL, texts and blobs keep apart', () => {
  const rows = [['9007199254740993'], [5], ['9007199254740992'], [null], ['-9223372036854775808'], ['text'], [{ blob: '00ff' }], ['Infinity']];
  const result = new SqlResult(answer(['v'], rows, [['null', 'integer', 'text', 'blob']]));
  result.sortBy({ column: 0, descending: false });
  const shown = rows.map((_, place) => result.text(result.rowAt(place), 0));
  assert.deepEqual(shown, ['NULL', '-9223372036854775808', '5', '9007199254740992', '9007199254740993', 'Infinity', 'text', "x'00ff'"]);
  assert.equal(result.placeOf(1), 2);
  result.sortBy(null);
  assert.equal(result.rowAt(0), 0);
});

test('equal rows keep their order, also from the greatest to the least', () => {
  const result = new SqlResult(answer(['v', 'n'], [[1, 'a'], [2, 'b'], [1, 'c']], [['integer'], ['text']]));
  result.sortBy({ column: 0, descending: true });
  assert.deepEqual([0, 1, 2].map((place) => result.text(result.rowAt(place), 1)), ['b', 'a', 'c']);
});

test('a real number is told from a whole one where a column has only real ones', () => {
  assert.equal(new SqlResult(answer(['v'], [[3]], [['real']])).text(0, 0), '3.0');
  assert.equal(new SqlResult(answer(['v'], [[3]], [['integer', 'real']])).text(0, 0), '3');
  assert.ok(new SqlResult(answer(['v'], [['Infinity'], [1.5]], [['real']])).isNumeric(0));
});

test('a row leads to its flow, and to its event where it is one', () => {
  const events = new SqlResult(answer(['id', 'run_id', 'flow_id', 'ts_ns'], [[981, 1, '18446744073709551615', 5000]], [[], [], [], []]));
  assert.equal(events.flowOf(0, 2), '1-18446744073709551615');
  assert.deepEqual(events.eventOf(0), { event: '981', time: 5000 });
  assert.equal(events.flowOf(0, 1), null);
  assert.equal(new SqlResult(answer(['flow_id'], [[7]], [[]])).flowOf(0, 0), null);
  assert.equal(new SqlResult(answer(['flow_id'], [[7]], [[]]), 4).flowOf(0, 0), '4-7');
  assert.equal(new SqlResult(answer(['flow_id'], [['7&with=x']], [[]]), 4).flowOf(0, 0), null);
});

test('what a spreadsheet would run is text in CSV, numbers stay numbers', () => {
  assert.equal(csvField('=1+1'), "'=1+1");
  assert.equal(csvField('@SUM(A1)'), "'@SUM(A1)");
  assert.equal(csvField('-2+3'), "'-2+3");
  assert.equal(csvField('\t=1'), "'\t=1");
  assert.equal(csvField('-12.5e3'), '-12.5e3');
  assert.equal(csvField('say "a, b"'), '"say ""a, b"""');
  const result = new SqlResult(answer(['=name', 'n'], [['Zürich\n2', '9007199254740993'], [null, -1], ['', { blob: 'ff' }]], [['text', 'null'], ['integer', 'blob']]));
  assert.equal(csvOf(result), "'=name,n\r\n\"Zürich\n2\",9007199254740993\r\n,-1\r\n\"\",x'ff'\r\n");
});

test('the rows are exported in the order in which they are shown', () => {
  const result = new SqlResult(answer(['v'], [[1], [3], [2]], [['integer']], 'rows'));
  result.sortBy({ column: 0, descending: true });
  assert.equal(csvOf(result), 'v\r\n3\r\n2\r\n1\r\n');
  const json = JSON.parse(jsonOf(result, 'SELECT "v"'));
  assert.deepEqual([json.sql, json.rows, json.stopped, json.columns[0].name], ['SELECT "v"', [[3], [2], [1]], 'rows', 'v']);
});

test('each limit is said with what to do about it', () => {
  for (const limit of ['rows', 'bytes', 'time', 'memory', 'temporary_files', 'problem']) assert.ok(stoppedBecause(limit).length > 20, limit);
  assert.equal(stoppedBecause(null), '');
});

test('a chart guesses time across, amounts up, and names as bars', () => {
  const overTime = new SqlResult(answer(['run_id', 'ts_ns', 'cwnd'], [[1, 10, 5], [1, 20, 6]], [['integer'], ['integer'], ['integer']]));
  assert.deepEqual(guessChart(overTime), { form: 'line', x: 1, y: [2] });
  const byName = new SqlResult(answer(['name', 'event_count'], [['a', 5], ['b', 6]], [['text'], ['integer']]));
  assert.deepEqual(guessChart(byName), { form: 'bars', x: 0, y: [1] });
  const byFlow = new SqlResult(answer(['run_id', 'flow_id', 'lost', 'rtt_us'], [[1, 7, 2, 3], [1, 9, 3, 4]], [['integer'], ['integer'], ['integer'], ['integer']]));
  assert.deepEqual(guessChart(byFlow), { form: 'bars', x: 1, y: [2] });
  assert.equal(guessChart(new SqlResult(answer(['a'], [['x']], [['text']]))), null);
});

test('a chart draws the numbers of the rows in base units, in order across, and says what it leaves out', () => {
  const result = new SqlResult(answer(['ts_ns', 'rtt_us'], [[20, 3], [10, null], [null, 9], [30, '9007199254740993']], [['integer', 'null'], ['integer', 'null']]));
  const data = chartData(result, { form: 'line', x: 0, y: [1] });
  assert.deepEqual([...data.rows], [1, 0, 3]);
  assert.deepEqual([...data.x], [10, 20, 30]);
  assert.deepEqual([...data.series[0].values], [NaN, 3000, 9007199254740993 * 1000]);
  assert.equal(data.leftOut, 1);
  assert.equal(quantityOfColumn('bytes_in_flight').dimension, 'bytes');
});

test('times of the world\'s clock count from the first', () => {
  const result = new SqlResult(answer(['start_ns', 'n'], [['1767225600000000000', 1], ['1767225601000000000', 2]], [['integer'], ['integer']]));
  const data = chartData(result, { form: 'line', x: 0, y: [1] });
  assert.deepEqual([data.since, ...data.x], [1767225600000000000, 0, 1e9]);
});

test('the address has statement and chart, and opening a flow leaves them', () => {
  const address = readAddress(`?sql=${encodeURIComponent('SELECT 1 & 2')}&plot=line.0.1`);
  assert.deepEqual([address.sql, address.plot], ['SELECT 1 & 2', 'line.0.1']);
  assert.deepEqual(readAddress(writeAddress(address).slice(1)), address);
  const flow = stepped(address, { flow: '1-7' });
  assert.deepEqual([flow.sql, flow.plot, flow.flow], [null, null, '1-7']);
  assert.ok(writeAddress({ ...address, sql: 'x'.repeat(5000) }).length < 4000);
});

test('a chart that the address makes up is none', () => {
  const result = new SqlResult(answer(['a', 'b'], [[1, 2]], [['integer'], ['integer']]));
  assert.equal(chartText(chartOf('step.0.1', result)), 'step.0.1');
  for (const text of [null, '', 'pie.0.1', 'line.0', 'line.0.9', 'line.-1.1', 'line.0.x']) assert.equal(chartOf(text, result), null, String(text));
});
