import assert from 'node:assert/strict';
import test from 'node:test';
import { ColumnPen } from '../src/drawing/columnPen.ts';
import { drawLine } from '../src/drawing/line.ts';

const columns = (rows) => ({
  selector: 's', bucketNs: 10, firstNs: rows.map((r) => r[0]), lastNs: rows.map((r) => r[1]), first: rows.map((r) => r[2]), last: rows.map((r) => r[3]),
  min: rows.map((r) => r[4]), max: rows.map((r) => r[5]), count: rows.map(() => 9), before: null,
});

/** A canvas that remembers what it was told. */
function canvas() {
  const said = [];
  return { said, fillRect: (...box) => said.push(['fillRect', ...box]), fill: () => said.push(['fill']), stroke: () => said.push(['stroke']), setLineDash() {} };
}

class Path {
  moveTo() {}
  lineTo() {}
  rect() {}
}

const ink = { stroke: 'black', fill: 'grey', width: 1, dash: [] };

function drawn(rows, newPath) {
  const context = canvas();
  const scale = { x: (time) => time / 10, y: (value) => 100 - value, base: 100, from: 0, to: 1000 };
  drawLine(context, [{ range: { from: 0, to: 1000 }, columns: columns(rows) }], 'line', scale, [], ink, { left: 0, width: 100 }, newPath);
  return context.said;
}

test('a slanted line covers in each column what it goes through there', () => {
  const pen = new ColumnPen(10, 4);
  pen.moveTo(10, 0);
  pen.lineTo(14, 40);
  const context = canvas();
  pen.paint(context, 2);
  assert.deepEqual(context.said, [0, 1, 2, 3].map((column) => ['fillRect', 10 + column, column * 10 - 1, 1, 12]));
});

test('a flat line is one rectangle, and what is not joined stays apart', () => {
  const pen = new ColumnPen(0, 20);
  pen.moveTo(2, 5);
  pen.lineTo(6.5, 5);
  pen.moveTo(12, 5);
  pen.lineTo(13, 5);
  const context = canvas();
  pen.paint(context, 1);
  assert.deepEqual(context.said, [['fillRect', 2, 4.5, 5, 1], ['fillRect', 12, 4.5, 2, 1]]);
});

test('what lies outside of the plot covers nothing', () => {
  const pen = new ColumnPen(0, 5);
  pen.moveTo(-100, -100);
  pen.lineTo(2, 2);
  pen.rect(4.6, 10, 50, 5);
  pen.rect(-20, 10, 10, 5);
  const context = canvas();
  pen.paint(context, 0);
  assert.deepEqual(context.said, [['fillRect', 0, 0, 1, 1], ['fillRect', 1, 1, 1, 1], ['fillRect', 2, 2, 1, 0]]);
});

test('a line that fills every pixel is drawn by columns, a calm one is stroked', () => {
  globalThis.Path2D = Path;
  const wild = drawn(Array.from({ length: 100 }, (_, i) => [i * 10, i * 10 + 9, 10, 80, 5, 90]));
  assert.ok(!wild.some(([what]) => what === 'stroke' || what === 'fill'));
  // From the least to the greatest of the bucket, and over it the line's own way, in each column.
  assert.deepEqual(wild.slice(0, 1), [['fillRect', 0, 10, 100, 85]]);
  assert.ok(wild.slice(1).every(([, , top, , height]) => top >= 19 && top + height <= 91));
  assert.equal(wild.slice(1).reduce((sum, [, , , width]) => sum + width, 0), 100);

  const calm = drawn(Array.from({ length: 100 }, (_, i) => [i * 10, i * 10 + 9, i / 2, i / 2, i / 2, i / 2]));
  delete globalThis.Path2D;
  assert.deepEqual(calm.map(([what]) => what), ['fill', 'stroke']);
});

test('a vector graphic keeps its paths', () => {
  const wild = drawn(Array.from({ length: 100 }, (_, i) => [i * 10, i * 10 + 9, 10, 80, 5, 90]), () => new Path());
  assert.deepEqual(wild.map(([what]) => what), ['fill', 'stroke']);
});
