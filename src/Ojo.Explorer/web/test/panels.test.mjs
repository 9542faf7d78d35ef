import assert from 'node:assert/strict';
import test from 'node:test';
import { linePath, valueExtent } from '../src/drawing/linePath.ts';
import { eachStretch } from '../src/drawing/reasonChart.ts';
import { ValueScale } from '../src/drawing/valueScale.ts';
import { averagingWindow, roundUp } from '../src/model/averaging.ts';
import { Catalogue } from '../src/model/catalogue.ts';
import { columnsOf } from '../src/model/derivedSource.ts';
import { inMode, quantityIn } from '../src/model/modes.ts';
import { readPanelState, writePanelState } from '../src/model/panelState.ts';
import { planOf } from '../src/model/plan.ts';
import { readingAt } from '../src/model/series.ts';

const field = (name, change = {}) => ({ name, type: 'u64', kind: 'none', unit: '', part: 'none', description: '', offset: 0, bits: 64, values: [], ...change });
const type = (id, name, role, fields, change = {}) => ({
  typeKey: id, eventType: id, name, known: true, count: 1, provider: 'p', category: '', description: '', level: 'info', role, chart: 'auto', flow: true, snapshotWhen: '', fields, ...change,
});
const number = field('n', { kind: 'identifier', part: 'packet_number' });
const size = field('size', { kind: 'bytes', unit: 'bytes', part: 'size' });
const value = (unit = 'bytes', kind = 'bytes') => field('v', { kind, unit, part: 'value' });
const plan = (types, more = {}) => planOf(types, new Catalogue(types), { isChild: false, recordedRoles: new Set(), ...more });
const columns = (times, values, change = {}) => ({
  selector: 's', bucketNs: 0, firstNs: times, lastNs: times, first: values, last: values, min: values, max: values, count: times.map(() => 1), before: null, ...change,
});
const bytes = { dimension: 'bytes', factor: 1, unit: 'B', key: 'bytes' };

test('round-trip times are worked out only where nobody recorded any', () => {
  const packets = [type(1, 'SENT', 'packet_sent', [number]), type(2, 'ACKED', 'packet_acked', [number])];
  assert.deepEqual(plan(packets).find((panel) => panel.id === 'rtt').series.map((one) => one.selector), ['derived:rtt']);
  const measured = type(3, 'RTT', 'rtt', [field('latest', { part: 'latest', unit: 'us', kind: 'duration' })]);
  assert.deepEqual(plan([...packets, measured]).find((panel) => panel.id === 'rtt').series.map((one) => one.selector), ['3.latest']);
  assert.equal(plan([packets[0]]).find((panel) => panel.id === 'rtt').kind, 'missing');
});

test('bytes are offered, and rates in bytes, only where an event says a size', () => {
  const acked = type(2, 'ACKED', 'packet_acked', [number]);
  const lost = type(3, 'LOST', 'packet_lost', [number]);
  const without = plan([type(1, 'SENT', 'packet_sent', [number]), acked, lost]);
  assert.equal(without[0].byBytes, null);
  assert.deepEqual(without.find((panel) => panel.id === 'rates').series.map((one) => one.selector), ['derived:loss_rate']);
  const sized = plan([type(1, 'SENT', 'packet_sent', [number, size]), acked, lost, type(4, 'W', 'window', [value()])]);
  assert.deepEqual(sized[0].byBytes.groups.map((group) => group.members[0].selector), ['derived:sent_offset', 'derived:acked_offset', 'derived:lost_offset']);
  assert.deepEqual(sized[0].byBytes.edges.map((one) => one.selector), ['derived:window_edge']);
  assert.deepEqual(sized.find((panel) => panel.id === 'rates').series.map((one) => one.selector), ['derived:throughput', 'derived:goodput', 'derived:loss_rate']);
});

