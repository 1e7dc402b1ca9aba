// The list of deliveries. Only the rows in sight are in the document, so its length costs nothing.
import { bytes, element, milliseconds, shown, time } from './dom.js';
import { deliveries, subscribe } from './store.js';

const rowHeight = 34, spare = 8;
const outcomes = ['accepted', 'repeated', 'refused', 'failed'];
const filter = { outcome: '', text: '' };

export function showDeliveries() {
  const list = new DeliveryList();
  return { root: list.root, close: list.close };
}

class DeliveryList {
  rows = [];
  selected = null;
  anchorId = null;
  offset = 0;
  newest = 0;
  waiting = false;

  constructor() {
    this.body = element('div', { class: 'rows', role: 'rowgroup' });
    this.space = element('div', { class: 'space' }, this.body);
    this.news = element('button', { class: 'news', hidden: true, onClick: () => this.toTop() });
    this.empty = element('p', { class: 'empty' }, 'No delivery yet. Send one: ', element('a', { href: '#/send' }, 'Send'), ', or run ', element('code', {}, 'dotnet run.cs send all'), '.');
    this.table = element('div', {
      class: 'table', role: 'table', 'aria-label': 'Deliveries, newest first', tabindex: 0,
      onScroll: () => {
        this.anchor();
        this.later();
      },
      onKeydown: event => this.key(event),
    }, header(), this.space);
    this.root = element('section', {}, element('h2', { class: 'hidden' }, 'Deliveries'), this.controls(), this.news, this.empty, this.table);
    this.unsubscribe = subscribe('deliveries', () => this.later());
    this.resize = new ResizeObserver(() => this.later());
    this.resize.observe(this.table);
    this.onSlash = event => {
      if (event.key === '/' && !/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) {
        event.preventDefault();
        this.search.focus();
      }
    };
    addEventListener('keydown', this.onSlash);
    this.later();
  }

  close = () => {
    this.unsubscribe();
    this.resize.disconnect();
    removeEventListener('keydown', this.onSlash);
  };

  controls() {
    this.search = element('input', { type: 'search', placeholder: 'Filter by id, reason, type, request  ( / )', 'aria-label': 'Filter', value: filter.text, onInput: event => this.change({ text: event.target.value.trim().toLowerCase() }) });
    const choice = element('select', { 'aria-label': 'Outcome', onChange: event => this.change({ outcome: event.target.value }) },
      element('option', { value: '' }, 'All outcomes'), outcomes.map(outcome => element('option', { value: outcome, selected: outcome === filter.outcome }, outcome)));
    this.count = element('span', { class: 'count' });
    return element('div', { class: 'controls' }, this.search, choice, this.count);
  }

  change(part) {
    Object.assign(filter, part);
    this.anchorId = null;
    this.table.scrollTop = 0;
    this.later();
  }

  // Many changes make one drawing.
  later() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.draw();
    });
  }

  draw() {
    this.rows = filter.outcome || filter.text ? deliveries.filter(matches) : deliveries;
    this.hold();
    const first = Math.max(0, Math.floor(this.table.scrollTop / rowHeight) - spare);
    const last = Math.min(this.rows.length, first + Math.ceil(this.table.clientHeight / rowHeight) + 2 * spare);
    this.body.style.transform = `translateY(${first * rowHeight}px)`;
    this.body.replaceChildren(...this.rows.slice(first, last).map((delivery, at) => this.row(delivery, first + at)));
    this.table.setAttribute('aria-rowcount', this.rows.length + 1);
    this.count.textContent = `${this.rows.length} of ${deliveries.length}`;
    this.empty.hidden = deliveries.length > 0;
    this.table.hidden = deliveries.length === 0;
  }

  // Who has scrolled down reads: what comes in above must not push the rows away.
  anchor() {
    const at = Math.floor(this.table.scrollTop / rowHeight);
    this.anchorId = at === 0 ? null : this.rows[at]?.id ?? null;
    this.offset = this.table.scrollTop - at * rowHeight;
    if (this.anchorId === null) this.newest = this.rows[0]?.id ?? 0;
  }

  hold() {
    this.space.style.height = `${this.rows.length * rowHeight}px`;
    if (this.anchorId === null) {
      this.newest = this.rows[0]?.id ?? 0;
      this.news.hidden = true;
      return;
    }

    const at = this.rows.findIndex(delivery => delivery.id <= this.anchorId);
    const wanted = at * rowHeight + this.offset;
    if (at >= 0 && wanted !== this.table.scrollTop) this.table.scrollTop = wanted;
    const news = this.rows.findIndex(delivery => delivery.id <= this.newest);
    this.news.hidden = news <= 0;
    this.news.textContent = `${news} new`;
  }

  toTop() {
    this.anchorId = null;
    this.table.scrollTop = 0;
    this.later();
    this.table.focus();
  }

  row(delivery, index) {
    const text = delivery.reasonText ?? [delivery.eventType, delivery.requestId].filter(Boolean).map(shown).join(' · ');
    const address = `#/deliveries/${delivery.id}`;
    return element('div', {
      role: 'row', 'aria-rowindex': index + 2, 'data-address': address,
      class: `row delivery${delivery.id === this.selected ? ' selected' : ''}`,
      onClick: () => {
        location.hash = address;
      },
    },
      cell('at', element('a', { href: address, tabindex: -1 }, time(delivery.at))),
      cell('outcome', element('span', { class: `badge ${delivery.outcome}` }, delivery.outcome)),
      cell('status', delivery.status ?? ''),
      cell('path', shown(delivery.path)),
      cell('size', bytes(delivery.size)),
      cell('text', text),
      cell('processed', delivery.processed ?? ''),
      cell('duration', milliseconds(delivery.duration)));
  }

  key(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };
    if (event.key in steps) {
      event.preventDefault();
      this.select(this.rows.findIndex(delivery => delivery.id === this.selected) + steps[event.key]);
    } else if (event.key === 'Home' || event.key === 'End') {
      event.preventDefault();
      this.select(event.key === 'Home' ? 0 : this.rows.length - 1);
    } else if (event.key === 'Enter' && this.selected !== null) {
      location.hash = `#/deliveries/${this.selected}`;
    }
  }

  select(index) {
    const at = Math.min(Math.max(0, index), this.rows.length - 1);
    if (at < 0) return;
    this.selected = this.rows[at].id;
    const top = at * rowHeight, head = this.table.firstChild.offsetHeight;
    if (top < this.table.scrollTop) this.table.scrollTop = top;
    else if (top + rowHeight + head > this.table.scrollTop + this.table.clientHeight) this.table.scrollTop = top + rowHeight + head - this.table.clientHeight;
    this.draw();
  }
}

function header() {
  const names = [['at', 'Time'], ['outcome', 'Outcome'], ['status', 'Answer'], ['path', 'Address'], ['size', 'Size'], ['text', 'Reason or event'], ['processed', 'Processed'], ['duration', 'Duration']];
  return element('div', { class: 'row head', role: 'row', 'aria-rowindex': 1 }, names.map(([kind, name]) => element('span', { role: 'columnheader', class: kind }, name)));
}

function cell(kind, content) {
  return element('span', { role: 'cell', class: kind }, content instanceof Node ? content : String(content));
}

function matches(delivery) {
  if (filter.outcome && delivery.outcome !== filter.outcome) return false;
  return !filter.text || [delivery.id, delivery.path, delivery.reason, delivery.reasonText, delivery.eventType, delivery.messageId, delivery.requestId]
    .some(value => value !== null && value !== undefined && String(value).toLowerCase().includes(filter.text));
}
