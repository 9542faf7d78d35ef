import { writeAddress } from '../../model/address';
import type { Session } from '../../model/session';
import { fill, h } from '../common/dom';

/** What concerns the whole page and can be put right from here: whoever asks is no longer known. */
export function banner(session: Session): HTMLElement {
  const root = h('div', { class: 'banner', role: 'alert', hidden: true });
  session.loggedOut.followNow((isOut) => {
    root.hidden = !isOut;
    fill(root, isOut ? h('p', {}, h('strong', {}, 'Your login has ended. '), 'What is on the screen stays; nothing new can be asked for.') : null, isOut ? loginLink(session) : null);
  });
  session.router.address.follow(() => {
    const link = root.querySelector('a');
    if (link !== null) link.href = loginAddress(session);
  });
  return root;
}

/** Back to exactly what is on the screen. */
const loginAddress = (session: Session): string => `/login?next=${encodeURIComponent(writeAddress(session.router.address.value))}`;

const loginLink = (session: Session): HTMLElement => h('a', { class: 'button', href: loginAddress(session) }, 'Log in again');
