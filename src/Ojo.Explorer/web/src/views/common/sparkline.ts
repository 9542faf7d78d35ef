const namespace = 'http://www.w3.org/2000/svg';
const width = 64;
const height = 16;

/** How something went over time, as columns: the highest stands for the most, and what is not zero can be seen. */
export function sparkline(counts: readonly number[], label: string): SVGSVGElement {
  const most = Math.max(1, ...counts);
  const step = width / Math.max(1, counts.length);
  const columns = counts.map((count, index) => {
    if (count <= 0) return '';
    const size = Math.max(1.5, (count / most) * (height - 1));
    return `M${(index * step).toFixed(2)} ${height}v${(-size).toFixed(2)}h${Math.max(0.75, step - (step > 3 ? 0.75 : 0)).toFixed(2)}v${size.toFixed(2)}z`;
  });
  const root = document.createElementNS(namespace, 'svg');
  root.setAttribute('viewBox', `0 0 ${width} ${height}`);
  root.setAttribute('preserveAspectRatio', 'none');
  root.setAttribute('class', 'sparkline');
  if (label === '') {
    root.setAttribute('aria-hidden', 'true');
  } else {
    root.setAttribute('role', 'img');
    root.setAttribute('aria-label', label);
  }
  const path = document.createElementNS(namespace, 'path');
  path.setAttribute('d', columns.join(''));
  root.append(path);
  return root;
}
