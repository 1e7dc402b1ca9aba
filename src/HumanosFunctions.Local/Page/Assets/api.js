// Speaks to the host that serves the page, and to no other.

export async function read(path) {
  return answer(await fetch(`/local/${path}`));
}

export async function write(path, body) {
  return answer(await fetch(`/local/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-humanos-local': '1' },
    body: JSON.stringify(body),
  }));
}

async function answer(response) {
  const text = await response.text();
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(`The host answered ${response.status} with something that is not JSON.`);
  }

  if (!response.ok) throw new Error(value.error ?? value.title ?? `The host answered ${response.status}.`);
  return value;
}

/** Listens to the host; handlers by event name, and one for the state of the connection. */
export function listen(handlers, onState) {
  const source = new EventSource('/local/stream');
  source.onopen = () => onState('live');
  source.onerror = () => onState(source.readyState === EventSource.CLOSED ? 'gone' : 'reconnecting');
  for (const [name, handler] of Object.entries(handlers)) {
    source.addEventListener(name, event => handler(JSON.parse(event.data)));
  }
}
