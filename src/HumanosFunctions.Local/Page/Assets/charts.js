// Small charts of the last minutes, as SVG.

const width = 150, height = 32, samples = 150;
const namespace = 'http://www.w3.org/2000/svg';

export function drawCharts(rates) {
  const last = rates.slice(-samples);
  const now = last.at(-1);
  document.getElementById('charts').replaceChildren(
    chart('accepted and refused a second', now ? `${now.accepted + now.refused}/s` : '', last, [
      ['accepted', sample => sample.accepted], ['refused', sample => sample.refused],
    ]),
    chart('time to the answer, median and 99th of 100', now?.p99 ? `p99 ${now.p99} ms` : '', last, [
      ['accepted', sample => sample.p50 ?? 0], ['slow', sample => sample.p99 ?? 0],
    ]));
}

function chart(title, label, rates, lines) {
  const highest = Math.max(1, ...rates.flatMap(sample => lines.map(([, value]) => value(sample))));
  const drawing = svg('svg', { viewBox: `0 0 ${width} ${height}`, width, height });
  drawing.append(svg('title', {}, title));
  for (const [kind, value] of lines) {
    const points = rates.map((sample, at) =>
      `${(width - rates.length + at).toFixed(0)},${(height - 1 - (value(sample) / highest) * (height - 3)).toFixed(1)}`);
    drawing.append(svg('polyline', { class: kind, points: points.join(' ') }));
  }

  const figure = document.createElement('figure');
  const caption = document.createElement('figcaption');
  caption.textContent = label;
  figure.append(drawing, caption);
  return figure;
}

function svg(name, attributes, text) {
  const made = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text) made.textContent = text;
  return made;
}
