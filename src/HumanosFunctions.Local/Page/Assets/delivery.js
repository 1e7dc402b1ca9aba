// One delivery: its stages, what it held, what became of it, and why it was refused.
import { read, text } from './api.js';
import { badge, bytes, element, facts, failure, milliseconds, shown, time } from './dom.js';
import { treeOnDemand } from './json-tree.js';
import { requestAddress, requestLink } from './requests.js';
import { find, subscribe } from './store.js';

export function showDelivery(id) {
  const view = new DeliveryView(id);
  const escape = event => {
    if (event.key === 'Escape' && !document.querySelector('dialog[open]')) location.hash = '#/deliveries';
  };
  addEventListener('keydown', escape);
  const unsubscribe = subscribe('deliveries', () => view.changed());
  view.load();
  return {
    root: view.root,
    close: () => {
      removeEventListener('keydown', escape);
      unsubscribe();
    },
  };
}

/** Each part is drawn when it changes, so that an event somebody reads stays as it is unfolded. */
class DeliveryView {
  summary = null;
  isLoading = false;
  parts = Object.fromEntries(['head', 'diagnosis', 'way', 'event', 'state', 'facts', 'message', 'headers'].map(name => [name, element('div')]));
  drawn = new Map();

  constructor(id) {
    this.id = id;
    const { head, diagnosis, way, event, state, facts: summary, message, headers } = this.parts;
    this.root = element('article', { class: 'detail' },
      element('div', { class: 'wide' }, element('p', { class: 'back' }, element('a', { href: '#/deliveries' }, '← Deliveries')), head),
      element('div', {}, diagnosis, way, event, state), element('div', {}, summary, message, headers));
  }

  changed() {
    const now = find(Number(this.id));
    if (now !== null && now !== this.summary) this.load();
  }

  async load() {
    if (this.isLoading) return;
    this.isLoading = true;
    const before = find(Number(this.id));
    try {
      this.draw(await read(`deliveries/${encodeURIComponent(this.id)}`));
      this.summary = before;
    } catch (problem) {
      if (this.drawn.size === 0) this.parts.head.replaceChildren(failure(problem));
      this.summary = before;
    }

    this.isLoading = false;
    this.changed();
  }

  draw({ summary, headers, stages, message, hasEvent, diagnosis }) {
    this.part('head', [summary.id, summary.outcome], () => element('h2', {}, `Delivery ${summary.id} `, badge(summary.outcome)));
    this.part('facts', summary, () => section('Delivery', overview(summary)));
    this.part('diagnosis', diagnosis, () => diagnosis && why(diagnosis));
    this.part('way', [stages, summary.status, summary.duration], () => section('Stages', way(stages, summary)));
    this.part('event', hasEvent, () => section('Event', hasEvent ? event(summary.id) : element('p', { class: 'hint' }, 'The event is not known here: the body was not kept, or no local key decrypts it.')));
    this.part('state', summary.requestId, () => requestAddress(summary.requestId) && section('Stored state', stored(summary.requestId)));
    this.part('message', message, () => message && section(summary.status === 200 ? 'Message' : 'Message that it would have become', facts([['Message id', message.messageId], ['Subject', message.subject], ['Correlation id', message.correlationId], ['Content type', message.contentType], ...message.properties])));
    this.part('headers', headers, () => headers.length > 0 && section('Headers', facts(headers)));
  }

  part(name, value, make) {
    const key = JSON.stringify(value ?? null);
    if (this.drawn.get(name) === key) return;
    this.drawn.set(name, key);
    this.parts[name].replaceChildren(...[make()].filter(Boolean));
  }
}

function overview(summary) {
  return facts([
    ['Time', time(summary.at)], ['Address', summary.path], ['Size', bytes(summary.size)], ['Answer', summary.status], ['Duration', milliseconds(summary.duration)],
    ['Reason', summary.reasonText], ['Processed', summary.processed], ['Event type', summary.eventType],
    ['Request', requestLink(summary.requestId)],
  ]);
}

function section(title, content) {
  return element('section', { class: 'panel' }, element('h3', {}, title), content);
}

const words = { ok: '✓ ok', problem: '✗ problem', unknown: '? not known' };

function why(diagnosis) {
  return section(diagnosis.code ? `Diagnosis ${diagnosis.code} ${diagnosis.reason}` : 'Diagnosis', element('ul', { class: 'findings' }, diagnosis.findings.map(finding =>
    element('li', { class: finding.state }, element('p', {}, element('strong', { class: 'state' }, `${words[finding.state]}: `), shown(finding.what)),
      finding.means && element('p', {}, shown(finding.means)), finding.todo && element('p', { class: 'todo' }, `What to do: ${shown(finding.todo)}`)))));
}

function way(stages, summary) {
  if (stages.length === 0) return element('p', { class: 'hint' }, 'Not recorded: too many deliveries came at once.');
  const start = instant(stages[0].at);
  const steps = stages.map(stage => ({ ...stage, since: instant(stage.at) - start }));
  if (summary.duration !== null) steps.push({ name: `answered ${summary.status}`, since: summary.duration, isOk: summary.status < 400 });
  steps.sort((one, other) => one.since - other.since);
  return element('ol', { class: 'way' }, steps.map((step, at) => element('li', { class: step.isOk ? 'ok' : 'problem' },
    element('span', { class: 'since' }, at === 0 ? time(stages[0].at) : `+${milliseconds(Math.max(0, step.since))}`),
    element('span', { class: 'name' }, shown(step.name), step.isOk ? null : element('span', { class: 'problem' }, ' ✗')), ' ',
    element('span', { class: 'took' }, milliseconds(step.duration)),
    step.note && element('span', { class: 'note' }, ` ${shown(step.note)}`))));
}

// Dates count milliseconds alone, and most steps take less than one.
function instant(text) {
  const digits = /\.(\d+)/.exec(text)?.[1] ?? '';
  return Date.parse(text) + Number(`0.${digits.slice(3) || '0'}`);
}

function event(id) {
  return treeOnDemand('Show the event', 'It holds personal data. Values stay masked until you ask for them.', () => text(`deliveries/${id}/event`));
}

function stored(requestId) {
  return treeOnDemand('Show the stored state', 'What the processors have kept of this request, this delivery and others.', () => text(`requests/state?id=${encodeURIComponent(requestId)}`));
}
