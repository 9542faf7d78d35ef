import { Signal } from './signal';
import { type Palette, readPalette } from './palette';

export type Choice = 'system' | 'light' | 'dark';

const key = 'ojo.theme';
const system = window.matchMedia('(prefers-color-scheme: dark)');

/** Light or dark: what the system prefers until somebody chooses, and the canvas colours that go with it. */
export class Theme {
  readonly choice = new Signal<Choice>(remembered());
  readonly palette: Signal<Palette>;
  #isOnPaper = false;

  constructor() {
    this.#apply();
    this.palette = new Signal(readPalette());
    this.choice.follow((choice) => {
      remember(choice);
      this.#apply();
      this.palette.value = readPalette();
    });
    system.addEventListener('change', () => {
      if (this.choice.value === 'system') this.palette.value = readPalette();
    });
  }

  /** Paper is light, whatever the screen is. */
  set isOnPaper(value: boolean) {
    this.#isOnPaper = value;
    this.#apply();
    this.palette.value = readPalette();
  }

  get isDark(): boolean {
    return this.choice.value === 'system' ? system.matches : this.choice.value === 'dark';
  }

  /** To the other one; back to the system's where that is the same. */
  toggle(): void {
    const dark = !this.isDark;
    this.choice.value = dark === system.matches ? 'system' : dark ? 'dark' : 'light';
  }

  #apply(): void {
    const root = document.documentElement;
    if (this.#isOnPaper) root.dataset['theme'] = 'light';
    else if (this.choice.value === 'system') delete root.dataset['theme'];
    else root.dataset['theme'] = this.choice.value;
  }
}

function remembered(): Choice {
  try {
    const value = localStorage.getItem(key);
    return value === 'light' || value === 'dark' ? value : 'system';
  } catch {
    return 'system';
  }
}

function remember(choice: Choice): void {
  try {
    if (choice === 'system') localStorage.removeItem(key);
    else localStorage.setItem(key, choice);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}
