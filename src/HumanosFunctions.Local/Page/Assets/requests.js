// Requests by id, and the state of one as a time line.
import { read } from './api.js';
import { element, failure, shown, time } from './dom.js';
import { tree } from './json-tree.js';

const pause = 250;

export function showRequests(id) {
  return id === undefined ? showList() : showOne(id);
}

function showList() {
  const rows = element('div');
  let waiting = 0;
  const load = async text => {
    try {
      const { requests } = await read(`requests?text=${encodeURIComponent(text)}`);
      rows.replaceChildren(requests.length ? element('table', {},
        element('thead', {}, element('tr', {}, ['Request', 'Changed'].map(title => element('th', { scope: 'col' }, title)))),
        element('tbody', {}, requests.map(request => element('tr', {},
          element('th', { scope: 'row' }, element('a', { href: `#/requests/${encodeURIComponent(request.requestId)}` }, shown(request.requestId))),
          element('td', {}, time(request.changedAt)))))) : element('p', {}, 'No request.'));
    } catch (problem) {
      rows.replaceChildren(failure(problem));
    }
  };
  const search = element('input', {
    type: 'search', placeholder: 'Request id', 'aria-label': 'Request id',
    onInput: event => {
      clearTimeout(waiting);
      waiting = setTimeout(() => load(event.target.value.trim()), pause);
    },
    onKeydown: event => {
      if (event.key === 'Enter' && event.target.value) location.hash = `#/requests/${encodeURIComponent(event.target.value)}`;
    },
  });
  load('');
  return { root: element('section', {}, element('h2', {}, 'Requests'), element('div', { class: 'controls' }, search), rows), close: () => clearTimeout(waiting) };
}

function showOne(id) {
  const root = element('section');
  const head = [element('p', {}, element('a', { href: '#/requests' }, '← Requests')), element('h2', {}, 'Request ', element('code', {}, shown(id)))];
  read(`requests/state?id=${encodeURIComponent(id)}`).then(
    document => root.replaceChildren(...head, element('h3', {}, 'Time line'), line(document), element('h3', {}, 'Stored state'), tree(document)),
    problem => root.replaceChildren(...head, failure(problem)));
  root.replaceChildren(...head);
  return { root };
}

function line(document) {
  const entries = [
    ...(document.events ?? []).map(event => [event.occurredAt, event.eventType ?? 'event', event.eventId]),
    ...(document.credentials ?? []).flatMap(credential => [
      [credential.occurredAt, `credential ${credential.status ?? ''}${credential.isActiveMandate ? ', mandate in force' : ''}`, credential.eventId],
      ...(credential.decisions ?? []).map(decision => [decision.decidedAt ?? decision.occurredAt, `grantor: ${decision.action ?? 'decided'}`, decision.eventId]),
    ]),
    ...(document.identities ?? []).map(identity => [identity.occurredAt, `identity ${identity.outcome ?? ''}`, identity.eventId]),
    ...(document.otpFailures ?? []).map(failure => [failure.occurredAt, `one-time password failed: ${failure.code ?? ''}`, failure.eventId]),
    ...(document.otpResends ?? []).map(resend => [resend.occurredAt, 'one-time password sent again', resend.eventId]),
  ].sort(([one], [other]) => String(one).localeCompare(String(other)));
  return entries.length ? element('ol', { class: 'way' }, entries.map(([at, what, eventId]) => element('li', { class: 'ok' },
    time(at), ' ', element('span', { class: 'name' }, shown(what)), eventId && element('span', { class: 'took', title: shown(eventId) }, ` event ${shown(eventId).slice(0, 8)}…`)))) : element('p', {}, 'Nothing is stored.');
}
