// Builds elements without markup: text is text, whatever an event holds.

/** Creates an element: attributes and properties by name, handlers as onName, then children. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) made.addEventListener(key.slice(2).toLowerCase(), value);
    else if (key === 'class') made.className = value;
    else if (value === true) made.setAttribute(key, '');
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }

  made.append(...children.flat().filter(child => child !== null && child !== undefined));
  return made;
}

const hidden = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]/gu;
const longest = 2000;

/** Text from outside: control and direction characters as escapes, and not without end. */
export function shown(text) {
  const whole = String(text);
  const cut = whole.length > longest ? `${whole.slice(0, longest)}… (${whole.length} characters)` : whole;
  return cut.replace(hidden, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A time of day with milliseconds; the whole time is its title. */
export function time(text) {
  if (!text) return element('span', {}, '–');
  const at = new Date(text);
  const pad = (value, length = 2) => String(value).padStart(length, '0');
  const clock = `${pad(at.getHours())}:${pad(at.getMinutes())}:${pad(at.getSeconds())}.${pad(at.getMilliseconds(), 3)}`;
  return element('time', { datetime: text, title: at.toISOString() }, clock);
}

export function bytes(count) {
  if (count === null || count === undefined) return '–';
  return count < 1024 ? `${count} B` : count < 1048576 ? `${(count / 1024).toFixed(1)} KiB` : `${(count / 1048576).toFixed(1)} MiB`;
}

export function milliseconds(value) {
  if (value === null || value === undefined) return '';
  return value < 1000 ? `${value < 10 ? value.toFixed(2) : Math.round(value)} ms` : `${(value / 1000).toFixed(2)} s`;
}

export function announce(text) {
  document.getElementById('announcement').textContent = text;
}

/** Asks before something is changed; resolves to true only if the answer is yes. */
export function confirm(question) {
  const dialog = document.getElementById('confirmation');
  document.getElementById('question').textContent = question;
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise(resolve => dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true }));
}

export function facts(pairs) {
  return element('dl', {}, pairs.filter(([, value]) => value !== null && value !== undefined && value !== '').flatMap(([name, value]) =>
    [element('dt', {}, name), element('dd', {}, value instanceof Node ? value : shown(value))]));
}

export function failure(problem) {
  return element('p', { class: 'problem', role: 'alert' }, problem.message);
}
