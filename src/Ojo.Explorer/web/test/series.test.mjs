import assert from 'node:assert/strict';
import test from 'node:test';
import { countIn, readingAt, withTail } from '../src/model/series.ts';
import { valueExtent } from '../src/drawing/linePath.ts';
import { SeriesSource } from '../src/model/seriesSource.ts';

const columns = (rows, more = {}) => ({
  selector: 's', bucketNs: 0, firstNs: rows.map((r) => r[0]), lastNs: rows.map((r) => r[1]), first: rows.map((r) => r[2]), last: rows.map((r) => r[3]),
  min: rows.map((r) => r[4]), max: rows.map((r) => r[5]), count: rows.map((r) => r[6]), before: null, ...more,
});

test('a value holds until the next one, and before the first there is none', () => {
  const series = columns([[10, 10, 5, 5, 5, 5, 1], [20, 20, 7, 7, 7, 7, 1]]);
  assert.equal(readingAt(series, 9), null);
  assert.equal(readingAt(series, 10).max, 5);
  assert.equal(readingAt(series, 19).max, 5);
  assert.equal(readingAt(series, 1000).max, 7);
});

test('inside a bucket of many the reading is their spread, after it the last of them', () => {
  const series = columns([[10, 30, 5, 6, 2, 9, 12]]);
  assert.deepEqual(readingAt(series, 15), { time: 10, min: 2, max: 9, count: 12 });
  assert.deepEqual(readingAt(series, 30), { time: 30, min: 6, max: 6, count: 1 });
});

test('what came before the range enters it', () => {
  const before = { firstNs: 3, lastNs: 3, first: 4, last: 4, min: 4, max: 4, count: 1 };
  const series = columns([[10, 10, 5, 5, 5, 5, 1]], { before });
  assert.equal(readingAt(series, 8).max, 4);
  assert.deepEqual(valueExtent([{ range: { from: 8, to: 20 }, columns: series }], 8), [4, 5]);
});

test('a tail replaces what it overlaps and counts nothing twice', () => {
  const old = columns([[10, 10, 1, 1, 1, 1, 1], [20, 20, 2, 2, 2, 2, 1], [30, 30, 3, 3, 3, 3, 1]]);
  const tail = columns([[20, 20, 2, 2, 2, 2, 1], [25, 25, 9, 9, 9, 9, 1], [30, 30, 3, 3, 3, 3, 1], [40, 40, 4, 4, 4, 4, 1]]);
  const joined = withTail(old, tail, 20);
  assert.deepEqual(joined.firstNs, [10, 20, 25, 30, 40]);
  assert.equal(countIn(joined, { from: 0, to: 100 }), 5);
});

test('a newer question gives up the older one, and the coarse whole answers until the sharp part comes', async () => {
  globalThis.window = { setTimeout: (run) => setTimeout(run, 0), clearTimeout };
  const asked = [];
  const client = {
    series: (_, selectors, range, width, signal) => new Promise((resolve, reject) => {
      asked.push({ range, signal, answer: (bucketNs) => resolve({ series: selectors.map(() => columns([[range.from, range.to - 1, 0, 1, 0, 1, 9]], { bucketNs })) }) });
      signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
    }),
  };
  const turn = () => new Promise((done) => setTimeout(done, 5));
  const extent = { from: 0, to: 1e9 };
  const source = new SeriesSource(client, '1-1', ['s'], () => 1e9, () => {});
  source.want(extent, extent, 100);
  asked[0].answer(1 << 22);
  await turn();
  source.want({ from: 1e8, to: 2e8 }, extent, 100);
  await turn();
  source.want({ from: 3e8, to: 4e8 }, extent, 100);
  await turn();
  assert.equal(asked.length, 3);
  assert.ok(asked[1].signal.aborted);
  assert.equal(source.pieces('s', { from: 3e8, to: 4e8 })[0].columns.bucketNs, 1 << 22);
  asked[2].answer(1 << 10);
  await turn();
  assert.equal(source.pieces('s', { from: 3e8, to: 4e8 })[0].columns.bucketNs, 1 << 10);
  assert.equal(source.pieces('s', extent).length, 3);
});