test('pacing stands beside the window, and by itself where there is none', () => {
  const pacing = type(2, 'P', 'pacing_rate', [value('bytes/s', 'rate')]);
  const both = plan([type(1, 'W', 'window', [value()]), pacing]);
  assert.deepEqual(both.find((panel) => panel.id === 'window').series.map((one) => one.label), ['window', 'pacing']);
  assert.equal(both.find((panel) => panel.id === 'pacing'), undefined);
  assert.deepEqual(plan([pacing]).find((panel) => panel.id === 'pacing').series.map((one) => one.label), ['pacing']);
});

test('why nothing is sent is asked where events say so, or window and flight do', () => {
  const window = type(1, 'W', 'window', [value()]);
  const flight = type(2, 'F', 'bytes_in_flight', [value()]);
  const blocked = type(3, 'B', 'blocked', [field('reason', { type: 'enum' })]);
  const rows = (types) => plan(types).find((panel) => panel.id === 'reasons')?.rows[0].otherwise;
  assert.equal(rows([window]), undefined);
  assert.equal(rows([window, flight]), 'derived:congestion_limited');
  assert.equal(rows([blocked]), null);
});

test('a field that somebody asked for gets a panel, one that is not there none', () => {
  const load = type(7, 'LOAD', 'none', [field('cpu', { unit: '%' }), field('who', { type: 'string' })]);
  const ids = (added) => plan([load], { added }).filter((panel) => panel.isAdded).map((panel) => panel.id);
  assert.deepEqual(ids(['7.cpu', '7.who', '7.gone', '8.cpu', 'LOAD.cpu']), ['add-7.cpu']);
});

test('a panel\'s state is read back as it was written, and nonsense is nothing', () => {
  const state = { mode: 'delta', log: true, fromZero: true, averagingNs: 5e6, y: [0.25, 1e15], byBytes: false };
  assert.deepEqual(readPanelState(writePanelState('type-3-0', state)), ['type-3-0', state]);
  assert.equal(readPanelState('window'), null);
  assert.deepEqual(readPanelState('window~avg0~y5..5~y9..1~ylog~bogus')[1], readPanelState('window~x')[1]);
});

test('a change is from one value to the next, and none over a gap', () => {
  const series = columns([10, 20, 30, 40], [5, 8, 6, 9], { before: { firstNs: 1, lastNs: 1, first: 1, last: 1, min: 1, max: 1, count: 1 } });
  assert.deepEqual(inMode(series, 'delta', 0, []).last, [4, 3, -2, 3]);
  assert.deepEqual(inMode(series, 'delta', 0, [{ fromNs: 22, toNs: 25 }]).last, [4, 3, null, 3]);
});

test('a change per second runs from an event to an event and says nothing over a gap', () => {
  const series = columns([0, 1e9, 2e9, 4e9], [0, 10, 30, 40]);
  const each = inMode(series, 'rate', 1, []);
  assert.deepEqual([each.firstNs, each.last], [[0, 1e9, 2e9, 4e9], [10, 20, 5, null]]);
  const long = inMode(series, 'rate', 2e9, []);
  assert.deepEqual([long.firstNs, long.last], [[0, 2e9, 4e9], [15, 5, null]]);
  assert.deepEqual(inMode(series, 'rate', 1, [{ fromNs: 1.2e9, toNs: 1.3e9 }]).last, [10, null, 5, null]);
  assert.deepEqual(quantityIn('rate', bytes), { dimension: 'rate', factor: 8, unit: 'b/s', key: 'rate' });
});

test('stretches of time are said in one word and never narrower than a pixel', () => {
  assert.deepEqual([1, 3, 20, 21, 999, 1e9, 2.1e9].map(roundUp), [1, 5, 20, 50, 1000, 1e9, 5e9]);
  assert.equal(averagingWindow(null, 1000), 10_000);
  assert.equal(averagingWindow(1e6, 1000), 1e6);
  assert.equal(averagingWindow(1e6, 3e6), 5e6);
});

