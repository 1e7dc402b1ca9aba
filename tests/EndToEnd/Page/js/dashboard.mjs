// Reads the log lines and the traces that the Aspire dashboard shows. Arguments: its address with the token, and an event id.
import { chromium } from 'playwright-core';

const [address, eventId] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: process.env.HUMANOS_TEST_CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
try {
  const page = await (await browser.newContext({ viewport: { width: 1600, height: 900 } })).newPage();
  await page.goto(address);
  await page.goto(new URL('/structuredlogs', address).href);
  await page.getByText(`Event ${eventId} accepted`).first().waitFor({ state: 'attached', timeout: 60_000 });
  await page.getByRole('row').filter({ hasText: 'humanos-functions' }).first().waitFor({ timeout: 60_000 });
  await page.goto(new URL('/traces', address).href);
  await page.getByRole('row').filter({ hasText: 'humanos-functions: ' }).first().waitFor({ timeout: 60_000 });
} finally {
  await browser.close();
}
