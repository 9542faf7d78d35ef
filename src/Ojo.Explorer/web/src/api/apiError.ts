import type { Problem } from './types';

/** An answer that is not the one asked for. The message is a sentence for whoever looks at the page. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    message: string,
    /** The HTTP status; 0 where no answer came at all. */
    readonly status: number,
    readonly problem: Problem | null = null,
    /** How long the explorer wants to be left alone; null where it does not say. */
    readonly waitMs: number | null = null,
  ) {
    super(message);
  }

  /** Whether the explorer itself could not be reached. */
  get isDisconnected(): boolean {
    return this.status === 0;
  }

  get isTokenNeeded(): boolean {
    return this.status === 401;
  }

  /** Whether this client asked more often than it may. */
  get isTooOften(): boolean {
    return this.status === 429;
  }

  /** Whether there is no store yet: nothing is wrong, the first traces have not come. */
  get isWaiting(): boolean {
    return this.problem?.type === 'urn:ojo:problem:store-unavailable';
  }
}

/** Whether the error only says that the request was given up for a newer one. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

/** Whether there is nobody of the name that the address has. */
export const isUnknownTenant = (error: unknown): boolean => error instanceof ApiError && error.problem?.type === 'urn:ojo:problem:unknown-tenant';

/** The sentence to show for any error. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
