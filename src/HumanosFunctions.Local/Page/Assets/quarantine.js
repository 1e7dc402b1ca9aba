// Deliveries that were genuine and could not be read.
import { read } from './api.js';
import { buttons, counted } from './commands.js';
import { bytes, element, failure, isolated, table, tableRow, time } from './dom.js';

const titles = [['Name', 'name'], ['Arrived'], ['Reason'], ['Size', 'size'], ['Actions', 'commands']];

export function showQuarantine() {
  const rows = element('div');
  const actions = element('p', { class: 'actions' });
  const outcome = element('div', { class: 'outcome' });
  const load = async () => {
    try {
      const { deliveries } = await read('quarantine');
      actions.replaceChildren(reload, ...(deliveries.length ? allButtons(deliveries.length, outcome, load) : []));
      rows.replaceChildren(deliveries.length ? table(titles, deliveries.map(delivery => row(delivery, outcome, load))) : element('p', { class: 'empty' }, 'Nothing is in quarantine.'));
    } catch (problem) {
      rows.replaceChildren(failure(problem));
    }
  };
  const reload = element('button', { onClick: load }, 'Reload');
  actions.append(reload);
  load();
  return {
    root: element('section', {}, element('h2', {}, 'Quarantine'), element('p', { class: 'hint' }, 'Deliveries that were genuine, but that no key decrypts or that hold no JSON object.'),
      actions, outcome, rows),
  };
}

function allButtons(count, outcome, done) {
  return buttons({ path: 'quarantine', suffix: ' all', selection: { names: null, all: true }, what: () => `${counted(count, 'delivery', 'deliveries')} in quarantine`, outcome, done });
}

function row(delivery, outcome, done) {
  const one = buttons({ path: 'quarantine', selection: { names: [delivery.name], all: false }, what: () => delivery.name, outcome, done });
  return tableRow(titles, [isolated(delivery.name), time(delivery.receivedAt), isolated(delivery.reason), bytes(delivery.bytes), element('span', { class: 'buttons' }, one)]);
}
