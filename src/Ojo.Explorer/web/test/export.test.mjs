import assert from 'node:assert/strict';
import test from 'node:test';
import { readSeries } from '../src/api/seriesForm.ts';
import { SvgContext, xml } from '../src/drawing/svgContext.ts';
import { csv, csvCell, fileName, seriesCsv } from '../src/model/export.ts';

test('a text is never a formula, and never leaves its cell', () => {
  assert.equal(csvCell('=1+1'), '\'=1+1');
  assert.equal(csvCell('  @SUM(A1)'), '\'  @SUM(A1)');
  assert.equal(csvCell('\tx'), '\'\tx');
  assert.equal(csvCell('-x'), '\'-x');
  assert.equal(csvCell('a,"b"\nc'), '"a,""b""\nc"');
  assert.equal(csvCell('plain'), 'plain');
});

test('numbers are written with all their digits, negative ones too', () => {
  assert.equal(csv([['18446744073709551615', -5, '-9223372036854775808', 0.1, null, 7n]]), '18446744073709551615,-5,-9223372036854775808,0.1,,7\r\n');
});

test('a file is named safely whatever flow and panel are called', () => {
  assert.equal(fileName(['1-7', '../..\\<b>"Röund'], { from: -4, to: 12 }, 'csv'), 'ojo-1-7-b-r-und-0-12.csv');
});

test('series become a row for each bucket, with their units', () => {
  const series = [{ selector: '1.x', bucketNs: 0, firstNs: [5], lastNs: [6], first: [1], last: [null], min: [1], max: [2], count: [3], before: null }];
  assert.equal(seriesCsv({ flow: '1-7', fromNs: 0, toNs: 9, series }, [{ selector: '1.x', label: 'A.x', unit: 'bytes' }]),
    'series,unit,first (ns),last (ns),first,last,min,max,count\r\nA.x,bytes,5,6,1,,1,2,3\r\n');
});

/** A buffer of the compact form, written by hand as docs/API.md has it. */
function bytes(about, write) {
  const view = new DataView(new ArrayBuffer(4096));
  const text = new TextEncoder().encode(JSON.stringify(about));
  new Uint8Array(view.buffer).set([0x4f, 0x4a, 0x4f, 0x53, 1, 0, 0, 0]);
  view.setUint32(8, text.length, true);
  view.setUint32(12, about.selectors.length, true);
  view.setBigInt64(16, -5n, true);
  view.setBigInt64(24, 9n, true);
  new Uint8Array(view.buffer).set(text, 32);
  let at = 32 + Math.ceil(text.length / 8) * 8;
  write({
    u32: (value) => { view.setUint32(at, value, true); at += 4; },
    i64: (value) => { view.setBigInt64(at, BigInt(value), true); at += 8; },
    f64: (value) => { view.setFloat64(at, value, true); at += 8; },
    head(kind, from, other, base, scale) {
      view.setUint8(at, kind);
      view.setUint8(at + 1, from);
      view.setUint8(at + 2, other);
      at += 8;
      this.i64(base);
      this.i64(scale);
    },
    raw(...values) { values.forEach((value, i) => view.setUint8(at + i, value)); at += Math.ceil(values.length / 8) * 8; },
  });
  return view.buffer.slice(0, at);
}

test('the compact form of series is read as it is documented', () => {
  const answer = readSeries(bytes({ flow: '1-7', selectors: ['1.x', '2'] }, (to) => {
    to.u32(3); to.u32(1); to.i64(1024);
    to.i64(-9); to.i64(-8); to.f64(1.5); to.f64(NaN); to.f64(3); to.f64(4); to.i64(2);
    to.head(1, 1, 0, 1000, 10); to.raw(0, 1, 200);
    to.head(1, 2, 0, 5, 1); to.raw(0, 1, 2);
    to.head(4, 0, 0, 0, 1); to.f64(0.5); to.f64(NaN); to.f64(-2);
    to.head(6, 0, 0, 0, 1); to.i64(-1); to.i64(2n ** 40n); to.i64(3);
    to.head(0, 0, 0, 7, 1);
    to.head(2, 0, 0, -1, 2); to.raw(1, 0, 0, 1, 2, 0);
    to.head(3, 0, 0, 1, 1); to.raw(0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1);
    to.u32(0); to.u32(0); to.i64(0);
  }));
  assert.deepEqual(answer, {
    flow: '1-7', fromNs: -5, toNs: 9, series: [{
      selector: '1.x', bucketNs: 1024, firstNs: [1000, 1010, 3010], lastNs: [1005, 1016, 3017], first: [0.5, null, -2], last: [-1, 2 ** 40, 3], min: [7, 7, 7],
      max: [1, 511, 3], count: [1, 2, 2 ** 24 + 1], before: { firstNs: -9, lastNs: -8, first: 1.5, last: null, min: 3, max: 4, count: 2 },
    }, { selector: '2', bucketNs: 0, firstNs: [], lastNs: [], first: [], last: [], min: [], max: [], count: [], before: null }],
  });
});

test('another version of the compact form is refused with a sentence', () => {
  const buffer = bytes({ flow: '1-7', selectors: [] }, () => undefined);
  new DataView(buffer).setUint16(4, 2, true);
  assert.throws(() => readSeries(buffer), /version 2.*Load it again/);
  assert.throws(() => readSeries(new ArrayBuffer(8)), /something else than series/);
});

test('what is drawn becomes paths and text of a vector graphic, placed and clipped', () => {
  const context = new SvgContext(100, 50, (text) => text.length * 6);
  context.save();
  context.translate(10, 5);
  context.beginPath();
  context.rect(0, 0, 20, 10);
  context.clip();
  context.strokeStyle = '#0072b2';
  context.beginPath();
  context.moveTo(1, 2);
  context.lineTo(3, 4.126);
  context.stroke();
  context.restore();
  context.fillStyle = '#000';
  context.font = '600 12px "A B", sans-serif';
  context.fillText('<script>&\u0001', 4, 5);
  const svg = context.document('a "b"');
  assert.match(svg, /<clipPath id="clip0"><path d="M10 5L30 5L30 15L10 15Z"\/><\/clipPath>/);
  assert.match(svg, /<g clip-path="url\(#clip0\)">\s*<path d="M11 7L13 9\.13" fill="none" stroke="#0072b2" stroke-width="1"\/>\s*<\/g>/);
  assert.match(svg, /font-family="&#34;A B&#34;, sans-serif" font-size="12" font-weight="600">&#60;script&#62;&#38;\ufffd<\/text>/);
  assert.match(svg, /<title>a &#34;b&#34;<\/title>/);
});

test('no character of a trace breaks a vector graphic', () => {
  assert.equal(xml('\u0000\ud800x\udc00\ud83d\ude00'), '\ufffd\ufffdx\ufffd\ud83d\ude00');
});
