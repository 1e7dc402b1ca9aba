// The newest event ids, in memory. A message comes at least once, and a replay under a new message id. A service whose work
// must not be done twice keeps the id in its database instead, in the transaction that does the work.
const capacity = 10_000;

export class SeenEvents {
  #ids = new Set();

  has(eventId) {
    return this.#ids.has(eventId);
  }

  add(eventId) {
    this.#ids.add(eventId);
    if (this.#ids.size > capacity) {
      // A set keeps the order of insertion: the first is the oldest.
      this.#ids.delete(this.#ids.values().next().value);
    }
  }
}
