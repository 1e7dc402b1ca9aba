// Reads the deliveries that the stream did not bring: those before the page was opened, and those missed.
import { read } from './api.js';
import { deliveries, isFull, merge, state } from './store.js';

const pageSize = 500;
let hasMore = true;
let reading = null;
let missedFrom = null, isQuiet = true;

/** Reads the newest, and on until it meets what is known: nothing between is left out. */
export async function catchUp(known = deliveries[0]?.id ?? null) {
  let page = await pageBefore(null);
  if (known === null) hasMore = page.more;
  while (known !== null && page.more && page.deliveries.at(-1).id > known) page = await pageBefore(page.deliveries.at(-1).id);
}

/** Reads the next older ones; once, however many ask. Resolves to whether there is more. */
export function readOlder() {
  if (!hasMore || isFull() || deliveries.length === 0) return Promise.resolve(false);
  reading ??= pageBefore(deliveries.at(-1).id)
    .then(page => {
      hasMore = page.more;
      return hasMore && !isFull();
    }, () => false)
    .finally(() => {
      reading = null;
    });
  return reading;
}

/** Reads all that the host has, one page after the other; a filter looks through all. */
export async function readAll() {
  while (await readOlder());
}

/** Under load, the stream leaves deliveries out. They are read once it leaves nothing out for a second. */
export function missed({ from }) {
  missedFrom = Math.min(missedFrom ?? from, from);
  isQuiet = false;
}

/** A second has passed. */
export function tick() {
  if (missedFrom !== null && isQuiet) {
    const known = missedFrom - 1;
    missedFrom = null;
    catchUp(known).catch(() => missed({ from: known + 1 }));
  }

  isQuiet = true;
}

/** Takes what the stream brings. The host skips changes for a page that reads too slowly: a gap in the ids shows it. */
export function take(changed) {
  const newest = deliveries[0]?.id;
  const fresh = changed.filter(delivery => newest !== undefined && delivery.id > newest).map(delivery => delivery.id);
  const isGap = missedFrom === null && fresh.length > 0 && Math.min(...fresh) > newest + 1;
  const caughtUp = isGap ? catchUp().catch(() => {}) : null;
  merge(changed);
  return caughtUp;
}

async function pageBefore(id) {
  const page = await read(`deliveries?limit=${pageSize}${id === null ? '' : `&before=${id}`}`);
  state.leftOut = page.leftOut;
  merge(page.deliveries);
  return page;
}