const answer = { fromNs: 100, bucketNs: 10 };
const derived = (kind, values, change = {}) => ({ kind, unit: '', value: values, min: values, max: values, count: values.map(() => 1), unavailable: null, ...change });

test('a rate holds for its stretch, breaks off where none is told, and a gap\'s stretch tells none', () => {
  const rates = columnsOf('derived:loss_rate', derived('loss_rate', [0.5, null, null, 0, 0.25]), answer, []);
  assert.deepEqual([rates.firstNs, rates.last], [[100, 110, 130, 140], [0.5, null, 0, 0.25]]);
  assert.equal(readingAt(rates, 115), null);
  assert.equal(readingAt(rates, 139).max, 0);
  assert.deepEqual(columnsOf('derived:throughput', derived('throughput', [8, 9, 7]), answer, [{ fromNs: 112, toNs: 118 }]).last, [8, null, 7]);
});

test('a value that stays is told where it changes, with its bounds', () => {
  const level = columnsOf('derived:data_sent', derived('data_sent', [5, 5, 9], { min: [0, 5, 5], count: [2, 0, 1] }), answer, []);
  assert.deepEqual([level.firstNs, level.lastNs, level.first, level.last, level.count], [[100, 120], [109, 129], [0, 5], [5, 9], [3, 2]]);
  assert.equal(readingAt(level, 118).max, 5);
});

test('neighbours of one share are one stretch, and none is left out', () => {
  const shares = columnsOf('derived:blocked_by_pacing', derived('blocked_by_pacing', [0, 1, 1, 0.5, 0, 0, 0.25]), answer, []);
  const seen = [];
  eachStretch([{ range: { from: 0, to: 1000 }, columns: shares }], { from: 0, to: 1000 }, (...stretch) => seen.push(stretch));
  assert.deepEqual(seen, [[110, 130, 1], [130, 140, 0.5], [160, 170, 0.25]]);
  const part = [];
  eachStretch([{ range: { from: 125, to: 135 }, columns: shares }], { from: 125, to: 135 }, (...stretch) => part.push(stretch));
  assert.deepEqual(part, [[120, 130, 1], [130, 140, 0.5]]);
});

test('the second axis has round numbers on the lines of the first', () => {
  const left = ValueScale.over(0, 28_000, false, true);
  const ticks = left.ticks(100, bytes);
  const right = left.aligned(ticks, 100_000, 7_340_000, true);
  const values = ticks.map((tick) => right.value(left.at(tick)));
  assert.ok(right.min <= 100_000 && right.max >= 7_340_000);
  const step = values[1] - values[0];
  for (const one of values) assert.ok(Math.abs(one / step - Math.round(one / step)) < 1e-6);
  assert.match(String(Number(step.toPrecision(6))), /^(1|2|25|5)0*$/);
});

test('a logarithmic axis stands on the least that is positive', () => {
  const scale = ValueScale.over(valueExtent([{ range: { from: 0, to: 99 }, columns: columns([1, 2, 3], [0, 10, 1000]) }], 0, true)[0], 1000, true, false);
  assert.ok(scale.min > 0 && scale.min <= 10 && scale.max >= 1000);
  assert.ok(Math.abs(scale.value(scale.at(100)) - 100) < 1e-9);
  assert.ok(scale.at(0) < 0);
});

test('a line breaks off where nothing is known', () => {
  const calls = [];
  const pen = { moveTo: (x, y) => calls.push(['M', x, y]), lineTo: (x, y) => calls.push(['L', x, y]), rect() {} };
  linePath([{ range: { from: 0, to: 100 }, columns: columns([10, 20, 30], [1, null, 3]) }], 'step', { x: (t) => t, y: (v) => v, base: 0, from: 0, to: 40 }, [], () => pen);
  assert.deepEqual(calls, [['M', 10, 1], ['L', 20, 1], ['M', 30, 3], ['L', 40, 3]]);
});
