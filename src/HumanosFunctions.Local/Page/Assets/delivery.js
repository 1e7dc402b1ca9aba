// One delivery: the way it took, what it held, what became of it, and why it was refused.
import { read } from './api.js';
import { bytes, element, facts, failure, milliseconds, shown, time } from './dom.js';
import { tree } from './json-tree.js';
import { deliveries, subscribe } from './store.js';

export function showDelivery(id) {
  const root = element('article', { class: 'detail' });
  let known = '';
  const update = async () => {
    // Drawn again only when its line has changed, so that what is unfolded stays so.
    const line = JSON.stringify(deliveries.find(delivery => String(delivery.id) === id) ?? null);
    if (line === known && known !== 'null') return;
    known = line;
    try {
      const delivery = await read(`deliveries/${encodeURIComponent(id)}`);
      root.replaceChildren(...parts(delivery));
    } catch (problem) {
      root.replaceChildren(back(), failure(problem));
    }
  };
  const escape = event => {
    if (event.key === 'Escape' && !document.querySelector('dialog[open]')) location.hash = '#/deliveries';
  };
  addEventListener('keydown', escape);
  const unsubscribe = subscribe('deliveries', update);
  update();
  return {
    root,
    close: () => {
      removeEventListener('keydown', escape);
      unsubscribe();
    },
  };
}

function back() {
  return element('p', {}, element('a', { href: '#/deliveries' }, '← Deliveries'));
}

function parts({ summary, headers, stages, message, hasEvent, diagnosis }) {
  return [
    back(),
    element('h2', {}, `Delivery ${summary.id} `, element('span', { class: `badge ${summary.outcome}` }, summary.outcome)),
    facts([
      ['Time', time(summary.at)], ['Address', summary.path], ['Size', bytes(summary.size)], ['Answer', summary.status], ['Duration', milliseconds(summary.duration)],
      ['Reason', summary.reasonText], ['Processed', summary.processed], ['Event type', summary.eventType],
      ['Request', summary.requestId && element('a', { href: `#/requests/${encodeURIComponent(summary.requestId)}` }, shown(summary.requestId))],
    ]),
    diagnosis && why(diagnosis),
    section('The way it took', way(stages)),
    section('Event', hasEvent ? event(summary.id) : element('p', {}, 'The event is not known here: the body was not kept, or no local key decrypts it.')),
    message && section('Message', facts([['Message id', message.messageId], ['Subject', message.subject], ['Correlation id', message.correlationId], ['Content type', message.contentType], ...message.properties])),
    section('Headers', facts(headers)),
  ].filter(Boolean);
}

function section(title, content) {
  return element('section', {}, element('h3', {}, title), content);
}

const words = { ok: '✓ ok', problem: '✗ problem', unknown: '? not known' };

function why(diagnosis) {
  return section(diagnosis.code ? `Diagnosis ${diagnosis.code} ${diagnosis.reason}` : 'Diagnosis', element('ul', { class: 'findings' }, diagnosis.findings.map(finding =>
    element('li', { class: finding.state }, element('strong', {}, `${words[finding.state]}: `), shown(finding.what),
      finding.means && element('p', {}, shown(finding.means)), finding.todo && element('p', { class: 'todo' }, `What to do: ${finding.todo}`)))));
}

function way(stages) {
  if (stages.length === 0) return element('p', {}, 'Not recorded: too many deliveries came at once.');
  return element('ol', { class: 'way' }, stages.map(stage => element('li', { class: stage.isOk ? 'ok' : 'problem' },
    element('span', { class: 'name' }, shown(stage.name)), ' ', time(stage.at), ' ', element('span', { class: 'took' }, milliseconds(stage.duration)),
    stage.note && element('span', { class: 'note' }, ` ${shown(stage.note)}`))));
}

function event(id) {
  const place = element('div');
  place.append(element('button', {
    onClick: async () => {
      try {
        place.replaceChildren(tree(await read(`deliveries/${id}/event`)));
      } catch (problem) {
        place.replaceChildren(failure(problem));
      }
    },
  }, 'Show the event'), element('p', { class: 'hint' }, 'It holds personal data. Values stay masked until you ask for them.'));
  return place;
}
