// The list of deliveries, with its filter.
import { bytes, element, isolated, milliseconds, badge, shown, time } from './dom.js';
import { readAll, readOlder } from './history.js';
import { deliveries, state, subscribe } from './store.js';
import { WindowedList } from './windowed-list.js';

const outcomes = ['accepted', 'repeated', 'refused', 'failed'];
const columns = [['at', 'Time'], ['outcome', 'Outcome'], ['status', 'Answer'], ['path', 'Address'], ['size', 'Size'], ['text', 'Reason or event'], ['processed', 'Processed'], ['duration', 'Duration']];
const mostOfText = 200, mostSearched = 2000;
const filter = { outcome: '', text: '' };
const place = { selected: null };
const searched = new WeakMap();

export function showDeliveries() {
  const count = element('span', { class: 'count' });
  const news = element('button', { class: 'news', hidden: true, onClick: () => list.toTop() });
  const empty = element('div', { class: 'empty', hidden: true });
  const list = new WindowedList({
    label: 'Deliveries, newest first', head: header(), makeRow: row, place,
    source: () => {
      const found = matching();
      count.textContent = `${found.length} of ${deliveries.length}${state.leftOut > 0 ? `; ${state.leftOut} of a burst were only counted` : ''}`;
      showEmpty(empty, list.root, found.length);
      return found;
    },
    onOpen: id => {
      location.hash = `#/deliveries/${id}`;
    },
    onNews: fresh => {
      news.hidden = fresh === 0;
      news.textContent = `${fresh} new`;
    },
    onEnd: readOlder,
  });
  const search = searchField(list);
  const onSlash = event => slash(event, search);
  addEventListener('keydown', onSlash);
  const unsubscribe = subscribe('deliveries', () => list.draw());
  if (isFiltered()) readAll();
  return {
    root: element('section', { class: 'filling' }, element('h2', { class: 'hidden' }, 'Deliveries'), element('div', { class: 'controls' }, search, outcomeField(list), count, news), empty, list.root),
    close: () => {
      unsubscribe();
      list.close();
      removeEventListener('keydown', onSlash);
    },
  };
}

function searchField(list) {
  return element('input', {
    type: 'search', placeholder: 'Filter by id, reason, type, request ( / )', 'aria-label': 'Filter', value: filter.text, autocomplete: 'off', spellcheck: 'false',
    onInput: event => change({ text: event.target.value.trim().toLowerCase() }, list),
    onKeydown: event => {
      if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
      event.preventDefault();
      list.root.focus();
    },
  });
}

function outcomeField(list) {
  return element('select', { 'aria-label': 'Outcome', onChange: event => change({ outcome: event.target.value }, list) },
    element('option', { value: '' }, 'All outcomes'), outcomes.map(outcome => element('option', { value: outcome, selected: outcome === filter.outcome }, outcome)));
}

function change(part, list) {
  Object.assign(filter, part);
  if (isFiltered()) readAll();
  list.toTop();
}

function slash(event, search) {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
  event.preventDefault();
  search.focus();
  search.select();
}

function isFiltered() {
  return filter.outcome !== '' || filter.text !== '';
}

function matching() {
  return isFiltered() ? deliveries.filter(delivery => (filter.outcome === '' || delivery.outcome === filter.outcome) && (filter.text === '' || textOf(delivery).includes(filter.text))) : deliveries;
}

// Made once for each: a filter is asked four times a second about ten thousand of them.
function textOf(delivery) {
  let text = searched.get(delivery);
  if (text === undefined) {
    text = [delivery.id, delivery.path, delivery.reason, delivery.reasonText, delivery.eventType, delivery.messageId, delivery.requestId, delivery.processed]
      .map(value => String(value ?? '').slice(0, mostSearched)).join('\n').toLowerCase();
    searched.set(delivery, text);
  }

  return text;
}

function showEmpty(empty, table, found) {
  table.hidden = deliveries.length === 0;
  const kind = found > 0 ? '' : deliveries.length > 0 ? 'none' : 'first';
  if (empty.dataset.kind === kind) return;
  empty.dataset.kind = kind;
  empty.hidden = kind === '';
  if (kind === 'none') empty.replaceChildren('No delivery matches the filter.');
  if (kind === 'first') empty.replaceChildren(...welcome());
}

function welcome() {
  return [
    element('p', {}, element('strong', {}, 'No delivery yet.'), ' This page shows each one as it arrives.'),
    element('ul', {},
      element('li', {}, element('a', { href: '#/send' }, 'Send a sample'), ', or run ', element('code', {}, 'dotnet run.cs send all')),
      element('li', {}, 'Point a provider at ', element('code', {}, `${location.origin}${state.hello?.webhook ?? '/api/webhook'}`))),
  ];
}

function header() {
  return element('div', { class: 'row head', role: 'row', 'aria-rowindex': 1 }, columns.map(([kind, name]) => element('span', { role: 'columnheader', class: kind }, name)));
}

function row(delivery) {
  return element('div', { role: 'row', class: 'row delivery', 'data-id': delivery.id, 'data-address': `#/deliveries/${delivery.id}` },
    cell('at', element('a', { href: `#/deliveries/${delivery.id}`, tabindex: -1 }, time(delivery.at))),
    cell('outcome', badge(delivery.outcome)),
    cell('status', delivery.status ?? ''),
    cell('path', shown(delivery.path, mostOfText)),
    cell('size', bytes(delivery.size)),
    cell('text', ...description(delivery)),
    cell('processed', delivery.processed ?? ''),
    cell('duration', milliseconds(delivery.duration)));
}

function cell(kind, ...content) {
  return element('span', { role: 'gridcell', class: kind }, ...content);
}

function description(delivery) {
  if (delivery.reasonText) return [isolated(delivery.reasonText, mostOfText)];
  const parts = [delivery.eventType, delivery.requestId].filter(Boolean);
  return parts.flatMap((part, at) => at === 0 ? [isolated(part, mostOfText)] : [' ', element('span', { class: 'quiet' }, isolated(part, mostOfText))]);
}
