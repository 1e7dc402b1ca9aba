// What the page knows; views subscribe to the parts that they show.

const capacity = 10000;
const listeners = new Map();

/** Deliveries, newest first. Sorted by id, so that a change finds its place without a search through all. */
export const deliveries = [];
export const state = { hello: null, connection: 'connecting', entities: [], topic: '', rates: [], leftOut: 0 };

export function subscribe(part, listener) {
  if (!listeners.has(part)) listeners.set(part, new Set());
  listeners.get(part).add(listener);
  return () => listeners.get(part).delete(listener);
}

export function publish(part) {
  listeners.get(part)?.forEach(listener => listener());
}

/** Adds or replaces deliveries by id. */
export function merge(changed) {
  const newest = deliveries[0]?.id ?? -Infinity;
  const fresh = new Map();
  for (const delivery of changed) {
    if (delivery.id > newest) fresh.set(delivery.id, delivery);
    else put(delivery);
  }

  // Moves what is known once, not once for each.
  if (fresh.size > 0) deliveries.unshift(...[...fresh.values()].sort((one, other) => other.id - one.id));
  deliveries.length = Math.min(deliveries.length, capacity);
  publish('deliveries');
}

/** Forgets all; after the host was restarted, ids begin again. */
export function clear() {
  deliveries.length = 0;
  publish('deliveries');
}

export function find(id) {
  const known = deliveries[placeOf(deliveries, id)];
  return known?.id === id ? known : null;
}

export function isFull() {
  return deliveries.length >= capacity;
}

/** Where an id is, or would be, in deliveries that are sorted newest first. */
export function placeOf(sorted, id) {
  let low = 0, high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle].id > id) low = middle + 1;
    else high = middle;
  }

  return low;
}

function put(delivery) {
  const at = placeOf(deliveries, delivery.id);
  if (deliveries[at]?.id === delivery.id) deliveries[at] = delivery;
  else deliveries.splice(at, 0, delivery);
}
