import type { Colour } from '../../model/palette';
import type { Shape } from '../../model/roles';

/** What becomes of a packet, as far as a comparison shows it. */
export type Fate = 'acked' | 'sent' | 'lost';

/** How a flow looks in every panel of a comparison: told apart by colour, by the stroke of its lines, and by the shape of its marks. */
export interface Treatment {
  readonly letter: string;
  readonly colour: Colour;
  readonly dash: readonly number[];
  readonly width: number;
  readonly marks: Readonly<Record<Fate, Shape>>;
}

export const treatments: readonly Treatment[] = [
  { letter: 'A', colour: 'extra1', dash: [], width: 1.75, marks: { acked: 'tick', sent: 'dot', lost: 'cross' } },
  { letter: 'B', colour: 'extra6', dash: [6, 3], width: 1.75, marks: { acked: 'tick', sent: 'triangle', lost: 'ring' } },
  { letter: 'C', colour: 'extra3', dash: [2, 2.5], width: 1.75, marks: { acked: 'tick', sent: 'square', lost: 'plus' } },
  { letter: 'D', colour: 'extra4', dash: [9, 3, 2, 3], width: 1.75, marks: { acked: 'tick', sent: 'diamond', lost: 'cross' } },
];

export const treatmentOf = (index: number): Treatment => treatments[index % treatments.length] as Treatment;
