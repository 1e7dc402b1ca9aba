// What the page knows; views subscribe to the parts that they show.

const capacity = 10000;
const listeners = new Map();

/** Deliveries, newest first. Sorted by id, so that a change finds its place without a search through all. */
export const deliveries = [];
export const state = { hello: null, connection: 'connecting', entities: [], topic: '', rates: [] };

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
  for (const delivery of changed) {
    const at = placeOf(delivery.id);
    if (deliveries[at]?.id === delivery.id) deliveries[at] = delivery;
    else deliveries.splice(at, 0, delivery);
  }

  deliveries.length = Math.min(deliveries.length, capacity);
  publish('deliveries');
}

/** Forgets all; after the host was started anew, ids begin again. */
export function clear() {
  deliveries.length = 0;
}

function placeOf(id) {
  let low = 0, high = deliveries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (deliveries[middle].id > id) low = middle + 1;
    else high = middle;
  }

  return low;
}
