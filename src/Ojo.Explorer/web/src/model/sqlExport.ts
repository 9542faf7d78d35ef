import { cellKind, type SqlResult } from './sqlResult';

/** What a spreadsheet would take for a formula to run. */
const formula = /^[=+\-@\t\r\n|%]/;
const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** A field of a CSV file: what could be run when somebody opens it is made text by an apostrophe. */
export function csvField(text: string): string {
  const safe = formula.test(text) && !number.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The rows as they stand on the screen, as RFC 4180 has it. NULL is an empty field, an empty text is "". */
export function csvOf(result: SqlResult): string {
  const lines = [result.names.map(csvField).join(',')];
  for (let place = 0; place < result.length; place++) {
    const row = result.rowAt(place);
    lines.push(result.names.map((_, column) => {
      const cell = result.cell(row, column);
      if (cell === null) return '';
      return cell === '' ? '""' : csvField(result.text(row, column));
    }).join(','));
  }
  return `${lines.join('\r\n')}\r\n`;
}

/** The rows as they stand on the screen with what was asked, in the form of the API's answer. */
export function jsonOf(result: SqlResult, sql: string): string {
  const { columns, kinds, stopped } = result.answer;
  const rows = Array.from({ length: result.length }, (_, place) => JSON.stringify(result.answer.rows[result.rowAt(place)]));
  const head = JSON.stringify({ sql, columns, kinds, rowCount: result.length, stopped }, null, 1).replace(/\n}$/, '');
  return `${head},\n "rows": [\n${rows.map((row) => `  ${row}`).join(',\n')}\n ]\n}\n`;
}

/** One cell as it is copied: nothing for NULL. */
export const copiedCell = (result: SqlResult, row: number, column: number): string =>
  (cellKind(result.cell(row, column)) === 'null' ? '' : result.text(row, column));
