import assert from 'node:assert/strict';
import test from 'node:test';
import { keyLabel, press } from '../src/views/shell/keys.ts';

const pressed = (event) => {
  const hits = [];
  const on = (...keys) => ({ keys, what: keys.join(), press: (key) => { hits.push(key); } });
  press({ shiftKey: false, repeat: false, ...event }, [
    { title: 'a', bindings: [on('KeyW', 'KeyS'), on('KeyM'), on('.', ','), on('+', '-'), on('[', ']'), on('Digit1'), on('ArrowLeft'), on('Shift+ArrowLeft')] },
    { title: 'b', bindings: [on('?'), on('/')] },
  ]);
  return hits;
};

test('letters are found by their place, whatever is printed on the key', () => {
  assert.deepEqual(pressed({ code: 'KeyW', key: 'w' }), ['KeyW']);
  assert.deepEqual(pressed({ code: 'KeyW', key: 'z' }), ['KeyW'], 'French');
  assert.deepEqual(pressed({ code: 'KeyW', key: ',' }), ['KeyW'], 'Dvorak');
  assert.deepEqual(pressed({ code: 'KeyW', key: 'ц' }), ['KeyW'], 'Russian');
  assert.deepEqual(pressed({ code: 'Digit1', key: '&' }), ['Digit1'], 'French');
  assert.deepEqual(pressed({ code: 'Numpad1', key: '1' }), ['Digit1']);
});

test('a character is found wherever it is typed, else where an American keyboard has it', () => {
  assert.deepEqual(pressed({ code: 'Minus', key: '?', shiftKey: true }), ['?'], 'German');
  assert.deepEqual(pressed({ code: 'Slash', key: '-' }), ['-'], 'German');
  assert.deepEqual(pressed({ code: 'Digit7', key: '/', shiftKey: true }), ['/'], 'German');
  assert.deepEqual(pressed({ code: 'KeyM', key: '?', shiftKey: true }), ['?'], 'French');
  assert.deepEqual(pressed({ code: 'BracketLeft', key: 'ü' }), ['['], 'German');
  assert.deepEqual(pressed({ code: 'Comma', key: 'w' }), [','], 'Dvorak');
  assert.deepEqual(pressed({ code: 'Equal', key: '=' }), ['+']);
});

test('Shift makes another key of it', () => {
  assert.deepEqual(pressed({ code: 'ArrowLeft', key: 'ArrowLeft' }), ['ArrowLeft']);
  assert.deepEqual(pressed({ code: 'ArrowLeft', key: 'ArrowLeft', shiftKey: true }), ['Shift+ArrowLeft']);
  assert.deepEqual(pressed({ code: 'KeyW', key: 'W', shiftKey: true }), []);
});

test('a key that one does not want goes to the next who does', () => {
  const hits = [];
  const group = (title, answer) => ({ title, bindings: [{ keys: ['Escape'], what: '', press: () => { hits.push(title); return answer; } }] });
  assert.equal(press({ code: 'Escape', key: 'Escape', shiftKey: false }, [group('view', false), group('page', undefined)]), true);
  assert.deepEqual(hits, ['view', 'page']);
  assert.equal(press({ code: 'Escape', key: 'Escape', shiftKey: false }, [group('view', false)]), false);
});

test('the list of keys says what is printed on them', () => {
  assert.deepEqual(keyLabel('KeyW', null), ['W']);
  assert.deepEqual(keyLabel('KeyW', new Map([['KeyW', 'z']])), ['Z']);
  assert.deepEqual(keyLabel('Shift+ArrowLeft', null), ['Shift', '←']);
  assert.deepEqual(keyLabel('+', null), ['+']);
});
