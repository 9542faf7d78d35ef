// What is of this browser and not of what is shown: sizes and the order of panels.

const key = 'ojo.view';

export interface Preferences {
  readonly heights: Readonly<Record<string, number>>;
  readonly order: readonly string[];
  readonly dock: number;
  readonly drag: 'zoom' | 'select';
}

const normal: Preferences = { heights: {}, order: [], dock: 0.3, drag: 'zoom' };

export function readPreferences(): Preferences {
  try {
    const stored = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Preferences>;
    const dock = Number(stored.dock);
    return {
      heights: typeof stored.heights === 'object' && stored.heights !== null ? stored.heights : normal.heights,
      order: Array.isArray(stored.order) ? stored.order : normal.order,
      dock: dock > 0.05 && dock < 0.9 ? dock : normal.dock,
      drag: stored.drag === 'select' ? 'select' : 'zoom',
    };
  } catch {
    return normal;
  }
}

export function writePreferences(change: Partial<Preferences>): void {
  try {
    localStorage.setItem(key, JSON.stringify({ ...readPreferences(), ...change }));
  } catch {
    // Without storage they last as long as the page.
  }
}
