import assert from 'node:assert/strict';
import test from 'node:test';
import { readAddress, stepped, writeAddress } from '../src/model/address.ts';
import { Catalogue, recordingCall } from '../src/model/catalogue.ts';
import { nameOf } from '../src/model/flowNames.ts';
import { treeOf } from '../src/model/flowTree.ts';
import { planOf } from '../src/model/plan.ts';
import { fieldText } from '../src/model/quantity.ts';
import { fitInto, spanOf, zoomed } from '../src/model/timeRange.ts';

const field = (name, change = {}) => ({ name, type: 'u64', kind: 'none', unit: '', part: 'none', description: '', offset: 0, bits: 64, values: [], ...change });
const type = (id, name, role, fields, change = {}) => ({
  typeKey: id, eventType: id, name, known: true, count: 1, provider: 'p', category: '', description: '', level: 'info', role, chart: 'auto', flow: true, snapshotWhen: '', fields, ...change,
});
const alone = { isChild: false, recordedRoles: new Set() };

test('a game\'s packet stands beside a transport\'s: roles decide, names do not', () => {
  const sent = type(70000, 'SNAPSHOT_SENT', 'packet_sent', [field('tick', { kind: 'identifier', part: 'packet_number' })]);
  const [packets] = planOf([sent], new Catalogue([sent]), alone);
  assert.equal(packets.kind, 'packets');
  assert.deepEqual(packets.groups.map((group) => group.members.map((member) => member.selector)), [['70000.tick']]);
});

test('amounts get a panel per unit, states a band, names of no kind a lane, and the undrawn nothing', () => {
  const types = [
    type(1, 'LOAD', 'none', [field('cpu', { unit: '%' }), field('wait', { unit: 'us', kind: 'duration' }), field('sleep', { unit: 'ms', kind: 'duration' })]),
    type(2, 'PHASE', 'state', [field('phase', { type: 'enum', kind: 'state' })]),
    type(3, 'JOINED', 'none', []),
    type(4, 'SECRET', 'none', [field('x', { kind: 'bytes' })], { chart: 'none' }),
  ];
  const plan = planOf(types, new Catalogue(types), alone).filter((panel) => panel.kind !== 'missing');
  assert.deepEqual(plan.map((panel) => [panel.kind, panel.series?.map((one) => one.label) ?? panel.lanes.map((lane) => [lane.label, lane.state?.name ?? null])]), [
    ['lanes', [['PHASE', 'phase'], ['JOINED', null]]], ['lines', ['cpu']], ['lines', ['wait', 'sleep']],
  ]);
});

test('a field whose name cannot stand in a question is left to the table', () => {
  const odd = type(5, 'ODD', 'none', [field('a,b', { kind: 'count' })]);
  assert.deepEqual(planOf([odd], new Catalogue([odd]), alone).filter((panel) => panel.kind === 'lines'), []);
});

test('what is missing is recommended from the catalogue, with its line of C#', () => {
  const cwnd = type(0x300, 'CWND_UPDATED', 'window', [field('cwnd')]);
  const lost = planOf([], new Catalogue([cwnd]), alone).find((panel) => panel.id === 'window');
  assert.equal(lost.missing.sentence, 'No congestion events in this trace: record CWND_UPDATED to see this panel');
  assert.equal(lost.missing.code, 'tracer.RecordCwndUpdated(flowId, cwnd);');
  assert.equal(recordingCall(type(1, 'PROBE_SENT', '', [field('packet_number'), field('size')])), 'tracer.RecordProbeSent(flowId, packetNumber, size);');
});

test('an address says everything and is read back as it was written', () => {
  const address = {
    tenant: 'acme', flow: '3-18446744073709551615', range: { from: -120, to: 1_203_004_017 }, mark: { from: 12, to: 40 }, filter: 'type:"A&B","<i>" cwnd<20KiB',
    event: '18446744073709551615', eventTime: 12, sort: 'events', order: 'desc', page: { number: 3, cursor: '-17672.42~0a1b2c3d4e5f' }, folded: ['rtt', 'type-3-0'], follow: true,
    pinned: ['window'], hidden: ['pacing', 'lanes'], added: ['768.cwnd'], markers: ['window~4', 'rtt~772'],
    panels: {
      window: { mode: 'rate', log: true, fromZero: false, averagingNs: 1e8, y: [-1.5, 2e9], byBytes: null },
      packets: { mode: 'value', log: false, fromZero: null, averagingNs: null, y: null, byBytes: true },
    },
    with: ['1-9', '2-18446744073709551615'], align: '4', at: [{ flow: '1-9', time: 7 }], shift: -1_500_000,
    sql: 'SELECT "a&b"\n-- ü', plot: 'line.0.1',
  };
  assert.deepEqual(readAddress(writeAddress(address).slice(1)), address);
  assert.equal(readAddress('?from=9&to=3&event=x').range, null);
  assert.equal(readAddress('?mark=9..3').mark, null);
});

