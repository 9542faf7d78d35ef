import { type Address, readAddress, stepped, writeAddress } from './address';
import { Signal } from './signal';

/** The page's state in the address bar. A step that Back should undo is pushed; the rest replaces. */
export class Router {
  readonly address: Signal<Address>;
  /** The address that somebody went back or forward to, after `address` has it. */
  readonly moved = new Signal(0);

  constructor() {
    this.address = new Signal(readAddress(location.search));
    window.addEventListener('popstate', () => {
      this.address.value = readAddress(location.search);
      this.moved.value++;
    });
  }

  push(change: Partial<Address>): void {
    this.#go(change, true);
  }

  replace(change: Partial<Address>): void {
    this.#go(change, false);
  }

  #go(change: Partial<Address>, push: boolean): void {
    const next = stepped(this.address.value, change);
    const text = writeAddress(next);
    if (text !== writeAddress(this.address.value)) {
      if (push) history.pushState(null, '', text);
      else history.replaceState(null, '', text);
    }
    this.address.value = next;
  }
}
