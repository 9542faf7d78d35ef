import assert from 'node:assert/strict';
import test from 'node:test';
import { emptyAddress, readAddress, stepped, writeAddress } from '../src/model/address.ts';
import { bestOf, differencesOf, differenceText, relativeText, valueText } from '../src/model/compareDifferences.ts';

const time = { dimension: 'time', factor: 1, unit: 'ns', key: 'time' };
const summary = (change) => ({
  packetsSent: 100, packetsReceived: null, packetsAcked: 90, packetsLost: 10, packetsRetransmitted: 10, bytesSent: 120000, bytesReceived: null, streams: null,
  maxCwnd: 12000, lastBytesInFlight: 0, minRttUs: 40000, medianRttUs: 41000, durationUs: 1e6, ...change,
});
const figures = (change = {}, range = {}) => ({
  details: { id: '1-7', durationNs: 1e9, events: 500, summary: summary(change) },
  range: { sendRate: 120000, rtt: { minUs: 40000, medianUs: 41000, p99Us: 52000 }, partial: null, ...range },
  blocked: { bucketNs: 1e9, series: [{ kind: 'blocked_by_congestion', value: [0.25], unavailable: null }, { kind: 'blocked_by_pacing', value: [], unavailable: 'No event says.' }], partial: null },
});
const lineOf = (lines, label) => lines.find((line) => line.label === label);

test('differences are counted from the first flow, with their sign, their unit and as a part of it', () => {
  assert.equal(differenceText(52e6, 50e6, time), '+2.00\u202fms');
  assert.equal(differenceText(48e6, 50e6, time), '\u22122.00\u202fms');
  assert.equal(differenceText(50e6, 50e6, time), '=');
  assert.equal(differenceText(null, 50e6, time), '');
  assert.equal(differenceText(0.03, 0.01, 'ratio'), '+2\u202fpp');
  assert.equal(relativeText(55, 50), '+10\u202f%');
  assert.equal(relativeText(49, 50), '\u22122.0\u202f%');
  assert.equal(relativeText(5000, 50), '\u00d7\u202f100');
  assert.equal(relativeText(5, 0), '');
});

test('better is said only where it has a meaning, all flows have the number, and one is ahead', () => {
  assert.equal(bestOf({ label: '', quantity: time, better: 'less', values: [3, 2] }), 1);
  assert.equal(bestOf({ label: '', quantity: time, better: 'more', values: [3, 2] }), 0);
  assert.equal(bestOf({ label: '', quantity: time, better: 'less', values: [2, 2] }), null);
  assert.equal(bestOf({ label: '', quantity: time, better: 'less', values: [2, null] }), null);
  assert.equal(bestOf({ label: '', quantity: time, better: null, values: [2, 1] }), null);
});

test('the table has a line for what any of the flows recorded, and none for what none did', () => {
  const lines = differencesOf([figures(), figures({ packetsLost: 5, medianRttUs: null })]);
  assert.deepEqual(lineOf(lines, 'packets lost').values, [10, 5]);
  assert.deepEqual(lineOf(lines, 'lost of those sent').values, [0.1, 0.05]);
  assert.equal(valueText(0.1, 'ratio'), '10\u202f%');
  assert.deepEqual(lineOf(lines, 'RTT, median').values, [41e6, null]);
  assert.deepEqual(lineOf(lines, 'mean throughput').values, [960000, 960000]);
  assert.deepEqual(lineOf(lines, 'blocked by congestion').values, [0.25e9, 0.25e9]);
  for (const absent of ['bytes received', 'streams', 'blocked by pacing', 'blocked by flow control']) assert.equal(lineOf(lines, absent), undefined, absent);
});

test('the address has the flows, where they lie over each other and the offset, and opening a flow leaves them', () => {
  const address = { ...emptyAddress, flow: '1-7', with: ['1-9', '2-7'], align: '768', at: [{ flow: '2-7', time: 1_203_000_000 }], shift: -2_500_000 };
  const text = writeAddress(address);
  assert.ok(text.startsWith('/?flow=1-7&with=1-9&with=2-7'));
  assert.deepEqual(readAddress(text.slice(1)), address);
  assert.deepEqual(stepped(address, { flow: '1-9' }).with, []);
  assert.deepEqual(readAddress('?flow=1-7&with=x&with=1-1&with=1-1&with=1-2&with=1-3&with=1-4&align=a').with, ['1-1', '1-2', '1-3']);
});
