// The page: connects to the host, keeps what it hears, and shows one view at a time.
import { listen } from './api.js';
import { drawCharts } from './charts.js';
import { showDeliveries } from './deliveries.js';
import { showDelivery } from './delivery.js';
import { announce, element } from './dom.js';
import { catchUp, missed, take, tick } from './history.js';
import { showQuarantine } from './quarantine.js';
import { showRequests } from './requests.js';
import { showSend } from './send.js';
import { clear, publish, state } from './store.js';
import { showTopic } from './topic.js';

const views = {
  deliveries: rest => rest[0] ? showDelivery(rest[0]) : showDeliveries(),
  topic: rest => showTopic(rest[0], rest[1]),
  quarantine: () => showQuarantine(),
  requests: rest => showRequests(rest[0]),
  send: () => showSend(),
};

const connections = { live: 'Live', reconnecting: 'Reconnecting', gone: 'Disconnected' };
const mostRates = 300;
let close = () => {};

function route() {
  const [name, ...rest] = location.hash.slice(2).split('/').map(decode);
  const view = Object.hasOwn(views, name) ? name : 'deliveries';
  close();
  const shown = views[view](rest);
  close = shown.close ?? (() => {});
  document.getElementById('view').replaceChildren(shown.root);
  document.getElementById('view').scrollTop = 0;
  for (const link of document.querySelectorAll('header nav a')) {
    if (link.hash === `#/${view}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }

  return shown.root;
}

// An address that somebody has cut off is no reason to show nothing.
function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function connected(hello) {
  if (state.hello && state.hello.started !== hello.started) clear();
  state.hello = hello;
  state.rates = hello.history;
  document.getElementById('mode').textContent = hello.mode === 'worker' ? "worker's own process" : 'one process';
  drawCharts(state.rates);
  catchUp().catch(() => {});
  publish('deliveries');
}

function connection(now) {
  if (now === state.connection) return;
  state.connection = now;
  document.getElementById('connection').replaceChildren(element('span', { class: `dot ${now}` }), element('span', {}, connections[now]));
  document.getElementById('banner').hidden = now !== 'gone';
}

function rate(sample) {
  state.rates.push(sample);
  state.rates.splice(0, state.rates.length - mostRates);
  drawCharts(state.rates);
  tick();
}

listen({
  hello: connected,
  deliveries: take,
  missed,
  entities: ({ topic, entities }) => {
    Object.assign(state, { topic, entities });
    publish('entities');
  },
  rates: rate,
}, connection);

// The skip link must not become an address: the hash names the view.
document.querySelector('.skip').addEventListener('click', event => {
  event.preventDefault();
  document.getElementById('view').focus();
});
addEventListener('hashchange', () => {
  const root = route();
  (root.querySelector('[role=grid]') ?? document.getElementById('view')).focus({ preventScroll: true });
  announce('');
});
drawCharts([]);
route();
