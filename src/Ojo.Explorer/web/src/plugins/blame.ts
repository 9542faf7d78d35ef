import type { Blame } from './messages';

const mostCharacters = 300;

/** What an error of a plugin's says, and which line of its files it comes from. */
export function blameOf(error: unknown): Blame {
  const message = (error instanceof Error ? (error.name === 'Error' ? error.message : `${error.name}: ${error.message}`) : String(error)).slice(0, mostCharacters);
  const stack = error instanceof Error ? error.stack ?? '' : '';
  return { message, place: placeIn(stack) };
}

/** The first place in a stack trace, or in an address with line and column, that is a plugin's. */
export function placeIn(text: string): string | null {
  return /\/plugins\/([\w./-]+?)(?:\?[^:\s]*)?:(\d+:\d+)/.exec(text)?.slice(1, 3).join(':') ?? null;
}
