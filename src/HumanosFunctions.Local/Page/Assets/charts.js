// Small charts of the last five minutes, as SVG.
import { element, milliseconds } from './dom.js';

const width = 150, height = 30, samples = 300;
const space = 'http://www.w3.org/2000/svg';

export function drawCharts(rates) {
  const last = rates.slice(-samples);
  const now = last.at(-1) ?? { accepted: 0, refused: 0, p50: null, p99: null };
  document.getElementById('charts').replaceChildren(
    chart('Accepted and refused deliveries a second, last 5 minutes', [['accepted', `${now.accepted}/s`], ['refused', `${now.refused}/s`]], last, [
      ['area refused', sample => sample.accepted + sample.refused], ['area accepted', sample => sample.accepted],
    ]),
    chart('Time to the answer, median and 99th percentile, last 5 minutes', [['p50', milliseconds(now.p50) || '–'], ['p99', milliseconds(now.p99) || '–']], last, [
      ['area median', sample => sample.p50 ?? 0], ['slow', sample => sample.p99 ?? 0],
    ]));
}

function chart(title, labels, rates, lines) {
  const highest = Math.max(1, ...rates.flatMap(sample => lines.map(([, value]) => value(sample))));
  const drawing = svg('svg', { viewBox: `0 0 ${width} ${height}`, width, height, preserveAspectRatio: 'none', 'aria-hidden': 'true' });
  for (const [kind, value] of lines) {
    const line = rates.map((sample, at) => `${x(rates, at)},${(height - 1 - (value(sample) / highest) * (height - 3)).toFixed(1)}`);
    if (kind.startsWith('area') && line.length > 0) line.push(`${width},${height}`, `${x(rates, 0)},${height}`);
    drawing.append(svg('polyline', { class: kind, points: line.join(' ') }));
  }

  return element('figure', { 'aria-label': title, title }, drawing,
    element('figcaption', {}, labels.map(([name, value]) => element('span', {}, element('i', { class: `key ${name}` }), `${name} `, element('b', {}, value)))));
}

// The newest is at the right edge, however few there are.
function x(rates, at) {
  return (width * (samples - rates.length + at + 1) / samples).toFixed(1);
}

function svg(name, attributes) {
  const made = document.createElementNS(space, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
