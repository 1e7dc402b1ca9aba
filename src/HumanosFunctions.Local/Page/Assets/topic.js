// Subscriptions and queues with what they hold, and a look at their messages.
import { read, write } from './api.js';
import { announce, bytes, confirm, element, facts, failure, shown, time } from './dom.js';
import { state, subscribe } from './store.js';

const kinds = ['waiting', 'scheduled', 'dead'];

export function showTopic(name, of) {
  if (name) return showMessages(name, kinds.includes(of) ? of : 'waiting');
  const root = element('section');
  const draw = () => root.replaceChildren(element('h2', {}, `Topic ${shown(state.topic)}`), list());
  draw();
  return { root, close: subscribe('entities', draw) };
}

function list() {
  if (state.entities.length === 0) return element('p', {}, 'The topology of this broker is not known here.');
  return element('table', {},
    element('thead', {}, element('tr', {}, ['Entity', 'Kind', 'Waiting', 'In progress', 'Scheduled', 'Dead'].map(title => element('th', { scope: 'col' }, title)))),
    element('tbody', {}, state.entities.map(entity => element('tr', {},
      element('th', { scope: 'row' }, shown(entity.name)), element('td', {}, entity.kind),
      count(entity, 'waiting'), element('td', { class: 'number' }, entity.locked ?? '–'), count(entity, 'scheduled'), count(entity, 'dead')))));
}

function count(entity, of) {
  const value = entity[of];
  const link = element('a', { href: `#/topic/${encodeURIComponent(entity.name)}/${of}`, 'aria-label': `${value ?? 'unknown'} ${of} in ${entity.name}` }, String(value ?? 'look'));
  return element('td', { class: `number ${of === 'dead' && value > 0 ? 'problem' : ''}` }, link);
}

function showMessages(name, of) {
  const rows = element('div');
  const outcome = element('div');
  const root = element('section', {},
    element('p', {}, element('a', { href: '#/topic' }, '← Topic')),
    element('h2', {}, `${shown(name)}: ${of}`),
    element('p', { class: 'tabs' }, kinds.map(kind => element('a', { href: `#/topic/${encodeURIComponent(name)}/${kind}`, 'aria-current': kind === of ? 'page' : null }, kind))),
    of === 'dead' ? actions(name, outcome, () => load()) : null, outcome, rows);
  let from = null;
  const load = async () => {
    rows.replaceChildren();
    from = null;
    await more();
  };
  const more = async () => {
    try {
      const page = await read(`entities/${encodeURIComponent(name)}/messages?of=${of}${from ? `&from=${from}` : ''}`);
      from = page.next;
      rows.querySelector('.more')?.remove();
      rows.append(...page.messages.map(message => row(name, of, message, outcome, load)));
      if (rows.childElementCount === 0) rows.append(element('p', {}, 'Nothing here.'));
      if (from) rows.append(element('button', { class: 'more', onClick: more }, 'More'));
    } catch (problem) {
      rows.append(failure(problem));
    }
  };
  load();
  return { root };
}

function actions(name, outcome, done) {
  return element('p', { class: 'actions' },
    element('button', { onClick: () => act(name, 'replay', null, outcome, done) }, 'Replay all'),
    element('button', { class: 'danger', onClick: () => act(name, 'purge', null, outcome, done) }, 'Purge all'));
}

async function act(name, action, sequence, outcome, done) {
  const what = sequence ? `message ${sequence}` : 'all dead letters';
  const question = action === 'replay' ? `Replay ${what} of ${name}?` : `Delete ${what} of ${name} for good? You cannot undo this.`;
  if (!await confirm(question)) return;
  try {
    const result = await write(`entities/${encodeURIComponent(name)}/${action}`, { sequences: sequence ? [sequence] : null, all: !sequence });
    announce(result.lines.at(-1) ?? (result.isDone ? 'Done.' : 'Not done.'));
    outcome.replaceChildren(...result.lines.map(line => element('p', { class: result.isDone ? '' : 'problem' }, shown(line))));
  } catch (problem) {
    announce(problem.message);
  }

  await done();
}

function row(name, of, message, outcome, done) {
  const body = element('div');
  return element('details', { class: 'message' },
    element('summary', {}, element('span', { class: 'sequence' }, message.sequence), ' ', time(message.enqueued), ' ', shown(message.eventType ?? 'not one of ours'),
      message.reason && element('span', { class: 'badge failed' }, shown(message.reason)), ' ', message.requestId && shown(message.requestId)),
    facts([['Due', message.due && time(message.due)], ['Deliveries', message.deliveries], ['Size', bytes(message.size)], ['Reason', message.reason], ['Cause', message.cause], ...message.properties]),
    element('p', { class: 'actions' },
      element('button', {
        onClick: async () => {
          try {
            const { tree } = await import('./json-tree.js');
            body.replaceChildren(tree(await read(`entities/${encodeURIComponent(name)}/messages/${message.sequence}/body?of=${of}`)));
          } catch (problem) {
            body.replaceChildren(failure(problem));
          }
        },
      }, 'Show the payload'),
      of === 'dead' ? [element('button', { onClick: () => act(name, 'replay', message.sequence, outcome, done) }, 'Replay'), element('button', { class: 'danger', onClick: () => act(name, 'purge', message.sequence, outcome, done) }, 'Purge')] : null),
    body);
}
