import assert from 'node:assert/strict';
import test from 'node:test';
import { valueLabels } from '../src/drawing/ticks.ts';
import { bitRate, bytes, duration, grouped, percent, seconds, timeAt, wallClock } from '../src/model/numbers.ts';
import { exactDigits, fieldText, quantityOf, written } from '../src/model/quantity.ts';

const plain = (text) => text.replaceAll('\u202f', ' ');
const field = (change) => ({ name: 'f', type: 'u64', kind: 'none', unit: '', part: 'none', description: '', offset: 0, bits: 64, values: [], ...change });

test('lengths of time take the unit that fits', () => {
  const cases = [[0, '0'], [7, '7 ns'], [840, '840 ns'], [1000, '1 µs'], [1500, '1.50 µs'], [999_949, '999.9 µs'], [1_200_000, '1.20 ms'],
    [12_400_000_000, '12.4 s'], [119_000_000_000, '119 s'], [200e9, '3 min 20 s'], [7300e9, '2 h 2 min'], [-1_200_000, '\u22121.20 ms']];
  for (const [ns, text] of cases) assert.equal(plain(duration(ns)), text);
});

test('amounts of data count in powers of 1024, a packet keeps its number', () => {
  const cases = [[0, '0 B'], [1200, '1200 B'], [9999, '9999 B'], [10240, '10.0 KiB'], [125_338, '122.4 KiB'], [1_048_575, '1.00 MiB'], [3 * 1024 ** 3, '3.00 GiB']];
  for (const [value, text] of cases) assert.equal(plain(bytes(value)), text);
});

test('rates count bits in powers of 1000', () => {
  assert.equal(plain(bitRate(38_200_000)), '38.2 Mb/s');
  assert.equal(plain(bitRate(950)), '950 b/s');
  assert.equal(plain(bitRate(999_960)), '1.00 Mb/s');
});

test('numbers of 64 bits keep every digit', () => {
  assert.equal(plain(grouped('18446744073709551615')), '18 446 744 073 709 551 615');
  assert.equal(plain(fieldText('18446744073709551615', field({ unit: 'packets' })).text), '18 446 744 073 709 551 615 packets');
  assert.equal(grouped(4410), '4410');
});

test('identifiers are written as they are searched for, amounts in groups', () => {
  const port = field({ name: 'port', type: 'u16', kind: 'identifier' });
  assert.deepEqual(fieldText(39633, port), { text: '39633', exact: '39633' });
  assert.equal(fieldText('18446744073709551615', field({ kind: 'identifier' })).text, '18446744073709551615');
  assert.equal(fieldText(39633, field({ type: 'u32', kind: 'identifier', unit: 'ms' })).text.startsWith('39633'), true);
  assert.equal(written(184_201, quantityOf(port)), '184201');
  assert.equal(exactDigits(184_201, quantityOf(port)), '184201');
  assert.deepEqual(valueLabels([0, 20_000, 40_000], quantityOf(port)), ['0', '20000', '40000']);
  assert.deepEqual(valueLabels([0, 20_000_000, 20_000_001], quantityOf(port)), ['0', '20000000', '20000001']);
  assert.equal(plain(fieldText(39633, field({ type: 'u16', kind: 'count' })).text), '39 633');
});

test('a share that is not zero never reads as zero', () => {
  assert.equal(plain(percent(1, 1_000_000)), '<\u20090.01 %');
  assert.equal(plain(percent(0, 10)), '0 %');
  assert.equal(plain(percent(21, 1000)), '2.10 %');
  assert.equal(percent(0, 0), '\u2013');
});

test('times have the digits that the trace has, and the wall clock has them all', () => {
  assert.equal(plain(seconds(1_203_004_000, 6)), '1.203 004');
  assert.equal(plain(seconds(1_203_004_017, 9)), '1.203 004 017');
  assert.equal(wallClock('1767225600000000000', 1_203_004_017), '2026-01-01 00:00:01.203004017 UTC');
});

test('the time at the cursor has as many digits as a pixel is wide', () => {
  assert.equal(plain(timeAt(2_940_400_000, 360_000)), '2.940 4 s');
  assert.equal(plain(timeAt(2_940_400_000, 1)), '2.940 400 000 s');
  assert.equal(plain(timeAt(500, 10)), '500 ns');
});

test('units of one quantity share an axis', () => {
  const us = quantityOf(field({ unit: 'us', kind: 'duration', type: 'u32' }));
  const ms = quantityOf(field({ unit: 'ms', kind: 'duration', type: 'u32' }));
  assert.equal(us.key, ms.key);
  assert.equal(plain(written(41_200 * us.factor, us)), '41.2 ms');
  assert.equal(plain(written(1_250_000 * 8, quantityOf(field({ unit: 'bytes/s', kind: 'rate' })))), '10.0 Mb/s');
  assert.notEqual(quantityOf(field({ unit: 'entities' })).key, quantityOf(field({ unit: 'snapshots' })).key);
});
