import type { SqlTableEntry } from './sqlSchema';
import { plainName, sqlKeywords, sqlName, type SqlToken, sqlTokens } from './sqlTokens';

export interface SqlProposal {
  readonly label: string;
  /** What it puts in place of the word at the caret. */
  readonly insert: string;
  readonly kind: 'table' | 'event' | 'column' | 'function' | 'keyword';
  readonly detail: string;
}

export interface SqlCompletion {
  /** The word that is replaced. */
  readonly from: number;
  readonly to: number;
  readonly proposals: readonly SqlProposal[];
}

/** Those of the functions that are allowed whose use somebody may have to look up. */
const functions: readonly (readonly [string, string])[] = [
  ['abs', 'without its sign'], ['avg', 'mean of a group'], ['ceil', 'next whole number'], ['coalesce', 'the first that is not NULL'], ['count', 'how many'],
  ['cume_dist', 'OVER: part of the rows up to here'], ['date', ''], ['datetime', "of Unix seconds with 'unixepoch'"], ['dense_rank', 'OVER'], ['exp', ''], ['first_value', 'OVER'],
  ['floor', 'whole number below'], ['format', "format('%.2f', x)"], ['group_concat', 'texts of a group, joined'], ['hex', ''], ['ifnull', ''], ['iif', 'iif(condition, then, else)'],
  ['instr', ''], ['json_extract', ''], ['lag', 'OVER: the row before'], ['last_value', 'OVER'], ['lead', 'OVER: the row after'], ['length', ''], ['ln', ''], ['log10', ''], ['log2', ''],
  ['lower', ''], ['max', ''], ['min', ''], ['mod', ''], ['nth_value', 'OVER'], ['ntile', 'OVER: which of n equal parts'], ['nullif', ''], ['percent_rank', 'OVER'], ['pow', ''],
  ['printf', ''], ['rank', 'OVER'], ['replace', ''], ['round', 'round(x, digits)'], ['row_number', 'OVER: counts from 1'], ['sign', ''], ['sqrt', ''], ['strftime', ''], ['substr', ''],
  ['sum', ''], ['total', 'sum, 0.0 of nothing'], ['trim', ''], ['trunc', ''], ['typeof', ''], ['unixepoch', ''], ['upper', ''],
];

const mostProposals = 60;

