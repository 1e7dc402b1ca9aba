// A list of any length of which only the rows in sight are in the document.
import { element } from './dom.js';
import { placeOf } from './store.js';

const spare = 8, endIsNear = 40;
const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };

/** Rows are objects with a numeric id, newest first. */
export class WindowedList {
  #rows = [];
  #drawn = new Map();
  #anchor = null;
  #offset = 0;
  #newest = null;
  #isWaiting = false;

  /**
   * @param {{ label: string, head: Element, makeRow: (item: object) => Element, onOpen: (id: number) => void,
   *   onNews: (count: number) => void, onEnd: () => void, source: () => object[], place: object }} options
   *   `place` keeps scroll position and selection while another view is shown.
   */
  constructor(options) {
    this.options = options;
    this.body = element('div', { class: 'rows', role: 'rowgroup' });
    this.space = element('div', { class: 'space', role: 'presentation' }, this.body);
    this.root = element('div', {
      class: 'table', role: 'grid', 'aria-label': options.label, tabindex: 0,
      onScroll: () => this.#scrolled(),
      onKeydown: event => this.#key(event),
      onClick: event => this.#click(event),
    }, element('div', { role: 'rowgroup', class: 'head-group' }, options.head), this.space);
    this.resize = new ResizeObserver(() => this.#measure());
    this.resize.observe(this.root);
    this.#anchor = options.place.anchor ?? null;
    this.#offset = options.place.offset ?? 0;
    this.#newest = options.place.newest ?? null;
    this.draw();
  }

  close() {
    this.resize.disconnect();
    Object.assign(this.options.place, { anchor: this.#anchor, offset: this.#offset, newest: this.#newest });
  }

  /** Draws with the next frame; many changes make one drawing. */
  draw() {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    requestAnimationFrame(() => {
      this.#isWaiting = false;
      this.#drawNow();
    });
  }

  /** Shows the newest, at once: the next key must find the rows of the new filter. */
  toTop() {
    this.options.place.selected = null;
    this.#anchor = null;
    this.root.scrollTop = 0;
    this.#drawNow();
  }

  #measure() {
    this.rowHeight = parseFloat(getComputedStyle(this.root).getPropertyValue('--row-height')) || 34;
    this.headHeight = this.root.firstChild.offsetHeight;
    this.draw();
  }

  #drawNow() {
    if (!this.rowHeight) return;
    // A copy: what the stream adds before the next drawing must not move under a key or a scroll.
    this.#rows = [...this.options.source()];
    this.#hold();
    const first = Math.max(0, Math.floor(this.root.scrollTop / this.rowHeight) - spare);
    const last = Math.min(this.#rows.length, first + Math.ceil(this.root.clientHeight / this.rowHeight) + 2 * spare);
    this.#place(this.#rows.slice(first, last), first);
    this.body.style.transform = `translateY(${first * this.rowHeight}px)`;
    this.root.setAttribute('aria-rowcount', this.#rows.length + 1);
    if (last > this.#rows.length - endIsNear) this.options.onEnd();
  }

  // A row is made again only when its item is another, and moved only when its neighbours are: hover and selection stay.
  #place(items, first) {
    const before = this.#drawn;
    this.#drawn = new Map();
    for (const item of items) {
      const known = before.get(item.id);
      const row = known?.item === item ? known.row : this.options.makeRow(item);
      if (known?.row === row) before.delete(item.id);
      this.#drawn.set(item.id, { item, row });
    }

    for (const { row } of before.values()) row.remove();
    let next = this.body.firstChild, index = first + 2;
    for (const [id, { row }] of this.#drawn) {
      if (row === next) next = next.nextSibling;
      else this.body.insertBefore(row, next);
      this.#mark(row, id, index++);
    }

    const active = this.#drawn.get(this.options.place.selected)?.row.id;
    if (active === undefined) this.root.removeAttribute('aria-activedescendant');
    else this.root.setAttribute('aria-activedescendant', active);
  }

  #mark(row, id, index) {
    const isSelected = id === this.options.place.selected;
    row.setAttribute('aria-rowindex', index);
    row.id = `row-${id}`;
    row.classList.toggle('selected', isSelected);
    row.setAttribute('aria-selected', isSelected);
  }

  #scrolled() {
    const at = Math.floor(this.root.scrollTop / this.rowHeight);
    const isAtTop = this.root.scrollTop <= 0 && this.options.place.selected === null;
    this.#anchor = isAtTop ? null : this.#rows[at]?.id ?? null;
    this.#offset = this.root.scrollTop - at * this.rowHeight;
    this.draw();
  }

  // Who has scrolled down or chosen a row reads: what comes in above must not push the rows away.
  #hold() {
    this.space.style.height = `${this.#rows.length * this.rowHeight}px`;
    const newest = this.#rows[0]?.id ?? null;
    if (this.#anchor === null) {
      this.#newest = newest;
      this.options.onNews(0);
      return;
    }

    const wanted = placeOf(this.#rows, this.#anchor) * this.rowHeight + this.#offset;
    if (Math.abs(wanted - this.root.scrollTop) >= 1) this.root.scrollTop = wanted;
    this.options.onNews(this.#newest === null ? 0 : placeOf(this.#rows, this.#newest));
  }

  #click(event) {
    const row = event.target.closest('[data-id]');
    if (row === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.#select(placeOf(this.#rows, Number(row.dataset.id)));
    this.options.onOpen(this.options.place.selected);
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { selected } = this.options.place;
    const at = selected === null ? -1 : placeOf(this.#rows, selected);
    if (event.key in steps) this.#select(at + steps[event.key]);
    else if (event.key === 'Home') this.#select(0);
    else if (event.key === 'End') this.#select(this.#rows.length - 1);
    else if (event.key === 'Enter' && selected !== null) this.options.onOpen(selected);
    else if (event.key === 'Escape') this.toTop();
    else return;
    event.preventDefault();
  }

  #select(index) {
    const at = Math.min(Math.max(0, index), this.#rows.length - 1);
    if (at < 0) return;
    this.options.place.selected = this.#rows[at].id;
    const top = at * this.rowHeight, height = this.root.clientHeight - this.headHeight;
    if (top < this.root.scrollTop) this.root.scrollTop = top;
    else if (top + this.rowHeight > this.root.scrollTop + height) this.root.scrollTop = top + this.rowHeight - height;
    this.#scrolled();
  }
}
