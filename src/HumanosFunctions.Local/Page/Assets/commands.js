// Replay and purge: asked for, done by the host, and told.
import { write } from './api.js';
import { announce, confirm, element, failure, shown } from './dom.js';

/** Buttons that replay or purge a selection. */
export function buttons({ path, what, selection, suffix = '', outcome, done }) {
  const button = (action, kind, question) => element('button', { class: kind, onClick: () => act({ path: `${path}/${action}`, question: question(what()), selection, outcome, done }) }, `${action === 'replay' ? 'Replay' : 'Purge'}${suffix}`);
  return [
    button('replay', '', name => `Replay ${name}?`),
    button('purge', 'danger', name => `Delete ${name} for good? You cannot undo this.`),
  ];
}

async function act({ path, question, selection, outcome, done }) {
  if (!await confirm(question)) return;
  outcome.replaceChildren(element('p', { class: 'hint' }, 'Working…'));
  try {
    const { isDone, lines } = await write(path, selection);
    announce(lines.at(-1) ?? (isDone ? 'Done.' : 'Not done.'));
    outcome.replaceChildren(...lines.map(line => element('p', { class: isDone ? 'good' : 'problem' }, shown(line))));
  } catch (problem) {
    outcome.replaceChildren(failure(problem));
  }

  await done();

  // The button that was pressed may be gone with its row.
  if (document.activeElement === document.body) {
    outcome.tabIndex = -1;
    outcome.focus();
  }
}

/** "1 dead letter", "4 dead letters"; "all dead letters" where nobody knows how many. */
export function counted(count, one, many = `${one}s`) {
  return count === null || count === undefined ? `all ${many}` : count === 1 ? `1 ${one}` : `all ${count} ${many}`;
}
