import { emptyAddress, writeAddress } from '../../model/address';
import type { Session } from '../../model/session';
import { fill, h } from '../common/dom';

/** Whose traces are shown, where there is more than one to choose from. */
export function tenantChooser(session: Session): HTMLElement {
  const root = h('span', { class: 'tenant' });
  session.tenants.followNow((tenants) => {
    const names = tenants === null ? [] : [...tenants.hasOwn && tenants.tenant === null ? [''] : [], ...tenants.tenants.map((one) => one.name)];
    const shown = session.tenant ?? tenants?.tenant ?? '';
    if (names.length < 2 && shown === '') {
      fill(root);
      return;
    }
    if (names.length < 2) {
      fill(root, h('span', { title: 'Whose traces these are' }, shown));
      return;
    }
    const choice = h('select', {
      'aria-label': 'Whose traces', title: 'Whose traces are shown',
      on: { change: () => location.assign(writeAddress({ ...emptyAddress, tenant: choice.value === '' ? null : choice.value })) },
    }, ...(names.includes(shown) ? names : [shown, ...names]).map((name) =>
      h('option', { value: name, selected: name === shown }, name === '' ? 'no tenant' : name)));
    fill(root, choice);
  });
  return root;
}