test('a page of the table of flows is one of one list, and only what names one is read', () => {
  const page = { number: 2, cursor: '5.9~ab' };
  const on = { ...readAddress('?sort=events&order=desc'), page };
  assert.equal(stepped(on, { flow: '1-7' }).page, page);
  assert.equal(stepped(on, { sort: 'events' }).page, page);
  for (const change of [{ sort: 'loss' }, { order: 'asc' }, { filter: 'flow:7' }]) assert.equal(stepped(on, change).page, null);
  assert.deepEqual(stepped(on, { page: { number: 3, cursor: 'x' } }).page, { number: 3, cursor: 'x' });
  for (const text of ['1~5.9', '0~x', '2', '2~', '~5', '2~a b', 'x~5', `2~${'9'.repeat(301)}`]) assert.equal(readAddress(`?page=${encodeURIComponent(text)}`).page, null, text);
});

test('links of earlier versions open as the filter that they meant', () => {
  assert.equal(readAddress('?type=PACKET_LOST&type=PACKET_SENT&flow=1-7').filter, 'type:PACKET_LOST,PACKET_SENT');
  assert.equal(readAddress('?search=edge-proxy').filter, 'service:*edge-proxy*');
  assert.equal(readAddress('?search=1-7&type=A').filter, 'type:A flow:1-7');
  assert.equal(readAddress('?search=two+words').filter, 'service:*two?words*');
  assert.equal(readAddress('?search=x&filter=run:1').filter, 'run:1');
});

const flow = (id, parentId, children = 0) => ({
  id, runId: 1, flowId: id, parentId, firstNs: 0, lastNs: 1, durationNs: 1, events: 1, packetsSent: 0, packetsLost: 0, children,
});
const flowsOf = (lines) => lines.filter((line) => line.kind === 'flow').map((line) => [line.flow.id, line.level, line.folded]);

test('flows that are each other\'s parents are listed once', () => {
  assert.deepEqual(flowsOf(treeOf([flow('a', 'b'), flow('b', 'a'), flow('c', 'missing'), flow('d', 'd')], [])), [['c', 2, null], ['d', 2, null], ['a', 2, false], ['b', 3, null]]);
});

test('a flow with many children is folded until somebody wants to see them, or one of them is open', () => {
  const flows = [flow('p', null, 12), ...Array.from({ length: 12 }, (_, index) => flow(`c${index}`, 'p')), flow('q', null, 2), flow('x', 'q'), flow('y', 'q')];
  assert.deepEqual(flowsOf(treeOf(flows, [])), [['p', 2, true], ['q', 2, false], ['x', 3, null], ['y', 3, null]]);
  assert.equal(treeOf(flows, [], { chosen: new Map([['p', false]]), open: null }).length, 17);
  assert.equal(treeOf(flows, [], { chosen: new Map(), open: 'c3' }).length, 17);
  assert.deepEqual(flowsOf(treeOf(flows, [], { chosen: new Map([['q', true]]), open: 'x' })), [['p', 2, true], ['q', 2, true]]);
  assert.deepEqual(treeOf(flows, [], { chosen: new Map([['run 1', true]]), open: null }).map((line) => [line.kind, line.folded]), [['run', true]]);
});

test('children that are not in the list yet can be unfolded', () => {
  assert.deepEqual(flowsOf(treeOf([flow('p', null, 3)], [])), [['p', 2, true]]);
});

test('each line of the tree says where it stands', () => {
  const lines = treeOf([flow('p', null, 2), flow('x', 'p'), flow('y', 'p')], []);
  assert.deepEqual(lines.map((line) => [line.key, line.above, line.level, line.position, line.siblings]),
    [['run 1', null, 1, 1, 1], ['p', 'run 1', 2, 1, 1], ['x', 'p', 3, 1, 2], ['y', 'p', 3, 2, 2]]);
});

test('a flow is called by what its first events say', () => {
  const opened = type(1, 'OPENED', 'connection_opened', [field('role', { type: 'enum' }), field('alpn', { type: 'string' }), field('peer', { type: 'ip' })]);
  assert.equal(nameOf({ fields: { role: 'client', alpn: 'h3', peer: '10.0.0.7' } }, opened), 'h3 10.0.0.7');
  assert.equal(nameOf({ fields: { role: 'client', alpn: null, peer: '' } }, opened), 'client');
  const stream = type(2, 'STREAM', 'stream_opened', [field('id', { kind: 'identifier', part: 'stream_id' })]);
  assert.equal(nameOf({ fields: { id: '39633' } }, stream), 'stream 39633');
});

test('zooming keeps the time under the pointer, and stops at the ends', () => {
  const range = zoomed({ from: 100, to: 200 }, 0.5, 125);
  assert.deepEqual(range, { from: 112.5, to: 162.5 });
  assert.deepEqual(fitInto({ from: -50, to: 50 }, { from: 0, to: 1000 }), { from: 0, to: 200 });
  assert.equal(spanOf(fitInto({ from: 5e8, to: 5e8 + 1 }, { from: 0, to: 1e9 })), 200);
});

test('a point in time is written for people and kept in full', () => {
  const at = field('at', { type: 'timestamp' });
  assert.deepEqual(fieldText('2026-11-20T10:29:20.120000009Z', at), { text: '2026-11-20 10:29:20.12 UTC', exact: '2026-11-20T10:29:20.120000009Z' });
  assert.equal(fieldText('1969-12-31T23:59:59.000000000Z', at).text, '1969-12-31 23:59:59 UTC');
  assert.equal(fieldText('<b>', at).text, '<b>');
});
