// node screenshot.mjs BASE FILE    takes the picture of the page for the documentation, with samples that it sends itself.
import { chromium } from 'playwright-core';
import { send } from './browser.mjs';

const [base, file] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: process.env.HUMANOS_TEST_CHROMIUM, args: ['--no-sandbox'] });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 620 } });
  await page.goto(base);
  await page.getByText('Live', { exact: true }).waitFor();
  for (const body of [
    { count: 2 }, { sample: '2026-05-17/identity' }, { fault: 'reformatted' }, { sample: '2026-04-14/credential' }, { fault: 'wrong-key' },
    { sample: '2026-05-17/otp.failed' }, { again: true }, { again: true }, { fault: 'clock-behind' }, { sample: 'v0-process/process.kyc.completed' },
  ]) await send(base, body);
  await page.locator('.delivery', { hasText: 'repeated' }).waitFor();
  await page.waitForFunction(() => ![...document.querySelectorAll('.delivery .processed')].some(cell => cell.textContent === 'waiting'));
  await page.waitForFunction(() => document.querySelectorAll('#charts polyline')[0]?.points.length > 3);
  await page.screenshot({ path: file });
} finally {
  await browser.close();
}
