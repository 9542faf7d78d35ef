import { ApiError, sentenceOf } from '../../api/apiError';
import { h } from './dom';

/** What stands where something cannot be shown: why, and what to do about it. */
export function notice(kind: 'empty' | 'error' | 'loading', title: string, text: string, ...actions: readonly HTMLElement[]): HTMLElement {
  return h('div', { class: `notice notice-${kind}`, role: kind === 'error' ? 'alert' : 'status' },
    h('p', { class: 'notice-title' }, title),
    text === '' ? null : h('p', { class: 'notice-text' }, text),
    actions.length === 0 ? null : h('div', { class: 'notice-actions' }, ...actions));
}

export function errorNotice(error: unknown, retry?: () => void): HTMLElement {
  const again = retry === undefined ? [] : [h('button', { type: 'button', class: 'button', on: { click: retry } }, 'Try again')];
  if (error instanceof ApiError && error.isTokenNeeded) {
    return notice('error', 'This explorer wants a token', 'Log in with it, or open the address that ojo-explorer printed when it started, the one with ?token=…',
      h('a', { class: 'button', href: `/login?next=${encodeURIComponent(location.pathname + location.search)}` }, 'Log in'), ...again);
  }
  if (error instanceof ApiError && error.isDisconnected) {
    return notice('error', 'No connection to the explorer', sentenceOf(error), ...again);
  }
  if (error instanceof ApiError && error.isTooOften) {
    return notice('error', 'Too many questions at once', `This explorer limits how often it is asked from one address.${error.waitMs === null ? '' : ` Try again in ${Math.ceil(error.waitMs / 1000)} s.`}`, ...again);
  }
  return notice('error', error instanceof ApiError ? error.problem?.title ?? 'That did not work' : 'That did not work', sentenceOf(error), ...again);
}

/** A loading state that says nothing for the first 300 ms: most answers come sooner. */
export function loadingNotice(text: string): HTMLElement {
  return notice('loading', text, '');
}
