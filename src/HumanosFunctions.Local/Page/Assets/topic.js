// Subscriptions and queues with what they hold, live.
import { element, isolated, shown, table, tableRow } from './dom.js';
import { showMessages } from './messages.js';
import { state, subscribe } from './store.js';

const titles = [['Entity'], ['Kind'], ['Waiting', 'number'], ['In progress', 'number'], ['Scheduled', 'number'], ['Dead-lettered', 'number']];
const counts = ['waiting', 'locked', 'scheduled', 'dead'];
const words = { waiting: 'waiting', scheduled: 'scheduled', dead: 'dead-lettered' };

export function showTopic(name, of) {
  return name ? showMessages(name, of) : showEntities();
}

function showEntities() {
  const title = element('h2');
  const place = element('div');
  let rows = [], drawn = null;
  const draw = () => {
    const names = JSON.stringify(state.entities.map(entity => entity.name));
    if (names !== drawn) {
      drawn = names;
      title.textContent = `Topic ${shown(state.topic)}`;
      rows = state.entities.map(row);
      place.replaceChildren(rows.length ? table(titles, rows.map(made => made.root)) : element('p', { class: 'empty' }, 'The topology of this broker is not known here.'));
    }

    // Counts change in place: a link that has the focus keeps it.
    state.entities.forEach((entity, at) => rows[at].update(entity));
  };
  draw();
  return { root: element('section', {}, title, place), close: subscribe('entities', draw) };
}

function row(entity) {
  const cells = counts.map(of => of === 'locked' ? element('span') : element('a', { href: `#/topic/${encodeURIComponent(entity.name)}/${of}` }));
  return {
    root: tableRow(titles, [isolated(entity.name), entity.kind, ...cells]),
    update: now => counts.forEach((of, at) => update(cells[at], now, of)),
  };
}

function update(cell, entity, of) {
  const value = entity[of];
  const text = value === null || value === undefined ? (of === 'locked' ? '–' : 'view') : String(value);
  if (cell.textContent === text) return;
  cell.textContent = text;
  cell.className = value === 0 ? 'zero' : of === 'dead' && value > 0 ? 'dead' : '';
  if (of !== 'locked') cell.setAttribute('aria-label', `${value ?? 'unknown'} ${words[of]} in ${entity.name}`);
}
