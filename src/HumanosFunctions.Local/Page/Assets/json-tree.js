// JSON as a tree that folds. Values are masked until somebody asks for them.
import { element, shown } from './dom.js';

const mostMembers = 500;

export function tree(value) {
  const root = element('div', { class: 'tree masked' });
  const button = element('button', {
    'aria-pressed': 'false',
    onClick: () => {
      const isMasked = root.classList.toggle('masked');
      button.setAttribute('aria-pressed', String(!isMasked));
      button.textContent = isMasked ? 'Show values' : 'Mask values';
      root.replaceChildren(node(null, value, isMasked));
    },
  }, 'Show values');
  root.append(node(null, value, true));
  return element('div', {}, button, root);
}

function node(name, value, isMasked) {
  const label = name === null ? '' : element('span', { class: 'member' }, `${shown(name)}: `);
  if (value === null || typeof value !== 'object') return element('div', {}, label, leaf(value, isMasked));
  const entries = Object.entries(value);
  const kind = Array.isArray(value) ? `[${entries.length}]` : `{${entries.length}}`;
  const content = element('div', { class: 'members' });
  const folder = element('details', { open: true }, element('summary', {}, label, element('span', { class: 'kind' }, kind)), content);
  content.append(...entries.slice(0, mostMembers).map(([key, member]) => node(key, member, isMasked)));
  if (entries.length > mostMembers) content.append(element('p', {}, `${entries.length - mostMembers} more are not shown.`));
  return folder;
}

function leaf(value, isMasked) {
  if (!isMasked || value === null || typeof value === 'boolean') return element('span', { class: typeof value }, shown(JSON.stringify(value)));
  const what = typeof value === 'string' ? `text of ${value.length} characters` : 'number';
  const masked = element('button', { class: 'mask', title: what, 'aria-label': `Show this ${what}`, onClick: () => masked.replaceWith(leaf(value, false)) }, '••••');
  return masked;
}
