import type { Colour } from '../../model/palette';
import type { Shape } from '../../model/roles';

type Part = readonly [tag: string, attributes: Readonly<Record<string, string>>];

const namespace = 'http://www.w3.org/2000/svg';

function svg(size: number, name: string, ...parts: readonly Part[]): SVGSVGElement {
  const root = document.createElementNS(namespace, 'svg');
  root.setAttribute('viewBox', `0 0 ${size} ${size}`);
  root.setAttribute('class', name);
  root.setAttribute('aria-hidden', 'true');
  for (const [tag, attributes] of parts) {
    const element = document.createElementNS(namespace, tag);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    root.append(element);
  }
  return root;
}

const paths = {
  chevron: 'M6 4l4 4-4 4',
  close: 'M4 4l8 8M12 4l-8 8',
  help: 'M5.8 6.200a2.200 2.200 0 1 1 3.300 1.900c-.8.5-1.100.9-1.100 1.700M8 12.300v.1',
  moon: 'M12.800 9.600A5.300 5.300 0 0 1 6.400 3.200a5.300 5.300 0 1 0 6.400 6.400z',
  sun: 'M8 5.200a2.800 2.800 0 1 0 0 5.600 2.800 2.800 0 0 0 0-5.600zM8 1.500v1.300M8 13.200v1.300M1.500 8h1.300M13.200 8h1.300M3.400 3.400l.9.9M11.700 11.700l.9.9M3.400 12.600l.9-.9M11.700 4.300l.9-.9',
  filter: 'M2 3.500h12M4.500 8h7M6.500 12.500h3',
  fit: 'M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4',
  follow: 'M2 8h9M8 4l4 4-4 4M14 3v10',
  up: 'M4 10l4-4 4 4',
  down: 'M4 6l4 4 4-4',
  pin: 'M5.5 2h5l-.7 4.500 2.200 2.500H4l2.200-2.500zM8 9v5',
  hide: 'M4 8h8',
  marker: 'M5 14V2.500h7l-2 3 2 3H5',
  add: 'M8 3v10M3 8h10',
  back: 'M10 3L5 8l5 5',
  copy: 'M5 5V2.500h8.500V11H11M2.500 5H11v8.500H2.500z',
  zoomIn: 'M7 2.500a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9zM10.300 10.300l3.700 3.700M7 5v4M5 7h4',
  zoomOut: 'M7 2.500a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9zM10.300 10.300l3.700 3.700M5 7h4',
} as const;

export function icon(name: keyof typeof paths): SVGSVGElement {
  return svg(16, 'icon', ['path', {
    d: paths[name], fill: 'none', stroke: 'currentColor', 'stroke-width': '1.4', 'stroke-linecap': 'round', 'stroke-linejoin': 'round',
  }]);
}

const shapes: Readonly<Record<Shape, Part>> = {
  dot: ['circle', { cx: '6', cy: '6', r: '3.2', fill: 'currentColor' }],
  ring: ['circle', { cx: '6', cy: '6', r: '3.6', fill: 'none', stroke: 'currentColor', 'stroke-width': '1.7' }],
  tick: ['path', { d: 'M6 1.500v9', stroke: 'currentColor', 'stroke-width': '2' }],
  cross: ['path', { d: 'M2.500 2.500l7 7M9.500 2.500l-7 7', stroke: 'currentColor', 'stroke-width': '1.9' }],
  plus: ['path', { d: 'M6 2v8M2 6h8', stroke: 'currentColor', 'stroke-width': '1.7' }],
  triangle: ['path', { d: 'M2 3h8L6 10z', fill: 'currentColor' }],
  square: ['rect', { x: '2.500', y: '2.500', width: '7', height: '7', fill: 'currentColor' }],
  diamond: ['path', { d: 'M6 1.500L10.500 6 6 10.500 1.500 6z', fill: 'currentColor' }],
};

/** The mark of a meaning, as the charts draw it. */
export const shapeIcon = (shape: Shape, colour: Colour): SVGSVGElement => svg(12, `shape c-${colour}`, shapes[shape]);

/** The stroke of a line, as the charts draw it. */
export function lineIcon(colour: Colour, form: 'step' | 'line' | 'samples' | 'area', dash: readonly number[]): SVGSVGElement {
  const stroke = { fill: 'none', stroke: 'currentColor', 'stroke-width': '1.8', 'stroke-dasharray': dash.join(' ') };
  const parts: readonly Part[] =
    form === 'area' ? [['path', { d: 'M1 5h10v5H1z', fill: 'currentColor', opacity: '.3' }], ['path', { ...stroke, d: 'M1 5h10', 'stroke-width': '1.2' }]]
      : form === 'samples' ? [['path', { ...stroke, d: 'M1 7.500L6 5l5 2', 'stroke-width': '1', opacity: '.6' }], ['circle', { cx: '6', cy: '5', r: '2.200', fill: 'currentColor' }]]
        : [['path', { ...stroke, d: form === 'step' && dash.length === 0 ? 'M1 8.500h5v-5h5' : 'M1 6h10' }]];
  return svg(12, `shape c-${colour}`, ...parts);
}
