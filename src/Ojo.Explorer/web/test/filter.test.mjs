import assert from 'node:assert/strict';
import test from 'node:test';
import { layering, layersOf } from '../src/model/distribution.ts';
import { EventRate } from '../src/model/eventRate.ts';
import { filterOfOld, hasValue, quoted, termsOf, toggled, valuesOf, withOnly } from '../src/model/filterText.ts';

test('terms are what stands between blanks that no quotation marks hold', () => {
  const filter = 'type:A,"B C"  -reason=timeout cwnd<20KiB "two words"';
  assert.deepEqual(termsOf(filter).map((term) => [filter.slice(term.offset, term.offset + term.length), term.negated, term.name, term.sign, term.values]), [
    ['type:A,"B C"', false, 'type', ':', ['A', 'B C']],
    ['-reason=timeout', true, 'reason', '=', ['timeout']],
    ['cwnd<20KiB', false, 'cwnd', '<', ['20KiB']],
    ['"two words"', false, '', '', ['two words']],
  ]);
});

test('a value is added to the term of its name, and taken away again', () => {
  const one = toggled('', 'type', 'PACKET_LOST');
  assert.equal(one, 'type:PACKET_LOST');
  const two = toggled(`${one} t:1s..`, 'type', 'PACKET_SENT');
  assert.equal(two, 'type:PACKET_LOST,PACKET_SENT t:1s..');
  assert.equal(toggled(two, 'type', 'packet_lost'), 'type:PACKET_SENT t:1s..');
  assert.equal(toggled(toggled(two, 'type', 'PACKET_LOST'), 'type', 'PACKET_SENT'), 't:1s..');
  assert.equal(toggled('-type:A', 'type', 'A'), '-type:A type:A');
});

test('a value that blanks or signs would break stands in quotation marks, and is found again', () => {
  for (const name of ['A B', '<img src=x onerror=alert(1)>', 'a,b', 'say "hello"', '-x', "it's", 'type:x']) {
    const filter = toggled('flow:7', 'type', name);
    assert.equal(hasValue(filter, 'type', name), true, filter);
    assert.equal(termsOf(filter).length, 2, filter);
    assert.equal(toggled(filter, 'type', name), 'flow:7');
  }
  assert.equal(quoted('\'"'), null);
  assert.equal(quoted('a\u0000b'), null);
  assert.equal(toggled('flow:7', 'type', '\'"'), 'flow:7');
});

test('one value takes the place of another', () => {
  assert.equal(withOnly('t:1s..2s type:A', 't', '3s..4s'), 'type:A t:3s..4s');
  assert.deepEqual(valuesOf(withOnly('run:1', 'run', '2'), 'run'), ['2']);
});

test('an old address becomes the filter that it meant', () => {
  assert.equal(filterOfOld([], ''), '');
  assert.equal(filterOfOld(['A&B', 'C'], '4121'), 'type:"A&B",C flow:4121');
});

const counted = (name, category, ...counts) => ({ type: { typeKey: 1, eventType: 1, name, category, count: 0 }, counts });

test('a distribution adds up whatever its layers are', () => {
  const types = Array.from({ length: 9 }, (_, index) => counted(`T${index}`, index < 5 ? 'A' : 'B', index, 10 - index));
  const answer = { fromNs: 0, toNs: 2, bucketNs: 1, types, partial: null };
  for (const term of ['category', 'type']) {
    const layers = layersOf(answer, term);
    assert.equal(layers.length <= 6, true);
    assert.deepEqual([0, 1].map((at) => layers.reduce((sum, layer) => sum + layer.counts[at], 0)), [36, 54]);
    assert.equal(layers.reduce((sum, layer) => sum + layer.total, 0), 90);
  }
  assert.deepEqual(layersOf(answer, 'category').map((layer) => layer.name), ['A', 'B']);
  assert.equal(layersOf(answer, 'type').at(-1).term, null);
  assert.equal(layering(types.map((one) => one.type)), 'category');
  assert.equal(layering([{ category: 'A' }, { category: '' }]), 'type');
});

test('the rate is of the last seconds, and nothing where nothing comes any more', () => {
  const rate = new EventRate();
  rate.add(0, 1000);
  assert.equal(rate.perSecond(0), null);
  rate.add(1000, 3000);
  assert.equal(rate.perSecond(1000), 2000);
  rate.add(20_000, 3000);
  assert.equal(rate.perSecond(20_000), 0);
  rate.add(30_000, 10);
  assert.equal(rate.perSecond(30_000), null);
});
