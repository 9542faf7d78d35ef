/** What fills the page beside the list of flows: the overview, a flow, a comparison, SQL. */
export interface View {
  readonly root: HTMLElement;
  close(): void;
  /** Handles a key, if it is one of the view's own. */
  onKey?(event: KeyboardEvent): boolean;
}
