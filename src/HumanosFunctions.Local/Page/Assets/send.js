// Makes deliveries: a sample, edited or not, with a fault or without, one or a hundred.
import { read, write } from './api.js';
import { announce, element, failure, shown } from './dom.js';

const many = 100;

export function showSend() {
  const root = element('section', {}, element('h2', {}, 'Send'));
  read('samples').then(choices => root.append(form(choices)), problem => root.append(failure(problem)));
  return { root };
}

function form({ samples, faults }) {
  const results = element('div', { 'aria-live': 'polite' });
  const payload = element('textarea', { rows: 18, spellcheck: 'false', 'aria-label': 'Payload as JSON' });
  const problem = element('p', { class: 'problem', role: 'alert' });
  const versions = [...new Set(samples.map(sample => sample.version))];
  const version = select('Version', versions.toReversed());
  const type = select('Event', []);
  const fault = element('select', { id: 'fault' }, element('option', { value: '' }, 'none'), faults.map(known => element('option', { value: known.name }, `${known.name}: ${known.text}`)));
  const again = element('input', { type: 'checkbox', id: 'again' });
  const chosen = () => samples.find(sample => sample.version === version.control.value && sample.type === type.control.value);
  let original = '';
  const fill = () => {
    original = JSON.stringify(chosen().payload, null, 2);
    payload.value = original;
    check();
  };
  const refill = () => {
    type.control.replaceChildren(...samples.filter(sample => sample.version === version.control.value).map(sample => element('option', { value: sample.type }, sample.type)));
    fill();
  };
  const check = () => {
    try {
      problem.textContent = '';
      return JSON.parse(payload.value);
    } catch {
      problem.textContent = 'The payload is not JSON.';
      return undefined;
    }
  };
  const send = async count => {
    const edited = check();
    if (edited === undefined) return;
    try {
      const { results: answers } = await write('send', { sample: chosen().name, payload: payload.value === original ? null : edited, fault: fault.value || null, count, again: again.checked });
      results.replaceChildren(element('h3', {}, 'Answers'), element('ul', {}, answers.slice(0, 20).map(answer => element('li', {}, `${answer.status} `, shown(answer.messageId ?? answer.error ?? '')))),
        answers.length > 20 ? element('p', {}, `${answers.length - 20} more.`) : '', element('p', {}, element('a', { href: '#/deliveries' }, 'See the deliveries')));
      announce(`Sent ${answers.length}.`);
    } catch (wrong) {
      results.replaceChildren(failure(wrong));
    }
  };
  version.control.addEventListener('change', refill);
  type.control.addEventListener('change', fill);
  payload.addEventListener('input', check);
  refill();
  return element('form', { class: 'send', onSubmit: event => event.preventDefault() },
    version.field, type.field,
    element('p', {}, element('label', { for: 'fault' }, 'Fault '), fault),
    element('p', {}, again, element('label', { for: 'again' }, ' Send the same event again, with its request and time')),
    payload, problem,
    element('p', { class: 'actions' }, element('button', { type: 'submit', class: 'strong', onClick: () => send(1) }, 'Send one'), element('button', { type: 'button', onClick: () => send(many) }, 'Send a hundred')),
    results);
}

function select(name, values) {
  const control = element('select', { id: `choice-${name}` }, values.map(value => element('option', { value }, value)));
  return { control, field: element('p', {}, element('label', { for: `choice-${name}` }, `${name} `), control) };
}
