export type SqlTokenKind = 'keyword' | 'function' | 'name' | 'string' | 'number' | 'parameter' | 'operator' | 'comment' | 'blank';

/** A piece of a statement; all pieces one after the other are the statement. */
export interface SqlToken {
  readonly kind: SqlTokenKind;
  readonly text: string;
  readonly from: number;
}

/** The words that SQLite gives a meaning in a statement that reads. */
export const sqlKeywords: readonly string[] = [
  'ALL', 'AND', 'AS', 'ASC', 'BETWEEN', 'BY', 'CASE', 'CAST', 'COLLATE', 'CROSS', 'CURRENT', 'DESC', 'DISTINCT', 'ELSE', 'END', 'ESCAPE', 'EXCEPT', 'EXISTS',
  'FILTER', 'FIRST', 'FOLLOWING', 'FROM', 'FULL', 'GLOB', 'GROUP', 'HAVING', 'IN', 'INNER', 'INTERSECT', 'IS', 'ISNULL', 'JOIN', 'LAST', 'LEFT', 'LIKE', 'LIMIT',
  'MATERIALIZED', 'NATURAL', 'NOT', 'NOTNULL', 'NULL', 'NULLS', 'OFFSET', 'ON', 'OR', 'ORDER', 'OUTER', 'OVER', 'PARTITION', 'PRECEDING', 'RANGE', 'RECURSIVE',
  'RIGHT', 'ROW', 'ROWS', 'SELECT', 'THEN', 'UNBOUNDED', 'UNION', 'USING', 'VALUES', 'WHEN', 'WHERE', 'WINDOW', 'WITH',
];

const keywords = new Set(sqlKeywords);

const pattern = new RegExp([
  /(?<blank>\s+)/, /(?<comment>--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))/, /(?<string>x?'(?:[^']|'')*(?:'|$))/,
  /(?<quoted>"(?:[^"]|"")*(?:"|$)|`[^`]*(?:`|$)|\[[^\]]*(?:\]|$))/, /(?<number>0x[\da-f]+|(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)/,
  /(?<parameter>\?\d*|[@:$][\p{L}_][\p{L}\p{N}_]*)/u, /(?<word>[\p{L}_][\p{L}\p{N}_$]*)/u, /(?<operator>\|\||->>|->|<>|<=|>=|==|!=|<<|>>|[\s\S])/,
].map((part) => part.source).join('|'), 'giu');

/** Takes a statement apart, however unfinished it is: what has no end yet goes to the end of the text. */
export function sqlTokens(text: string): readonly SqlToken[] {
  const tokens: SqlToken[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null && match[0] !== ''; match = pattern.exec(text)) {
    const groups = match.groups ?? {};
    const kind: SqlTokenKind = groups['blank'] !== undefined ? 'blank' : groups['comment'] !== undefined ? 'comment'
      : groups['string'] !== undefined ? 'string' : groups['quoted'] !== undefined ? 'name' : groups['number'] !== undefined ? 'number'
        : groups['parameter'] !== undefined ? 'parameter' : groups['word'] === undefined ? 'operator'
          : keywords.has(match[0].toUpperCase()) ? 'keyword' : 'name';
    tokens.push({ kind, text: match[0], from: match.index });
  }
  return tokens.map((token, index) => {
    if (token.kind !== 'name') return token;
    const next = tokens.slice(index + 1, index + 3).find((one) => one.kind !== 'blank');
    return next?.text === '(' ? { ...token, kind: 'function' } : token;
  });
}

/** A name without its quotes. */
export function plainName(text: string): string {
  const inner = /^(?:"([\s\S]*?)"?|`([\s\S]*?)`?|\[([\s\S]*?)\]?)$/.exec(text);
  return inner === null ? text : (inner[1] ?? inner[2] ?? inner[3] ?? '').replaceAll('""', '"');
}

/** A name as it has to stand in a statement. */
export const sqlName = (name: string): string =>
  (/^[a-z_][a-z0-9_]*$/i.test(name) && !keywords.has(name.toUpperCase()) ? name : `"${name.replaceAll('"', '""')}"`);
