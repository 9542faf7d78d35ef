import assert from 'node:assert/strict';
import test from 'node:test';
import { timeTicks, valueLabels, valueTicks } from '../src/drawing/ticks.ts';

test('at every zoom the labels of the time axis differ, and there are not too many', () => {
  for (const from of [-120_000_000, 0, 1_203_004_017, 86_000_000_000, 7_200_000_000_000]) {
    for (let span = 200; span < 1e14; span *= 3.7) {
      const { ticks, labels } = timeTicks({ from, to: from + span }, 1000);
      assert.ok(ticks.length >= 2 && ticks.length <= 24, `${ticks.length} ticks from ${from} over ${span}`);
      assert.equal(new Set(labels).size, labels.length, `${labels.join(', ')} from ${from} over ${span}`);
      assert.ok(ticks.every((tick) => tick >= from && tick <= from + span));
    }
  }
});

test('deep in a trace the common part of the labels is said once', () => {
  const { base, labels } = timeTicks({ from: 1_203_140_000, to: 1_203_150_000 }, 1000);
  assert.equal(base.replaceAll('\u202f', ' '), '1.203 s');
  assert.ok(labels.every((label) => label.startsWith('+')));
});

test('value axes are labelled in one unit, without two labels alike', () => {
  const quantities = [
    { dimension: 'bytes', factor: 1, unit: 'B', key: 'bytes' }, { dimension: 'time', factor: 1, unit: 'ns', key: 'time' },
    { dimension: 'rate', factor: 1, unit: 'b/s', key: 'rate' }, { dimension: 'count', factor: 1, unit: '', key: 'c' },
    { dimension: 'identifier', factor: 1, unit: '', key: 'i' }, { dimension: 'other', factor: 1, unit: 'x', key: 'o' },
  ];
  for (const quantity of quantities) {
    for (let top = 3; top < 1e13; top *= 4.3) {
      for (const bottom of [0, top * 0.9]) {
        const ticks = valueTicks(bottom, top, 200, quantity);
        const labels = valueLabels(ticks, quantity);
        assert.equal(new Set(labels).size, labels.length, `${quantity.dimension} ${bottom} to ${top}: ${labels.join(', ')}`);
        assert.ok(ticks.length <= 14, `${ticks.length} ticks`);
      }
    }
  }
});
