import { Signal } from './signal';

/** A statement that was run, and what came of it. */
export interface HistoryEntry {
  readonly sql: string;
  /** Unix time in milliseconds. */
  readonly at: number;
  readonly rows: number | null;
  readonly ms: number;
}

export interface SavedQuery {
  readonly name: string;
  readonly sql: string;
}

const mostHistory = 100;
const keys = { history: 'ojo.sql.history', saved: 'ojo.sql.saved', draft: 'ojo.sql.draft' } as const;

/** The statements that this browser remembers: those that were run, those that were given a name, and the unfinished one. */
export class SqlBook {
  readonly history: Signal<readonly HistoryEntry[]>;
  readonly saved: Signal<readonly SavedQuery[]>;

  constructor() {
    this.history = new Signal(read(keys.history, (one): one is HistoryEntry => typeof (one as HistoryEntry).sql === 'string' && typeof (one as HistoryEntry).at === 'number'));
    this.saved = new Signal(read(keys.saved, (one): one is SavedQuery => typeof (one as SavedQuery).sql === 'string' && typeof (one as SavedQuery).name === 'string'));
  }

  /** Puts a statement on top; one that was run before moves there. */
  remember(entry: HistoryEntry): void {
    this.history.value = [entry, ...this.history.value.filter((one) => one.sql !== entry.sql)].slice(0, mostHistory);
    write(keys.history, this.history.value);
  }

  forgetHistory(): void {
    this.history.value = [];
    write(keys.history, []);
  }

  /** Keeps a statement under a name; what had the name before is replaced. */
  save(query: SavedQuery): void {
    const others = this.saved.value.filter((one) => one.name !== query.name);
    this.saved.value = [...others, query].sort((a, b) => a.name.localeCompare(b.name));
    write(keys.saved, this.saved.value);
  }

  remove(name: string): void {
    this.saved.value = this.saved.value.filter((one) => one.name !== name);
    write(keys.saved, this.saved.value);
  }

  get draft(): string {
    const [text] = read(keys.draft, (one): one is string => typeof one === 'string');
    return text ?? '';
  }

  set draft(text: string) {
    write(keys.draft, [text]);
  }
}

function read<T>(key: string, isOne: (one: unknown) => one is T): readonly T[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(stored) ? stored.filter((one: unknown): one is T => one !== null && isOne(one)) : [];
  } catch {
    return [];
  }
}

function write(key: string, value: readonly unknown[]): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Without storage they last as long as the page.
  }
}
