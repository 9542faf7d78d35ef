import type { EventType, Field, SqlTable } from '../api/types';
import type { Catalogue } from './catalogue';

export interface SqlColumnEntry {
  readonly name: string;
  readonly detail: string;
}

/** A view that a statement can select from, with what the catalogue knows of it. */
export interface SqlTableEntry {
  readonly name: string;
  /** The event type whose events are its rows; null for the other views. */
  readonly type: EventType | null;
  readonly columns: readonly SqlColumnEntry[];
}

/** The store's rule for names of views and columns. */
const viewName = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}_]/gu, '_');

const ofEvents = ['id', 'run_id', 'flow_id', 'ts_ns'];

/** What can be selected from, the views of event types joined with their declarations. */
export function sqlSchema(tables: readonly SqlTable[], catalogue: Catalogue): readonly SqlTableEntry[] {
  const types = new Map(catalogue.all.filter((type) => type.known).map((type) => [viewName(type.name), type]));
  return tables.map(({ name, columns }) => {
    const named = types.get(name) ?? null;
    const isOfEvents = ofEvents.every((column, index) => columns[index]?.name === column);
    const type = isOfEvents && named !== null && named.fields.every((field) => columns.some((column) => column.name === columnOf(field))) ? named : null;
    const fields = new Map(type?.fields.map((field) => [columnOf(field), field]));
    return {
      name, type,
      columns: columns.map((column) => ({ name: column.name, detail: detailOf(fields.get(column.name), column.name) })),
    };
  });
}

/** The column that has a field's values. */
export const columnOf = (field: Field): string => viewName(field.name);

function detailOf(field: Field | undefined, column: string): string {
  if (field === undefined) return column.endsWith('_ns') || column.endsWith('_ts') ? 'ns' : '';
  return [field.type, field.unit, field.description].filter((part) => part !== '').join(' · ');
}
