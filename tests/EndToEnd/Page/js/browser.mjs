// Opens the page in Chromium, and holds every test to what must always be so: no error, no request to anywhere else.
import { chromium } from 'playwright-core';

export const sizes = { desk: { width: 1280, height: 800 }, phone: { width: 360, height: 740 } };

const still = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export async function withPage(base, test, { colorScheme = 'light', size = 'desk', mayFail = () => false } = {}) {
  const browser = await chromium.launch({ executablePath: process.env.HUMANOS_TEST_CHROMIUM, args: still });
  try {
    const page = await (await browser.newContext({ colorScheme, viewport: sizes[size], reducedMotion: 'reduce' })).newPage();
    const problems = [];
    page.on('pageerror', error => problems.push(error.message));
    page.on('console', message => message.type() === 'error' && !mayFail(message.text()) && problems.push(message.text()));
    page.on('request', request => {
      if (!request.url().startsWith(base) && !request.url().startsWith('data:')) problems.push(`a request to ${new URL(request.url()).origin}`);
    });
    await page.goto(base);
    await page.getByText('Live', { exact: true }).waitFor();
    await test(page);
    same([], problems, 'problems of the page');
  } finally {
    await browser.close();
  }
}

export function same(expected, actual, what) {
  const [one, other] = [JSON.stringify(expected), JSON.stringify(actual)];
  if (one !== other) throw new Error(`${what}: expected ${one}, found ${other}`);
}

export function holds(condition, what) {
  if (!condition) throw new Error(`not so: ${what}`);
}

/** Asks until it is so, for half a minute. */
export async function eventually(isSo, what) {
  const end = Date.now() + 30_000;
  while (!await isSo()) {
    holds(Date.now() < end, what);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

/** Sends through the host, as the page's own form does. */
export async function send(base, body) {
  const answer = await fetch(`${base}/local/send`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-humanos-local': '1' },
    body: JSON.stringify({ sample: '2026-05-17/credential', count: 1, again: false, ...body }),
  });
  return (await answer.json()).results;
}

export async function open(page, base, hash) {
  await page.goto(`${base}/#/${hash}`);
}
