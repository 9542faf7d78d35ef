// What the page itself knows of a filter: where its terms are, and how one is added and taken away. What a filter means, and
// whether it means anything, the explorer says.

/** A term of a filter as it is written. */
export interface WrittenTerm {
  readonly offset: number;
  readonly length: number;
  readonly negated: boolean;
  /** What stands before the operator; empty for a mere text. */
  readonly name: string;
  readonly sign: string;
  /** Without their quotation marks. */
  readonly values: readonly string[];
}

const signs = ['!=', '<=', '>=', '==', '=', '<', '>', '~', ':'];
const isBlank = (character: string) => character === ' ' || character === '\t' || character === '\n' || character === '\r';

/** The pieces of a text between what separates them outside of quotation marks. */
function split(text: string, isSeparator: (character: string) => boolean): readonly { readonly text: string; readonly offset: number }[] {
  const pieces: { text: string; offset: number }[] = [];
  let from = 0;
  let quote = '';
  for (let at = 0; at <= text.length; at++) {
    const character = text.charAt(at);
    if (at === text.length || (quote === '' && isSeparator(character))) {
      pieces.push({ text: text.slice(from, at), offset: from });
      from = at + 1;
    } else if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === '\'') {
      quote = character;
    }
  }
  return pieces;
}

export function termsOf(filter: string): readonly WrittenTerm[] {
  return split(filter, isBlank).filter((piece) => piece.text !== '').map(({ text, offset }) => {
    const negated = text.startsWith('-');
    const body = negated ? text.slice(1) : text;
    const name = /^[^:=<>~"'!]*/.exec(body)?.[0] ?? '';
    const sign = signs.find((one) => body.startsWith(one, name.length)) ?? '';
    const values = split(sign === '' ? body : body.slice(name.length + sign.length), (character) => character === ',');
    return { offset, length: text.length, negated, name: sign === '' ? '' : name.toLowerCase(), sign, values: values.map((one) => unquoted(one.text)) };
  });
}

const unquoted = (text: string): string => (/^(["']).*\1$/.test(text) && text.length > 1 ? text.slice(1, -1) : text);

/** A value as it stands in a filter; null where no quotation marks can hold it. */
export function quoted(value: string): string | null {
  if (/^[\w.@/+-]+$/.test(value) && !value.startsWith('-')) return value;
  if (/[\u0000-\u001f\u007f-\u009f]/.test(value)) return null;
  return value.includes('"') ? value.includes('\'') ? null : `'${value}'` : `"${value}"`;
}

const isOf = (term: WrittenTerm, name: string): boolean => !term.negated && term.name === name && (term.sign === ':' || term.sign === '=' || term.sign === '==');

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** The values that terms of a name ask for, any of which is enough. */
export const valuesOf = (filter: string, name: string): readonly string[] => termsOf(filter).filter((term) => isOf(term, name)).flatMap((term) => term.values);

export const hasValue = (filter: string, name: string, value: string): boolean => valuesOf(filter, name).some((one) => same(one, value));

/** The filter with `name:value` in it, or without it where it was there. Values of one name stand in one term: any of them is enough. */
export function toggled(filter: string, name: string, value: string): string {
  const text = quoted(value);
  if (text === null) return filter;
  const terms = termsOf(filter);
  const holding = terms.find((term) => isOf(term, name) && term.values.some((one) => same(one, value)));
  if (holding !== undefined) {
    const left = holding.values.filter((one) => !same(one, value)).map((one) => quoted(one) ?? one);
    return replaced(filter, holding, left.length === 0 ? '' : `${name}:${left.join(',')}`);
  }
  const beside = terms.find((term) => isOf(term, name));
  if (beside === undefined) return `${filter.trim()} ${name}:${text}`.trim();
  return replaced(filter, beside, `${filter.slice(beside.offset, beside.offset + beside.length)},${text}`);
}

/** The filter without the terms of some names. */
export const without = (filter: string, ...names: readonly string[]): string =>
  termsOf(filter).filter((term) => !names.includes(term.name)).map((term) => filter.slice(term.offset, term.offset + term.length)).join(' ');

/** The filter with one value for a name, in place of whatever it asked for under that name. */
export function withOnly(filter: string, name: string, value: string): string {
  const rest = termsOf(filter).filter((term) => !isOf(term, name)).map((term) => filter.slice(term.offset, term.offset + term.length));
  return [...rest, `${name}:${value}`].join(' ');
}

function replaced(filter: string, term: WrittenTerm, by: string): string {
  return [filter.slice(0, term.offset).trimEnd(), by, filter.slice(term.offset + term.length).trimStart()].filter((part) => part !== '').join(' ');
}

/** What an address of an earlier version meant with its types and its search for flows. */
export function filterOfOld(types: readonly string[], search: string): string {
  let filter = '';
  for (const type of types) filter = toggled(filter, 'type', type);
  const word = search.trim();
  if (word === '') return filter;
  if (/^\d+(-\d+)?$/.test(word)) return `${filter} flow:${word}`.trim();
  // What could not stand there unquoted is any character to a wildcard.
  return `${filter} service:*${word.replace(/[^\w.@/+-]/g, '?')}*`.trim();
}
