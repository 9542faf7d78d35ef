/** A line of the list of keys, and what happens when one of them is pressed. */
export interface KeyBinding {
  /**
   * What is pressed. `KeyW`, `Digit1`, `ArrowLeft`: a key by its place, whatever is printed on it, so that WASD is a block on
   * every layout. A single character: whichever key types it, else the key at its place on an American keyboard. `Shift+` before
   * either. Other words are gestures, which stand in the list and are handled where they are made.
   */
  readonly keys: readonly string[];
  readonly what: string;
  /** What must have the focus, as a selector; without it, the key works everywhere but where one types. */
  readonly at?: string;
  /** Called with the one of `keys` that was pressed. Whoever answers false leaves the key to others. */
  readonly press?: (key: string, event: KeyboardEvent) => boolean | void;
}

/** The keys of a view, under one heading. */
export interface KeyGroup {
  readonly title: string;
  readonly bindings: readonly KeyBinding[];
}

const places = /^(Key[A-Z]|Digit\d|Arrow(Up|Down|Left|Right)|Page(Up|Down)|Home|End|Enter|Escape|Space|Backspace|Delete)$/;

const americanPlaces: Readonly<Record<string, string>> = {
  '.': 'Period', ',': 'Comma', '[': 'BracketLeft', ']': 'BracketRight', '+': 'Equal', '-': 'Minus', '/': 'Slash', '?': 'Shift+Slash',
};

/** These must be found on every layout, whatever else lies where they are. */
const first = ['?', '/'];

type Test = (key: string, event: KeyboardEvent) => boolean;

const placeOf = (event: KeyboardEvent): string => `${event.shiftKey ? 'Shift+' : ''}${event.code.replace(/^Numpad(?=\d)/, 'Digit')}`;

const isPlace = (key: string): boolean => places.test(key.replace(/^Shift\+/, ''));

/** In this order: on some layouts the character of one key lies where another is expected. */
const tests: readonly Test[] = [
  (key, event) => first.includes(key) && event.key === key,
  (key, event) => isPlace(key) && placeOf(event) === key,
  (key, event) => key.length === 1 && event.key === key,
  (key, event) => americanPlaces[key] === placeOf(event),
];

/** Does what the key that was pressed is for; whether there was such a key. */
export function press(event: KeyboardEvent, groups: readonly KeyGroup[]): boolean {
  for (const test of tests) {
    for (const { bindings } of groups) {
      for (const binding of bindings) {
        if (binding.press === undefined) continue;
        const key = binding.keys.find((one) => test(one, event));
        if (key !== undefined && binding.press(key, event) !== false) return true;
      }
    }
  }
  return false;
}

const names: Readonly<Record<string, string>> = {
  ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', PageUp: 'PgUp', PageDown: 'PgDn', Escape: 'Esc',
};

/** The words on the keys: `KeyW` is W, or what is printed there on this keyboard where the browser knows. */
export function keyLabel(key: string, printed: ReadonlyMap<string, string> | null): readonly string[] {
  return key.split(/\+(?=.)/).map((part) => names[part] ?? (/^(Key|Digit)/.test(part) ? (printed?.get(part) ?? part.replace(/^(Key|Digit)/, '')).toUpperCase() : part));
}
