import assert from 'node:assert/strict';
import test from 'node:test';
import { identityOf, isAnother } from '../src/model/storeIdentity.ts';

const run = (runId, startNs, processId = 7) => ({ runId, startNs, processId });
const store = (...runs) => identityOf('traces.db', runs);

test('a store that has grown, or whose old runs were removed, is the same', () => {
  assert.equal(isAnother(store(run(1, '5')), store(run(1, '5'), run(2, '9'))), false);
  assert.equal(isAnother(store(run(1, '5'), run(2, '9')), store(run(2, '9'), run(3, '11'))), false);
  assert.equal(isAnother(store(), store(run(1, '5'))), false);
});

test('a store in which a run is another run, or no run is known, is another', () => {
  assert.equal(isAnother(store(run(1, '5')), store(run(1, '6'))), true);
  assert.equal(isAnother(store(run(1, '5', 7)), store(run(1, '5', 8))), true);
  assert.equal(isAnother(store(run(1, '5')), store(run(2, '9'))), true);
  assert.equal(isAnother(store(run(1, '5')), store()), true);
  assert.equal(isAnother(store(run(1, '5')), identityOf('other.db', [run(1, '5')])), true);
});
