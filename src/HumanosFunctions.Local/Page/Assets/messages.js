// The messages of one subscription or queue, peeked: nothing is locked, nothing changes until somebody asks.
import { read, text } from './api.js';
import { buttons, counted } from './commands.js';
import { badge, bytes, element, facts, failure, isolated, shown, time } from './dom.js';
import { treeOnDemand } from './json-tree.js';
import { requestLink } from './requests.js';
import { state, subscribe } from './store.js';

const kinds = ['waiting', 'scheduled', 'dead'];

export function showMessages(name, wanted) {
  const list = new MessageList(name, kinds.includes(wanted) ? wanted : 'waiting');
  const close = subscribe('entities', () => list.counted());
  list.load();
  return { root: list.root, close };
}

class MessageList {
  rows = element('div', { class: 'messages' });
  outcome = element('div', { class: 'outcome' });
  from = null;
  shownCount = null;

  constructor(name, of) {
    this.name = name;
    this.of = of;
    this.path = `entities/${encodeURIComponent(name)}`;
    this.tabs = kinds.map(kind => element('a', { href: `#/topic/${encodeURIComponent(name)}/${kind}`, 'aria-current': kind === of ? 'page' : null }, kind));
    this.reload = element('button', { onClick: () => this.load() }, 'Reload');
    this.root = element('section', {},
      element('p', { class: 'back' }, element('a', { href: '#/topic' }, '← Topic')),
      element('h2', {}, `${shown(name)}: ${of}`),
      element('nav', { class: 'tabs', 'aria-label': 'Messages' }, this.tabs),
      element('p', { class: 'actions' }, this.reload, of === 'dead' ? this.allButtons() : null),
      this.outcome, this.rows);
    this.counted();
  }

  get count() {
    return state.entities.find(entity => entity.name === this.name)?.[this.of] ?? null;
  }

  // The list stays as it is while somebody reads it; the button says that there is something else now.
  counted() {
    const entity = state.entities.find(known => known.name === this.name);
    kinds.forEach((kind, at) => {
      const label = entity?.[kind] === null || entity === undefined ? kind : `${kind} ${entity[kind]}`;
      if (this.tabs[at].textContent !== label) this.tabs[at].textContent = label;
    });
    this.reload.classList.toggle('strong', this.shownCount !== null && this.count !== null && this.count !== this.shownCount);
  }

  allButtons() {
    return buttons({
      path: this.path, suffix: ' all', selection: { sequences: null, all: true },
      what: () => `${counted(this.count, 'dead letter')} of ${this.name}`, outcome: this.outcome, done: () => this.load(),
    });
  }

  async load() {
    this.shownCount = this.count;
    this.counted();
    await this.more(true);
  }

  async more(isFirst) {
    try {
      const page = await read(`${this.path}/messages?of=${this.of}${isFirst || this.from === null ? '' : `&from=${this.from}`}`);
      if (isFirst) this.rows.replaceChildren();
      this.from = page.next;
      this.rows.querySelector('.more')?.remove();
      this.rows.append(...page.messages.map(message => this.row(message)));
      if (this.from) this.rows.append(element('button', { class: 'more', onClick: () => this.more(false) }, 'More'));
      else if (this.rows.childElementCount === 0) this.rows.append(element('p', { class: 'empty' }, 'Nothing here.'));
    } catch (problem) {
      this.rows.replaceChildren(failure(problem));
    }
  }

  row(message) {
    const folder = element('details', { class: 'message' }, element('summary', {},
      element('span', { class: 'sequence' }, message.sequence), time(message.enqueued),
      element('span', { class: 'type' }, isolated(message.eventType ?? 'not one of ours', 60)),
      element('span', { class: 'why' }, message.reason ? badge('failed', shown(message.reason, 60)) : null),
      element('span', { class: 'request quiet' }, message.requestId ? isolated(message.requestId, 100) : null)));
    folder.addEventListener('toggle', () => folder.open && folder.childElementCount === 1 && folder.append(this.details(message)));
    return folder;
  }

  details(message) {
    const one = of => buttons({
      path: this.path, selection: { sequences: [message.sequence], all: false }, outcome: this.outcome, done: () => this.load(),
      what: () => `dead letter ${message.sequence} of ${of}`,
    });
    return element('div', { class: 'inside' },
      facts([['Request', requestLink(message.requestId)], ['Due', message.due && time(message.due)], ['Deliveries', message.deliveries], ['Size', bytes(message.size)], ['Reason', message.reason], ['Cause', message.cause], ...message.properties]),
      this.of === 'dead' ? element('p', { class: 'actions' }, one(this.name)) : null,
      treeOnDemand('Show the payload', 'Values stay masked until you ask for them.', () => text(`${this.path}/messages/${message.sequence}/body?of=${this.of}`)));
  }
}
