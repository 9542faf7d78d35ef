import type { SqlAnswer, SqlCell } from '../api/types';

export type CellKind = 'null' | 'number' | 'text' | 'blob';

/** A whole number that JavaScript cannot hold comes as its digits. */
const largeInteger = /^-?[1-9]\d{15,19}$/;

export function cellKind(cell: SqlCell): CellKind {
  if (cell === null) return 'null';
  if (typeof cell === 'number') return 'number';
  if (typeof cell === 'object') return 'blob';
  return largeInteger.test(cell) ? 'number' : 'text';
}

export interface SqlSort {
  readonly column: number;
  readonly descending: boolean;
}

/** A statement's rows, in the order that was asked for, and in which flow each of them belongs. */
export class SqlResult {
  readonly names: readonly string[];
  #order: Uint32Array | null = null;
  #sort: SqlSort | null = null;
  readonly #run: number;
  readonly #flow: number;
  readonly #named: number;
  readonly #event: readonly [id: number, time: number] | null;

  /** @param onlyRun The store's run where it has just one: then a flow's number says which flow it is. */
  constructor(readonly answer: SqlAnswer, private readonly onlyRun: number | null = null) {
    this.names = answer.columns.map((column) => column.name);
    const place = (...names: readonly string[]) => this.names.findIndex((name) => names.includes(name.toLowerCase()));
    this.#run = place('run_id');
    this.#flow = place('flow_id');
    this.#named = place('flow');
    const [id, time] = [place('id', 'event_id'), place('ts_ns')];
    this.#event = id >= 0 && time >= 0 ? [id, time] : null;
  }

  get length(): number {
    return this.answer.rows.length;
  }

  get sort(): SqlSort | null {
    return this.#sort;
  }

  /** The number of the row that stands at a place, counted as the statement gave them. */
  rowAt(place: number): number {
    return this.#order === null ? place : this.#order[place] ?? 0;
  }

  /** Where a row stands. */
  placeOf(row: number): number {
    return this.#order === null ? row : this.#order.indexOf(row);
  }

  cell(row: number, column: number): SqlCell {
    return this.answer.rows[row]?.[column] ?? null;
  }

  kinds(column: number): readonly string[] {
    return this.answer.kinds[column] ?? [];
  }

  /** Whether a column's values are numbers, NULL aside. */
  isNumeric(column: number): boolean {
    const kinds = this.kinds(column).filter((kind) => kind !== 'null');
    return kinds.length > 0 && (kinds.every((kind) => kind === 'integer' || kind === 'real')
      || this.answer.rows.every((row) => ['number', 'null'].includes(cellKind(row[column] ?? null)) || this.isInfinite(row[column] ?? null, column)));
  }

  /** Whether a cell is one of the two numbers that are written as words. */
  isInfinite(cell: SqlCell, column: number): boolean {
    return (cell === 'Infinity' || cell === '-Infinity') && this.kinds(column).includes('real') && !this.kinds(column).includes('text');
  }

  /** A cell's value, exactly. */
  text(row: number, column: number): string {
    const cell = this.cell(row, column);
    if (cell === null) return 'NULL';
    if (typeof cell === 'object') return `x'${cell.blob}'`;
    if (typeof cell === 'string') return cell;
    const kinds = this.kinds(column);
    // The point tells 3.0 from 3 where all values of the column have one.
    return Number.isInteger(cell) && Math.abs(cell) < 1e21 && kinds.includes('real') && !kinds.includes('integer') ? `${cell}.0` : String(cell);
  }

  /** Sorts by a column: NULL first, then numbers, texts, blobs, as the store does; equal rows stay as they were. Null: as they came. */
  sortBy(sort: SqlSort | null): void {
    this.#sort = sort;
    if (sort === null) {
      this.#order = null;
      return;
    }
    const { column, descending } = sort;
    const keys = this.answer.rows.map((row) => this.#key(row[column] ?? null, column));
    const sign = descending ? -1 : 1;
    this.#order = Uint32Array.from(keys.keys()).sort((a, b) => {
      const [rankA, valueA] = keys[a] as SortKey;
      const [rankB, valueB] = keys[b] as SortKey;
      if (rankA !== rankB) return sign * (rankA - rankB);
      return valueA < valueB ? -sign : valueA > valueB ? sign : a - b;
    });
  }

  /** The flow that a cell names, as the page's address has it; null where it names none. */
  flowOf(row: number, column: number): string | null {
    if (column === this.#named) {
      const cell = this.cell(row, column);
      return typeof cell === 'string' && /^\d{1,9}-\d{1,20}$/.test(cell) ? cell : null;
    }
    if (column !== this.#flow) return null;
    const run = this.#run < 0 ? this.onlyRun : this.cell(row, this.#run);
    const flow = this.cell(row, column);
    return run === null || flow === null || !/^\d{1,9}$/.test(String(run)) || !/^\d{1,20}$/.test(String(flow)) ? null : `${String(run)}-${String(flow)}`;
  }

  /** The event that a row is, with its time; null where it is none. */
  eventOf(row: number): { readonly event: string; readonly time: number } | null {
    if (this.#event === null) return null;
    const [id, time] = this.#event.map((column) => this.cell(row, column)) as [SqlCell, SqlCell];
    return (typeof id === 'number' || (typeof id === 'string' && /^\d+$/.test(id))) && typeof time === 'number' && time >= 0 ? { event: String(id), time } : null;
  }

  #key(cell: SqlCell, column: number): SortKey {
    if (cell === null) return [0, 0];
    if (typeof cell === 'number') return [1, cell];
    if (typeof cell === 'object') return [3, cell.blob];
    if (this.isInfinite(cell, column)) return [1, Number(cell)];
    return largeInteger.test(cell) ? [1, BigInt(cell)] : [2, cell];
  }
}

type SortKey = readonly [rank: number, value: number | bigint | string];

const limits: Readonly<Record<string, string>> = {
  rows: 'the most rows that a statement may show were reached. Count, group or add WHERE to see the whole in fewer rows',
  bytes: 'the most bytes that a statement may show were reached. Select fewer columns or rows',
  time: 'the time was up. Name a flow with WHERE, or look at fewer events',
  memory: 'the statement needed more memory than it may take. Group or sort less at once',
  temporary_files: 'sorting and grouping needed more room on disk than they may take. Sort or group less at once',
  problem: 'something went wrong on the way',
};

/** Why there may be more rows than these; empty where these are all. */
export const stoppedBecause = (stopped: string | null): string => (stopped === null ? '' : limits[stopped] ?? `the statement was stopped (${stopped})`);
