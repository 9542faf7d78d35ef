import type { FlowSession } from '../../model/flowSession';
import type { MissingPanelSpec } from '../../model/panelSpec';
import { copyButton } from '../common/copy';
import { h } from '../common/dom';
import { Panel, type PanelHost } from './panel';

/** A panel that has nothing to show: what to record so that it has. */
export class MissingPanel extends Panel {
  constructor(flow: FlowSession, override readonly spec: MissingPanelSpec, host: PanelHost) {
    super(flow, spec, host, 34);
    this.root.classList.add('panel-missing');
    this.plot.removeAttribute('role');
    this.plot.append(h('p', { class: 'missing' }, `${spec.missing.sentence}. `, h('code', {}, spec.missing.code), copyButton(spec.missing.code, 'Copy the line')));
  }

  protected override paint(): void {
    // The sentence is all.
  }

  protected override grow(): void {
    // Panels are made anew when a flow gets events of a new type.
  }

  override read(): void {
    // There are no values.
  }
}
