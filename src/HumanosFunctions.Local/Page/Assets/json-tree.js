// JSON as a tree that folds. Values are masked until somebody asks for them.
import { element, failure, longest, shown } from './dom.js';

const mostAtOnce = 200, mostOpen = 300;

/** @param {string} text JSON as it came. */
export function tree(text) {
  let value;
  try {
    value = JSON.parse(text, asWritten);
  } catch {
    return element('p', { class: 'problem' }, 'It is not JSON.');
  }

  return new Tree(value).root;
}

/** A button that fetches JSON only when somebody wants to see it. */
export function treeOnDemand(title, hint, fetchText) {
  const place = element('div');
  const button = element('button', {
    onClick: async () => {
      button.disabled = true;
      try {
        place.replaceChildren(tree(await fetchText()));
        place.querySelector('button')?.focus();
      } catch (problem) {
        button.disabled = false;
        place.replaceChildren(button, failure(problem));
      }
    },
  }, title);
  place.append(button, element('p', { class: 'hint' }, hint));
  return place;
}

/** A number whose text says more than its value can hold. */
class WrittenNumber {
  constructor(text) {
    this.text = text;
  }
}

// Browsers that do not hand over the source show the number as they read it.
function asWritten(_, value, context) {
  return typeof value === 'number' && context?.source !== undefined && context.source !== String(value) ? new WrittenNumber(context.source) : value;
}

class Tree {
  isMasked = true;
  leaves = new Set();
  open = 0;

  constructor(value) {
    this.button = element('button', { 'aria-pressed': 'false', onClick: () => this.toggle() }, 'Show values');
    this.root = element('div', {}, this.button, element('div', { class: 'tree' }, this.node(null, value)));
  }

  // What is folded stays so.
  toggle() {
    this.isMasked = !this.isMasked;
    this.button.setAttribute('aria-pressed', String(!this.isMasked));
    this.button.textContent = this.isMasked ? 'Show values' : 'Mask values';
    this.leaves.forEach(draw => draw());
  }

  node(name, value) {
    const label = name === null ? null : element('span', { class: 'member' }, element('bdi', {}, shown(name, 200)), ': ');
    return value === null || typeof value !== 'object' || value instanceof WrittenNumber
      ? element('div', { class: 'leaf' }, label, this.leaf(value))
      : this.folder(label, value);
  }

  // Members are made when a folder is opened: a payload of a megabyte has more of them than a document bears.
  folder(label, value) {
    const entries = Object.entries(value);
    const content = element('div', { class: 'members' });
    const folder = element('details', {}, element('summary', {}, label, element('span', { class: 'kind' }, describe(value, entries.length))), content);
    const fill = () => {
      if (content.childElementCount === 0) this.append(content, entries, 0);
    };
    this.open += entries.length;
    if (this.open <= mostOpen) {
      folder.open = true;
      fill();
    }

    folder.addEventListener('toggle', () => folder.open && fill());
    return folder;
  }

  append(content, entries, from) {
    content.append(...entries.slice(from, from + mostAtOnce).map(([name, value]) => this.node(name, value)));
    const left = entries.length - from - mostAtOnce;
    if (left <= 0) return;
    const more = element('button', {
      class: 'more',
      onClick: () => {
        more.remove();
        this.append(content, entries, from + mostAtOnce);
      },
    }, `Show ${Math.min(left, mostAtOnce)} more of ${left}`);
    content.append(more);
  }

  leaf(value) {
    const place = element('span', { class: 'value' });
    let isAsked = false;
    const ask = () => {
      isAsked = true;
      draw();
    };
    const draw = () => place.replaceChildren(...(this.isMasked && !isAsked && isPersonal(value) ? [mask(value, ask)] : plain(value)));
    this.leaves.add(draw);
    draw();
    return place;
  }
}

function describe(value, count) {
  return Array.isArray(value) ? `[${count}]` : `{${count}}`;
}

function isPersonal(value) {
  return value !== null && typeof value !== 'boolean';
}

function mask(value, ask) {
  const what = typeof value === 'string' ? `text, ${value.length}` : 'number';
  return element('button', { class: 'mask', title: 'Show this value', onClick: ask }, '••••', element('small', {}, ` ${what}`));
}

function plain(value) {
  const text = value instanceof WrittenNumber ? value.text : JSON.stringify(value);
  const kind = value instanceof WrittenNumber ? 'number' : typeof value;
  const content = element('bdi', { class: kind }, shown(text));
  if (text.length <= longest) return [content];
  const all = element('button', {
    class: 'more',
    onClick: () => {
      content.textContent = shown(text, Infinity);
      all.remove();
    },
  }, 'Show all of it');
  return [content, ' ', all];
}
