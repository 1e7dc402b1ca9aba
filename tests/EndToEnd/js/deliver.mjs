// Posts payloads as Humanos' documentation describes it, with nothing but Node's own crypto.
// Standard input: {url, signatureSecret, encryptionSecret, encryptionSalt, payloads[]}. Prints one answer a line.
import { createCipheriv, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';

const task = JSON.parse(await text(process.stdin));
const key = pbkdf2Sync(Buffer.from(task.encryptionSecret, 'base64'), task.encryptionSalt, 10000, 32, 'sha256');

for (const [index, payload] of task.payloads.entries()) {
  const iv = randomBytes(index % 2 === 0 ? 12 : 16);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const data = Buffer.concat([cipher.update(payload, 'utf8'), cipher.final()]);
  const body = JSON.stringify({
    iv: iv.toString('base64'),
    data: data.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
  });
  const timestamp = Date.now().toString();
  const signature = createHmac('sha256', task.signatureSecret).update(`${timestamp}.${body}`).digest('hex');
  const response = await fetch(task.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-timestamp': timestamp, 'x-signature': signature },
    body,
  });
  if (response.status !== 200) {
    throw new Error(`answered ${response.status}`);
  }
  console.log(await response.text());
}
