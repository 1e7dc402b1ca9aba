// Builds elements without markup: text is text, whatever an event holds.

/** Creates an element: attributes by name, handlers as onName, then children. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) made.addEventListener(key.slice(2).toLowerCase(), value);
    else if (key === 'class') made.className = value;
    else if (value === true) made.setAttribute(key, '');
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }

  made.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return made;
}

// Control, format, direction and private characters, halves of pairs, separators, and marks piled on one letter.
const hidden = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]|\p{M}{4,}/gu;
export const longest = 2000;

/** Untrusted text: characters that hide or turn text as escapes, and not without end. */
export function shown(text, most = longest) {
  const whole = String(text);
  const cut = whole.length > most ? `${whole.slice(0, most)}… (${whole.length} characters)` : whole;
  return cut.replace(hidden, found => Array.from(found, escape).join(''));
}

function escape(character) {
  const code = character.codePointAt(0).toString(16);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
}

/** The same as an element of its own, so that right-to-left letters do not turn their neighbours. */
export function isolated(text, most) {
  return element('bdi', {}, shown(text, most));
}

const pad = (value, length = 2) => String(value).padStart(length, '0');

/** A time of day with milliseconds, and the date unless it is today; the whole time is its title. */
export function time(text) {
  if (!text) return element('span', {}, '–');
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) return isolated(text, 40);
  const clock = `${pad(at.getHours())}:${pad(at.getMinutes())}:${pad(at.getSeconds())}.${pad(at.getMilliseconds(), 3)}`;
  const isToday = at.toDateString() === new Date().toDateString();
  const date = isToday ? '' : `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())} `;
  return element('time', { datetime: at.toISOString(), title: at.toISOString() }, date + clock);
}

export function bytes(count) {
  if (count === null || count === undefined) return '–';
  return count < 1024 ? `${count} B` : count < 1048576 ? `${(count / 1024).toFixed(1)} KiB` : `${(count / 1048576).toFixed(1)} MiB`;
}

export function milliseconds(value) {
  if (value === null || value === undefined) return '';
  return value < 1000 ? `${value < 10 ? value.toFixed(2) : Math.round(value)} ms` : `${(value / 1000).toFixed(2)} s`;
}

/** Says something to who listens; the same twice is said twice. */
export function announce(text) {
  const place = document.getElementById('announcement');
  place.textContent = '';
  requestAnimationFrame(() => {
    place.textContent = text;
  });
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
    [element('dt', {}, isolated(name)), element('dd', {}, value instanceof Node ? value : isolated(value))]));
}

/** A table; on a narrow screen each row becomes a card, so cells carry their title, and roles what the layout takes away. */
export function table(titles, rows) {
  return element('table', { role: 'table' },
    element('thead', { role: 'rowgroup' }, element('tr', { role: 'row' }, titles.map(([title, kind]) => element('th', { scope: 'col', role: 'columnheader', class: kind ?? '' }, title)))),
    element('tbody', { role: 'rowgroup' }, rows));
}

/** A row of such a table; the first cell names it. */
export function tableRow(titles, cells) {
  return element('tr', { role: 'row' }, cells.map((content, at) => element(at === 0 ? 'th' : 'td',
    { scope: at === 0 ? 'row' : null, role: at === 0 ? 'rowheader' : 'cell', class: titles[at][1] ?? '', 'data-label': titles[at][0] }, content)));
}

export function badge(state, text = state) {
  return element('span', { class: `badge ${state}` }, text);
}

export function failure(problem) {
  return element('p', { class: 'problem', role: 'alert' }, problem.message);
}
