/** A page of a list as the address names it: which one it is, and where it begins. */
export interface ListPage {
  /** From 2: the first page needs no name. */
  readonly number: number;
  /** What the API calls the place that the page follows. */
  readonly cursor: string;
}

export const writePage = (page: ListPage): string => `${page.number}~${page.cursor}`;

export function readPage(text: string | null): ListPage | null {
  const found = /^(\d{1,9})~([\w.:~-]{1,300})$/.exec(text ?? '');
  const number = Number(found?.[1] ?? 0);
  return found?.[2] === undefined || number < 2 ? null : { number, cursor: found[2] };
}
