// Speaks to the host that serves the page, and to no other.

const patience = 5000, pause = 2000;

export async function read(path) {
  return parse(await text(path));
}

/** The text of an answer, for who needs it as the host wrote it. */
export async function text(path) {
  return answer(() => fetch(`/local/${path}`));
}

export async function write(path, body) {
  return writeText(path, JSON.stringify(body));
}

/** Posts JSON that is text already, so that numbers and the order of members stay as they are. */
export async function writeText(path, body) {
  return parse(await answer(() => fetch(`/local/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-humanos-local': '1' },
    body,
  })));
}

async function answer(ask) {
  let response, body;
  try {
    response = await ask();
    body = await response.text();
  } catch {
    throw new Error('The host does not answer.');
  }

  if (response.ok) return body;
  let problem = {};
  try {
    problem = JSON.parse(body);
  } catch {
    // The status alone has to do.
  }

  throw new Error(problem?.error ?? problem?.title ?? `The host answered ${response.status}.`);
}

function parse(body) {
  try {
    return JSON.parse(body);
  } catch {
    throw new Error('The host answered with something that is not JSON.');
  }
}

/** Listens to the host; handlers by event name, and one for the state of the connection. */
export function listen(handlers, onState) {
  let waiting = 0;
  const connect = () => {
    const source = new EventSource('/local/stream');
    for (const [name, handler] of Object.entries(handlers)) {
      source.addEventListener(name, event => handler(JSON.parse(event.data)));
    }

    source.onopen = () => {
      clearTimeout(waiting);
      waiting = 0;
      onState('live');
    };
    source.onerror = () => {
      if (waiting === 0) {
        onState('reconnecting');
        waiting = setTimeout(() => onState('gone'), patience);
      }

      // The browser tries again by itself unless something else than a stream has answered.
      if (source.readyState === EventSource.CLOSED) setTimeout(connect, pause);
    };
  };
  connect();
}
