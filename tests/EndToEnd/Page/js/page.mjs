// node page.mjs CHECK BASE    runs one check of the page; ends with an error if it does not hold.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { eventually, holds, open, same, send, withPage } from './browser.mjs';

const [check, base] = process.argv.slice(2);
const views = ['deliveries', 'topic', 'quarantine', 'requests', 'send'];
const rows = '.delivery';

// Of a second with many deliveries, the host keeps the bodies of the first ones only. The next check needs the body of its own.
const keepsBodiesAgain = () => eventually(async () => {
  await send(base, {});
  const { deliveries: [newest] } = await (await fetch(`${base}/local/deliveries?limit=1`)).json();
  return (await (await fetch(`${base}/local/deliveries/${newest.id}`)).json()).hasEvent;
}, 'bodies are kept again');

const checks = {
  async 'every view opens, in both themes and on a phone'() {
    await send(base, {});
    for (const colorScheme of ['light', 'dark']) {
      for (const size of ['desk', 'phone']) {
        await withPage(base, async page => {
          for (const view of views) {
            await open(page, base, view);
            await page.locator('main h2').first().waitFor({ state: 'attached' });
            same(0, await page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth)), `${view} on ${size}: pixels too wide`);
          }
        }, { colorScheme, size });
      }
    }
  },

  async 'a delivery appears by itself, with what became of it'() {
    await withPage(base, async page => {
      const [{ messageId }] = await send(base, {});
      await page.getByRole('searchbox', { name: 'Filter' }).fill(messageId);
      const row = page.locator(rows, { hasText: 'stored' }).first();
      await row.waitFor();
      await row.click();
      await page.getByText(messageId, { exact: true }).first().waitFor();
      for (const stage of ['received', 'verified', 'decrypted', 'described', 'publish humanos-events', 'process credential', 'completed by Credential']) {
        await page.locator('.way li', { hasText: stage }).first().waitFor();
      }

      await page.locator('dd a').click();
      await page.getByRole('heading', { name: 'Time line' }).waitFor();
      await page.locator('.way li', { hasText: 'credential' }).first().waitFor();
    });
  },

  async 'the time line of a request shows types, an error code and what is not understood'() {
    const requestId = `line-${Date.now()}`;
    // Any other delivery gets a request id of its own.
    await send(base, { again: true, payload: { eventType: 'otp.failed', requestId, api_version: '2026-05-17', user: { id: 'u' }, otp: { error: { code: 'INVALID_PHONE_NUMBER' } } } });
    await send(base, { again: true, payload: { eventType: 'credential.revoked', requestId, api_version: '2026-05-17' } });
    await eventually(async () => {
      const answer = await fetch(`${base}/local/requests/state?id=${requestId}`);
      const stored = answer.ok ? await answer.json() : {};
      return stored.otpFailures?.length && stored.notUnderstood?.length;
    }, 'both events are stored');
    await withPage(base, async page => {
      await open(page, base, `requests/${requestId}`);
      for (const line of ['otp.failed', 'one-time password failed: INVALID_PHONE_NUMBER', 'not understood: credential.revoked']) {
        await page.locator('.way li', { hasText: line }).first().waitFor();
      }
    });
  },

  async 'a refused delivery shows why, and what to do'() {
    await send(base, { fault: 'reformatted' });
    await withPage(base, async page => {
      await page.locator(rows, { hasText: 'The signature does not fit the body.' }).first().click();
      await page.getByRole('heading', { name: 'Diagnosis H401-7 SignatureMismatch' }).waitFor();
      await page.getByText('The body was re-formatted: compact JSON was signed.').waitFor();
      await page.getByText('What to do: Forward the body as raw bytes').waitFor();
    });
  },

  async 'a repetition says that the topic has dropped it'() {
    await send(base, { again: true });
    await send(base, { again: true });
    await withPage(base, async page => {
      await page.locator(rows, { hasText: 'repeated' }).first().click();
      await page.getByText('The topic knows this message id').waitFor();
    });
  },

  async 'values of an event stay masked until somebody asks'() {
    await send(base, {});
    await withPage(base, async page => {
      await page.locator(rows, { hasText: 'accepted' }).first().click();
      await page.getByRole('button', { name: 'Show the event' }).click();
      const tree = page.locator('.tree');
      await tree.getByText('contact:').first().waitFor();
      holds(!(await tree.innerText()).includes('grantor@example.com'), 'a masked event shows no contact');
      await page.getByRole('button', { name: 'Show values' }).click();
      await tree.getByText('grantor@example.com').first().waitFor();
    });
  },

  async 'hostile text is shown as text'() {
    const hostile = '<img src=x onerror="document.title=1"><script>document.title=2</script>\u202Etxt.exe\u0007';
    await send(base, { payload: { eventType: 'credential', requestId: hostile, issuerDid: hostile, [hostile]: hostile, credential: { id: 'a', name: hostile, status: hostile } } });
    await withPage(base, async page => {
      await page.locator(rows).first().click();
      await page.getByRole('button', { name: 'Show the event' }).click();
      await page.getByRole('button', { name: 'Show values' }).click();
      await page.locator('.tree').getByText('<img src=x').first().waitFor();
      const text = await page.locator('main').innerText();
      holds(text.includes('\\u202e') && !text.includes('\u202E'), 'direction characters are escapes');
      same('HumanosFunctions', await page.title(), 'the title');
      same(0, await page.locator('main img, main script').count(), 'elements out of an event');
    });
  },

  async 'the keyboard alone is enough'() {
    await send(base, { count: 3 });
    await withPage(base, async page => {
      await page.locator(rows).first().waitFor();
      await page.keyboard.press('/');
      same('search', await page.evaluate(() => document.activeElement.type), 'the focused field');
      await page.keyboard.type('credential');
      await page.locator('.table').focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: /^Delivery \d+/ }).waitFor();
      await page.keyboard.press('Escape');
      await page.locator('.table').waitFor();
      same('#/deliveries', await page.evaluate(() => location.hash), 'the address');
    });
  },

  async 'ten thousand deliveries cost no more rows than the window shows'() {
    for (let sent = 0; sent < 10; sent++) await send(base, { count: 100, fault: 'wrong-secret' });
    await withPage(base, async page => {
      await page.locator(rows).first().waitFor();
      await page.evaluate(async () => {
        const { deliveries, merge } = await import('/store.js');
        const newest = deliveries[0];
        merge(Array.from({ length: 10000 }, (_, at) => ({ ...newest, id: newest.id + 1 + at })));
      });
      await page.getByText('10000 of 10000').waitFor();
      holds(await page.locator(rows).count() < 100, 'few rows are in the document');
      await page.locator('.table').focus();
      await page.keyboard.press('End');
      await page.waitForFunction(() => document.querySelector('.row.selected')?.getAttribute('aria-rowindex') === '10001');
      const last = await page.evaluate(() => document.querySelector('.row.selected').dataset.address);
      await page.keyboard.press('PageUp');
      // The page draws in the next frame.
      await page.waitForFunction(address => (document.querySelector('.row.selected')?.dataset.address ?? address) !== address, last);
      const before = await page.evaluate(() => document.querySelector('.row.selected').dataset.address);
      await page.evaluate(async () => {
        const { deliveries, merge } = await import('/store.js');
        merge([{ ...deliveries[0], id: deliveries[0].id + 1 }]);
      });
      await page.getByRole('button', { name: '1 new' }).waitFor();
      same(before, await page.evaluate(() => document.querySelector('.row.selected').dataset.address), 'the row that is read');
    });
    await keepsBodiesAgain();
  },

  async 'a burst that the stream cannot carry is complete afterwards'() {
    await withPage(base, async page => {
      await Promise.all(Array.from({ length: 20 }, () => send(base, { count: 100, fault: 'wrong-secret' })));
      const { deliveries: [newest] } = await (await fetch(`${base}/local/deliveries?limit=1`)).json();
      await page.waitForFunction(async id => {
        const { deliveries } = await import('/store.js');
        return deliveries[0].id === id && deliveries.length >= 500
          && deliveries.every((delivery, at) => delivery.id === id - at && delivery.status !== null);
      }, newest.id);
    });
    await keepsBodiesAgain();
  },

  async 'a dead letter is looked at, kept when the question is answered no, and purged when yes'() {
    await withPage(base, async page => {
      await open(page, base, 'topic');
      await page.getByRole('link', { name: /^[1-9]\d* dead-lettered in credential$/ }).click();
      await page.locator('details.message summary').first().click();
      await page.getByText('ForeignContentType').first().waitFor();
      await page.getByRole('button', { name: 'Purge all' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
      await page.locator('details.message').first().waitFor();
      await page.getByRole('button', { name: 'Purge all' }).click();
      await page.getByText('You cannot undo this.').waitFor();
      await page.getByRole('dialog').getByRole('button', { name: 'Continue' }).click();
      await page.getByText('Nothing here.').waitFor();
    });
  },

  async 'what is in quarantine can be replayed and purged'() {
    await send(base, { fault: 'wrong-key' });
    await withPage(base, async page => {
      await open(page, base, 'quarantine');
      await page.getByText('NoKeyFits').first().waitFor();
      await page.getByRole('button', { name: 'Replay all' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Continue' }).click();
      await page.locator('main').getByText(/0 published, \d+ not/).waitFor();
      await page.getByRole('button', { name: 'Purge all' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Continue' }).click();
      await page.getByText('Nothing is in quarantine.').waitFor();
    });
  },

  async 'the form sends an edited sample, a fault, and a hundred'() {
    await withPage(base, async page => {
      await open(page, base, 'send');
      const payload = page.getByLabel('Payload as JSON');
      await payload.waitFor();
      await payload.fill('{');
      await page.getByText('The payload is not JSON.').waitFor();
      await payload.fill(JSON.stringify({ eventType: 'test', message: 'edited' }));
      await page.getByRole('button', { name: 'Send one' }).click();
      await page.locator('li', { hasText: /^200 / }).waitFor();
      await page.getByLabel('Fault').selectOption('wrong-secret');
      await page.getByRole('button', { name: 'Send a hundred' }).click();
      await page.getByText('80 more.').waitFor();
      await page.locator('li', { hasText: /^401 / }).first().waitFor();
    });
  },

  async 'no barrier for a screen reader that axe knows of'() {
    await send(base, {});
    const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    for (const colorScheme of ['light', 'dark']) {
      await withPage(base, async page => {
        await page.evaluate(axe);
        for (const view of [...views, 'deliveries/1']) {
          await open(page, base, view);
          await page.locator('main h2').first().waitFor({ state: 'attached' });
          const { violations } = await page.evaluate(() => axe.run());
          same([], violations.map(violation => `${violation.id}: ${violation.nodes[0].target}`), `barriers in ${view}, ${colorScheme}`);
        }
      }, { colorScheme });
    }
  },
};

await checks[check]();
