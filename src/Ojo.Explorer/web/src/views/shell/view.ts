import type { KeyGroup } from './keys';

/** What fills the page beside the list of flows: the overview, a flow, a comparison, SQL. */
export interface View {
  readonly root: HTMLElement;
  /** The keys that work while the view is there: the page hands them on, and its list of keys is made of them. */
  readonly keys?: readonly KeyGroup[];
  close(): void;
}
