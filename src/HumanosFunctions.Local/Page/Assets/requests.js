// What is stored of a request, and how it came to be.
import { read, text } from './api.js';
import { element, failure, isolated, shown, table, tableRow, time } from './dom.js';
import { tree } from './json-tree.js';

const pause = 250, mostShown = 200, mostOfAddress = 4000;
const titles = [['Request', 'name'], ['Changed']];

export function showRequests(id) {
  return id ? showOne(id) : showList();
}

/** Where a request is shown; null for an id that fits into no address: it is any text, and a host takes a few kilobytes. */
export function requestAddress(id) {
  const escaped = encodeURIComponent(String(id ?? '').toWellFormed());
  return escaped !== '' && escaped.length <= mostOfAddress ? `#/requests/${escaped}` : null;
}

/** The id, as a link where it can be one. */
export function requestLink(id) {
  const href = requestAddress(id);
  if (href !== null) return element('a', { href }, isolated(id, 200));
  return id ? isolated(id, 200) : null;
}

function showList() {
  const rows = element('div');
  let waiting = 0, asked = 0;
  const load = async wanted => {
    const turn = ++asked;
    try {
      const { requests } = await read(`requests?text=${encodeURIComponent(wanted)}`);
      // An answer that was overtaken by a newer one is dropped.
      if (turn === asked) rows.replaceChildren(...found(requests, wanted));
    } catch (problem) {
      if (turn === asked) rows.replaceChildren(failure(problem));
    }
  };
  const search = element('input', {
    type: 'search', placeholder: 'Request id, or a part of it', 'aria-label': 'Request id', autocomplete: 'off', spellcheck: 'false',
    onInput: event => {
      clearTimeout(waiting);
      waiting = setTimeout(() => load(event.target.value.trim()), pause);
    },
    onKeydown: event => {
      const address = requestAddress(event.target.value.trim());
      if (event.key === 'Enter' && address !== null) location.hash = address;
    },
  });
  load('');
  return {
    root: element('section', {}, element('h2', {}, 'Requests'), element('div', { class: 'controls' }, search, element('span', { class: 'hint' }, 'Enter opens exactly this id.')), rows),
    close: () => clearTimeout(waiting),
  };
}

function found(requests, wanted) {
  if (requests.length === 0) return [element('p', { class: 'empty' }, wanted ? 'No request matches.' : 'No request yet.')];
  return [
    table(titles, requests.slice(0, mostShown).map(request => tableRow(titles, [
      requestLink(request.requestId), time(request.changedAt)]))),
    requests.length > mostShown ? element('p', { class: 'hint' }, `${requests.length - mostShown} more: search for a part of the id.`) : '',
  ];
}

function showOne(id) {
  const place = element('div');
  const load = async () => {
    try {
      const state = await text(`requests/state?id=${encodeURIComponent(id)}`);
      place.replaceChildren(element('h3', {}, 'Time line'), line(JSON.parse(state)), element('h3', {}, 'Stored state'), tree(state));
    } catch (problem) {
      place.replaceChildren(failure(problem));
    }
  };
  load();
  return {
    root: element('section', {}, element('p', { class: 'back' }, element('a', { href: '#/requests' }, '← Requests')), element('h2', {}, 'Request ', element('code', {}, isolated(id, 200))),
      element('p', { class: 'actions' }, element('button', { onClick: load }, 'Reload')), place),
  };
}

function line(document) {
  const entries = [
    ...(document.events ?? []).map(event => [event.occurredAt, event.type ?? 'event', event.eventId]),
    ...(document.credentials ?? []).flatMap(credential => [
      [credential.occurredAt, `credential ${credential.status ?? ''}${credential.isActiveMandate ? ', mandate in force' : ''}`, credential.eventId],
      ...(credential.decisions ?? []).map(decision => [decision.decidedAt ?? decision.occurredAt, `grantor: ${decision.action ?? 'decided'}`, decision.eventId]),
    ]),
    ...(document.identities ?? []).map(identity => [identity.occurredAt, `identity ${identity.outcome ?? ''}`, identity.eventId]),
    ...(document.otpFailures ?? []).map(failed => [failed.occurredAt, `one-time password failed: ${failed.errorCode ?? ''}`, failed.eventId]),
    ...(document.otpResends ?? []).map(resend => [resend.occurredAt, 'one-time password sent again', resend.eventId]),
    ...(document.notUnderstood ?? []).map(unread => [unread.occurredAt, `not understood: ${unread.type ?? ''}`, unread.eventId]),
  ].sort(([one], [other]) => String(one).localeCompare(String(other)));
  return entries.length ? element('ol', { class: 'way' }, entries.map(entry)) : element('p', { class: 'empty' }, 'Nothing is stored.');
}

function entry([at, what, eventId]) {
  return element('li', { class: 'ok' }, element('span', { class: 'since' }, time(at)), ' ', element('span', { class: 'name' }, shown(what, 200)),
    eventId ? element('span', { class: 'took', title: shown(eventId) }, ` event ${shown(eventId, 8).slice(0, 8)}…`) : null);
}
