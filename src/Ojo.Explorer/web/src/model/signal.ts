/** A value that others follow. Setting an equal value tells nobody. */
export class Signal<T> {
  readonly #followers = new Set<(value: T) => void>();
  #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set value(value: T) {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const follower of [...this.#followers]) follower(value);
  }

  /** Calls back on every change until the returned function is called. */
  follow(follower: (value: T) => void): () => void {
    this.#followers.add(follower);
    return () => this.#followers.delete(follower);
  }

  /** As {@link follow}, and once at once. */
  followNow(follower: (value: T) => void): () => void {
    follower(this.#value);
    return this.follow(follower);
  }
}

/** Collects what has to be undone when a view goes. */
export class Lifetime {
  readonly #ends: (() => void)[] = [];

  add(end: () => void): void {
    this.#ends.push(end);
  }

  listen<K extends keyof HTMLElementEventMap>(
    target: EventTarget, type: K, listener: (event: HTMLElementEventMap[K]) => void, options?: AddEventListenerOptions,
  ): void {
    target.addEventListener(type, listener as EventListener, options);
    this.add(() => target.removeEventListener(type, listener as EventListener, options));
  }

  end(): void {
    for (const end of this.#ends.splice(0).reverse()) end();
  }
}
