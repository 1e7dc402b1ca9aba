// Makes deliveries: a sample, edited or not, with a fault or without, one or a hundred.
import { read, writeText } from './api.js';
import { announce, element, failure, shown } from './dom.js';
import { deliveries, subscribe } from './store.js';

const many = 100, mostListed = 20;

export function showSend() {
  const root = element('section', {}, element('h2', {}, 'Send'));
  let form = null;
  read('samples').then(choices => {
    form = new SendForm(choices);
    root.append(form.root);
  }, problem => root.append(failure(problem)));
  return { root, close: subscribe('deliveries', () => form?.follow()) };
}

class SendForm {
  original = '';
  /** Answers whose delivery the stream has yet to bring. */
  open = [];
  results = element('div', { class: 'results' });
  payload = element('textarea', { rows: 18, spellcheck: 'false', autocomplete: 'off', 'aria-label': 'Payload as JSON', 'aria-describedby': 'payload-problem', onInput: () => this.check() });
  problem = element('p', { class: 'problem', id: 'payload-problem', role: 'alert' });
  again = element('input', { type: 'checkbox', id: 'again' });

  constructor({ samples, faults }) {
    this.samples = samples;
    this.version = select('Version', [...new Set(samples.map(sample => sample.version))].sort(newestFirst), () => this.fillTypes());
    this.type = select('Event', [], () => this.fill());
    this.fault = select('Fault', ['', ...faults.map(fault => fault.name)], () => {}, ['none', ...faults.map(fault => `${fault.name}: ${fault.text}`)]);
    this.buttons = [
      element('button', { type: 'submit', class: 'strong', onClick: () => this.send(1) }, 'Send one'),
      element('button', { type: 'button', onClick: () => this.send(many) }, 'Send a hundred'),
      element('button', { type: 'button', onClick: () => this.fill() }, 'Reset the payload'),
    ];
    this.root = element('form', { class: 'send', onSubmit: event => event.preventDefault() },
      element('div', { class: 'choices' }, this.version.field, this.type.field, this.fault.field),
      element('p', { class: 'check' }, this.again, element('label', { for: 'again' }, ' Send the same event again, with its request and time')),
      this.payload, this.problem, element('p', { class: 'actions' }, this.buttons), this.results);
    this.fillTypes();
  }

  get sample() {
    return this.samples.find(sample => sample.version === this.version.control.value && sample.type === this.type.control.value);
  }

  fillTypes() {
    const types = this.samples.filter(sample => sample.version === this.version.control.value).map(sample => sample.type);
    this.type.control.replaceChildren(...types.map(type => element('option', { value: type }, shown(type))));
    if (types.includes('credential')) this.type.control.value = 'credential';
    this.fill();
  }

  fill() {
    this.original = JSON.stringify(this.sample.payload, null, 2);
    this.payload.value = this.original;
    this.check();
  }

  check() {
    let problem = '';
    try {
      JSON.parse(this.payload.value);
    } catch (wrong) {
      problem = `The payload is not JSON. ${shown(wrong.message, 200)}`;
    }

    // Said again only when it is another.
    if (this.problem.textContent !== problem) this.problem.textContent = problem;
    this.payload.setAttribute('aria-invalid', problem !== '');
    return problem === '';
  }

  // The payload goes as it is written: parsed and written again, large numbers would change.
  get body() {
    const { name } = this.sample;
    const payload = this.payload.value === this.original ? 'null' : this.payload.value;
    return count => `{"sample":${JSON.stringify(name)},"payload":${payload},"fault":${JSON.stringify(this.fault.control.value || null)},"count":${count},"again":${this.again.checked}}`;
  }

  async send(count) {
    if (!this.check()) {
      this.payload.focus();
      return;
    }

    this.buttons.forEach(button => button.setAttribute('aria-disabled', 'true'));
    if (this.isSending) return;
    this.isSending = true;
    this.results.replaceChildren(element('p', { class: 'hint' }, 'Sending…'));
    try {
      const { results } = await writeText('send', this.body(count));
      this.show(results);
    } catch (wrong) {
      this.results.replaceChildren(failure(wrong));
    }

    this.isSending = false;
    this.buttons.forEach(button => button.removeAttribute('aria-disabled'));
  }

  show(answers) {
    const lines = answers.slice(0, mostListed).map(answer => ({ answer, root: element('li', {}) }));
    const accepted = answers.filter(answer => answer.status === 200).length;
    lines.forEach(line => drawAnswer(line, null));
    this.open = lines.filter(({ answer }) => answer.messageId);
    this.results.replaceChildren(element('h3', {}, `Answers: ${accepted} accepted, ${answers.length - accepted} not`), element('ul', { class: 'answers' }, lines.map(line => line.root)),
      answers.length > mostListed ? element('p', {}, `${answers.length - mostListed} more.`) : '', element('p', {}, element('a', { href: '#/deliveries' }, 'See the deliveries')));
    announce(`Sent ${answers.length}: ${accepted} accepted, ${answers.length - accepted} not.`);
    this.follow();
  }

  /** Links each answer to its delivery, and shows what became of it, as the stream tells. */
  follow() {
    if (this.open.length === 0) return;
    const wanted = new Map(this.open.map(line => [line.answer.messageId, line]));
    for (const delivery of deliveries.slice(0, 10 * many)) {
      const line = wanted.get(delivery.messageId);
      if (line === undefined) continue;
      wanted.delete(delivery.messageId);
      drawAnswer(line, delivery);
      if (!['waiting', null].includes(delivery.processed)) this.open.splice(this.open.indexOf(line), 1);
    }
  }
}

function drawAnswer({ answer, root }, delivery) {
  if (delivery === null) {
    root.replaceChildren(`${answer.status} `, element('code', {}, shown(answer.messageId ?? answer.error ?? '')));
    return;
  }

  const link = root.querySelector('a') ?? element('a', { href: `#/deliveries/${delivery.id}` }, `delivery ${delivery.id}`);
  root.replaceChildren(`${answer.status} `, link, ` ${delivery.outcome === 'repeated' ? 'dropped by the topic as a repetition' : delivery.processed ?? ''} `, element('code', {}, shown(answer.messageId)));
}

// Versions are dates; those without one are the oldest.
function newestFirst(one, other) {
  const isDated = version => /^\d{4}-/.test(version);
  return isDated(other) - isDated(one) || other.localeCompare(one);
}

function select(name, values, onChange, texts = values) {
  const control = element('select', { id: `choice-${name}`, onChange }, values.map((value, at) => element('option', { value }, shown(texts[at]))));
  return { control, field: element('p', {}, element('label', { for: `choice-${name}` }, name), control) };
}
