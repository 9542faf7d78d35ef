import { h } from '../common/dom';

const keys: readonly (readonly [string, string])[] = [
  ['W S', 'zoom in and out at the cursor; hold to go on'],
  ['A D', 'move left and right; hold to go on'],
  ['← →', 'move by a tenth of the view; with Shift by a fiftieth'],
  ['wheel', 'zoom at the pointer; with Shift move'],
  ['drag', 'zoom to the range; with Shift move'],
  ['Z', 'dragging marks a range instead of zooming to it'],
  ['F', 'zoom to what is marked, else centre the selected event; again: closer'],
  ['0 · double click', 'show the whole flow'],
  ['. ,', 'select the next and the previous event'],
  ['Enter', 'from the table to the selected event and its packet\'s life'],
  ['G', 'go to the selected event\'s row in the table'],
  ['Esc', 'take back the mark, then the selection'],
  ['N P', 'next and previous flow'],
  ['L', 'follow the newest events'],
  ['/', 'search the flows'],
  ['T', 'light or dark'],
  ['?', 'this list'],
];

/** The list of keys. */
export function helpDialog(): HTMLDialogElement {
  const close = h('button', { type: 'button', class: 'button', on: { click: () => dialog.close() } }, 'Close');
  const dialog = h('dialog', { class: 'help', 'aria-label': 'Keys' },
    h('h2', {}, 'Keys'),
    h('dl', {}, ...keys.flatMap(([key, what]) => [
      h('dt', {}, ...key.split(' · ').flatMap((part, index) => [index === 0 ? null : ' or ', ...part.split(' ').flatMap((one) => [h('kbd', {}, one), ' '])])),
      h('dd', {}, what),
    ])),
    h('p', { class: 'about' }, 'Back in the browser undoes a zoom. The address says what is on the screen: send it to somebody.'),
    close);
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  return dialog;
}