/** What could stand at the caret; null where nothing is to be proposed, as inside a text. */
export function completionAt(text: string, caret: number, schema: readonly SqlTableEntry[]): SqlCompletion | null {
  const tokens = sqlTokens(text);
  const at = tokens.findIndex((token) => token.from < caret && caret <= token.from + token.text.length);
  const token = tokens[at];
  if (token !== undefined && (token.kind === 'number' || token.kind === 'parameter')) return null;
  const inside = token !== undefined && caret < token.from + token.text.length;
  if (token?.kind === 'comment' && (inside || token.text.startsWith('--'))) return null;
  if (token?.kind === 'string' && (inside || !/'$/.test(token.text.slice(1)))) return null;
  const isWord = token !== undefined && ['name', 'keyword', 'function'].includes(token.kind);
  const from = isWord ? token.from : caret;
  const to = isWord ? token.from + token.text.length : caret;
  const prefix = plainName(text.slice(from, caret)).toLowerCase();
  const before = (isWord ? tokens.slice(0, at) : tokens.slice(0, at + 1)).filter((one) => one.kind !== 'blank' && one.kind !== 'comment');
  const last = before[before.length - 1];
  const rest = tokens.filter((one) => one.kind !== 'blank' && one.kind !== 'comment' && !(isWord && one === token));
  const sources = sourcesOf(rest, schema);

  if (last?.text === '.') {
    const qualifier = plainName(before[before.length - 2]?.text ?? '').toLowerCase();
    const source = sources.get(qualifier) ?? schema.find((table) => table.name.toLowerCase() === qualifier);
    return source === undefined ? null : { from, to, proposals: ranked(source.columns.map((column) => proposal(column.name, 'column', column.detail)), prefix) };
  }
  const tables = [
    ...namesOfWith(rest).map((name) => proposal(name, 'table', 'named by WITH')),
    ...schema.map((table) => proposal(table.name, table.type === null ? 'table' : 'event', table.type?.description ?? '')),
  ];
  if (isTablePlace(before)) return { from, to, proposals: ranked(tables, prefix) };

  const seen = new Set<string>();
  const columns = [...new Set(sources.values())].flatMap((table) => table.columns.flatMap((column) => {
    if (seen.has(column.name)) return [];
    seen.add(column.name);
    return [proposal(column.name, 'column', column.detail === '' ? table.name : `${column.detail} · ${table.name}`)];
  }));
  return {
    from, to,
    proposals: ranked([
      ...columns,
      ...functions.map(([name, detail]): SqlProposal => ({ label: `${name}()`, insert: `${name}(`, kind: 'function', detail })),
      ...sqlKeywords.map((word): SqlProposal => ({ label: word, insert: word, kind: 'keyword', detail: '' })),
      ...tables,
    ], prefix),
  };
}

const proposal = (name: string, kind: SqlProposal['kind'], detail: string): SqlProposal => ({ label: name, insert: sqlName(name), kind, detail });

/** Words that begin so come first, then those of which a part does, then those that have it somewhere. */
function ranked(proposals: readonly SqlProposal[], prefix: string): readonly SqlProposal[] {
  const place = ({ label }: SqlProposal) => {
    const at = label.toLowerCase().indexOf(prefix);
    return at <= 0 ? at : label.charAt(at - 1) === '_' ? 1 : 2;
  };
  return proposals.map((one) => [place(one), one] as const).filter(([rank]) => rank >= 0).sort(([a], [b]) => a - b).slice(0, mostProposals).map(([, one]) => one);
}

/** Whether the next word names a table: after FROM, JOIN, or a comma in their list. */
function isTablePlace(before: readonly SqlToken[]): boolean {
  let depth = 0;
  for (let i = before.length - 1; i >= 0; i--) {
    const { kind, text } = before[i] as SqlToken;
    if (text === ')') depth++;
    else if (text === '(' && --depth < 0) return false;
    if (depth > 0 || kind !== 'keyword') continue;
    const word = text.toUpperCase();
    if (i === before.length - 1) return word === 'FROM' || word === 'JOIN';
    if (word === 'AS') continue;
    return word === 'FROM' && before[before.length - 1]?.text === ',';
  }
  return false;
}

/** The tables that the statement names after FROM and JOIN, by their aliases and by their own names. */
function sourcesOf(tokens: readonly SqlToken[], schema: readonly SqlTableEntry[]): ReadonlyMap<string, SqlTableEntry> {
  const byName = new Map(schema.map((table) => [table.name.toLowerCase(), table]));
  const found = new Map<string, SqlTableEntry>();
  let expects = false;
  let inList = false;
  for (let i = 0; i < tokens.length; i++) {
    const { kind, text } = tokens[i] as SqlToken;
    const word = text.toUpperCase();
    if (kind === 'keyword') {
      expects = word === 'FROM' || word === 'JOIN';
      inList = expects || (inList && word === 'AS');
    } else if (text === ',') {
      expects = inList;
    } else if (expects && kind === 'name') {
      expects = false;
      const table = byName.get(plainName(text).toLowerCase());
      if (table === undefined) continue;
      found.set(table.name.toLowerCase(), table);
      const alias = tokens[tokens[i + 1]?.text.toUpperCase() === 'AS' ? i + 2 : i + 1];
      if (alias?.kind === 'name') found.set(plainName(alias.text).toLowerCase(), table);
    } else {
      expects = false;
    }
  }
  return found;
}

/** What a statement itself calls a table: WITH name AS (…). */
function namesOfWith(tokens: readonly SqlToken[]): readonly string[] {
  return tokens.flatMap((token, i) => {
    const [previous, as, open] = [tokens[i - 1], tokens[i + 1], tokens[i + 2]];
    const begins = previous !== undefined && (['WITH', 'RECURSIVE'].includes(previous.text.toUpperCase()) || previous.text === ',');
    return begins && (token.kind === 'name') && as?.text.toUpperCase() === 'AS' && open?.text === '(' ? [plainName(token.text)] : [];
  });
}
