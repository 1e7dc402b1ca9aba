// The page: connects to the host, keeps what it hears, and shows one view at a time.
import { listen, read } from './api.js';
import { drawCharts } from './charts.js';
import { showDeliveries } from './deliveries.js';
import { showDelivery } from './delivery.js';
import { announce, element } from './dom.js';
import { showQuarantine } from './quarantine.js';
import { showRequests } from './requests.js';
import { showSend } from './send.js';
import { clear, merge, publish, state } from './store.js';
import { showTopic } from './topic.js';

const views = {
  deliveries: rest => rest.length ? showDelivery(rest[0]) : showDeliveries(),
  topic: rest => showTopic(rest[0], rest[1]),
  quarantine: () => showQuarantine(),
  requests: rest => showRequests(rest[0]),
  send: () => showSend(),
};

const mostRates = 300;
let close = () => {};

function route() {
  const [name, ...rest] = location.hash.slice(2).split('/').map(decodeURIComponent);
  const view = Object.hasOwn(views, name) ? name : 'deliveries';
  close();
  const shown = views[view](rest);
  close = shown.close ?? (() => {});
  document.getElementById('view').replaceChildren(shown.root);
  for (const link of document.querySelectorAll('nav a')) {
    if (link.hash === `#/${view}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

function connected(hello) {
  if (state.hello && state.hello.started !== hello.started) clear();
  state.hello = hello;
  state.rates = hello.history;
  document.getElementById('mode').textContent = hello.mode === 'worker' ? "worker's own process" : 'one process';
  drawCharts(state.rates);
  // What came while nobody listened.
  read('deliveries?limit=500').then(page => merge(page.deliveries), () => {});
}

function connection(now) {
  if (now === state.connection) return;
  state.connection = now;
  const texts = { live: 'Live', reconnecting: 'Reconnecting: the host does not answer', gone: 'The host is gone' };
  const place = document.getElementById('connection');
  place.replaceChildren(element('span', { class: `dot ${now}` }), texts[now]);
  if (now === 'gone') setTimeout(() => location.reload(), 5000);
}

function rate(sample) {
  state.rates.push(sample);
  state.rates.splice(0, state.rates.length - mostRates);
  drawCharts(state.rates);
}

listen({
  hello: connected,
  deliveries: merge,
  entities: ({ topic, entities }) => {
    Object.assign(state, { topic, entities });
    publish('entities');
  },
  rates: rate,
}, connection);

addEventListener('hashchange', () => {
  route();
  document.getElementById('view').focus();
  announce('');
});
route();
