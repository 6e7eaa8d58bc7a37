import { figure, type Bar, type Line } from './chart-data.ts';

const svgNamespace = 'http://www.w3.org/2000/svg';

/** Bars in HTML: a row (lying) or a column (standing) each, with its figure beside. */
export function barChart(bars: readonly Bar[], way: 'lying' | 'standing'): HTMLElement {
  const list = document.createElement('ul');
  list.className = `bars bars-${way}`;
  const largest = Math.max(...bars.map((bar) => bar.value), Number.MIN_VALUE);
  for (const bar of bars) {
    const row = document.createElement('li');
    const stroke = part('bar');
    stroke.style.setProperty('--share', String(Math.max(0, bar.value) / largest));
    row.append(part('bar-label', bar.label), stroke, part('bar-value', figure(bar.value)));
    list.append(row);
  }
  return list;
}

function part(className: string, text = ''): HTMLElement {
  const element = document.createElement('span');
  element.className = className;
  element.textContent = text;
  return element;
}

/** Lines over the same x values, with the figures as labels; drawn in SVG that scales with the card. */
export function lineChart(lines: readonly Line[]): HTMLElement {
  const box = document.createElement('div');
  const labels = [...new Set(lines.flatMap((line) => line.points.map((point) => point.label)))];
  const values = lines.flatMap((line) => line.points.map((point) => point.value));
  // Half a step of room, so that a flat line lies in the middle.
  const [low, high] = [Math.min(...values) - 0.5, Math.max(...values) + 0.5];
  const x = (label: string) => 24 + (labels.indexOf(label) * 252) / Math.max(1, labels.length - 1);
  const y = (value: number) => 96 - ((value - low) / (high - low)) * 72;
  const picture = svg('svg', { viewBox: '0 0 300 124', role: 'img', class: 'line-chart' });
  picture.append(text('title', {}, lines.map(sentence).join('. ')));
  picture.append(svg('line', { x1: 12, x2: 288, y1: 96, y2: 96, class: 'axis' }));
  for (const label of labels)
    picture.append(text('text', { x: x(label), y: 114, class: 'axis-label' }, label));
  lines.forEach((line, index) => {
    const path = line.points.map((point) => `${x(point.label)},${y(point.value)}`).join(' ');
    picture.append(svg('polyline', { points: path, class: `stroke stroke-${index % 3}` }));
    for (const point of line.points) {
      const at = { x: x(point.label), y: y(point.value) };
      picture.append(svg('circle', { cx: at.x, cy: at.y, r: 3.5, class: `dot stroke-${index % 3}` }));
      picture.append(text('text', { x: at.x, y: at.y - 9, class: 'point-label' }, figure(point.value)));
    }
  });
  box.append(picture);
  return box;
}

const sentence = (line: Line): string =>
  `${line.label}: ${line.points.map((point) => `${point.label} ${figure(point.value)}`).join(', ')}`;

function svg(name: string, attributes: Record<string, string | number>): SVGElement {
  const element = document.createElementNS(svgNamespace, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

function text(name: string, attributes: Record<string, string | number>, content: string): SVGElement {
  const element = svg(name, attributes);
  element.textContent = content;
  return element;
}
