// Deliveries that were genuine and could not be read.
import { read, write } from './api.js';
import { announce, bytes, confirm, element, failure, shown, time } from './dom.js';

export function showQuarantine() {
  const rows = element('div');
  const outcome = element('div');
  const load = async () => {
    try {
      const { deliveries } = await read('quarantine');
      rows.replaceChildren(deliveries.length ? table(deliveries, outcome, load) : element('p', {}, 'Nothing is in quarantine.'));
    } catch (problem) {
      rows.replaceChildren(failure(problem));
    }
  };
  load();
  return { root: element('section', {}, element('h2', {}, 'Quarantine'), element('p', { class: 'hint' }, 'Deliveries that were genuine, but that no key decrypts or that hold no JSON object.'), outcome, rows) };
}

function table(deliveries, outcome, done) {
  return element('div', {},
    element('p', { class: 'actions' },
      element('button', { onClick: () => act('replay', null, outcome, done) }, 'Replay all'),
      element('button', { class: 'danger', onClick: () => act('purge', null, outcome, done) }, 'Purge all')),
    element('table', {},
      element('thead', {}, element('tr', {}, ['Arrived', 'Name', 'Reason', 'Size', ''].map(title => element('th', { scope: 'col' }, title)))),
      element('tbody', {}, deliveries.map(delivery => element('tr', {},
        element('td', {}, time(delivery.receivedAt)), element('th', { scope: 'row' }, shown(delivery.name)), element('td', {}, shown(delivery.reason)), element('td', { class: 'number' }, bytes(delivery.bytes)),
        element('td', { class: 'actions' },
          element('button', { onClick: () => act('replay', delivery.name, outcome, done) }, 'Replay'),
          element('button', { class: 'danger', onClick: () => act('purge', delivery.name, outcome, done) }, 'Purge')))))));
}

async function act(action, name, outcome, done) {
  const what = name ?? 'everything in quarantine';
  if (!await confirm(action === 'replay' ? `Replay ${what}?` : `Delete ${what} for good? You cannot undo this.`)) return;
  try {
    const result = await write(`quarantine/${action}`, { names: name ? [name] : null, all: !name });
    announce(result.lines.at(-1) ?? (result.isDone ? 'Done.' : 'Not done.'));
    outcome.replaceChildren(...result.lines.map(line => element('p', { class: result.isDone ? '' : 'problem' }, shown(line))));
  } catch (problem) {
    announce(problem.message);
  }

  await done();
}
