import { h } from './dom';
import { icon } from './icons';

/** Copies a text and says so. */
export function copyButton(text: string, label: string): HTMLElement {
  const button = h('button', {
    type: 'button', class: 'icon-button copy', 'aria-label': label, title: label,
    on: {
      click: (event) => {
        event.stopPropagation();
        void copy(text, button);
      },
    },
  }, icon('copy'));
  return button;
}

/** Copies and marks the element for a moment. */
export async function copy(text: string, element: HTMLElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    element.classList.add('copied');
    window.setTimeout(() => element.classList.remove('copied'), 900);
  } catch {
    // Browsers refuse the clipboard on plain http addresses other than loopback: the text can still be selected.
  }
}
