// Node as an independent witness of the protocol, over standard input and output.
//   node witness.mjs send    takes {secrets, plaintexts}: encrypts and signs each, prints deliveries
//   node witness.mjs receive takes {secrets, deliveries}: verifies and decrypts each, prints plaintexts
// Plaintexts and bodies are base64.
import { createCipheriv, createDecipheriv, createHmac, pbkdf2Sync, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';

const input = JSON.parse(readFileSync(0, 'utf8'));
const { signatureSecret, encryptionSecret, encryptionSalt } = input.secrets;
const key = pbkdf2Sync(Buffer.from(encryptionSecret, 'base64'), encryptionSalt, 10000, 32, 'sha256');
const hmac = (timestamp, body) => createHmac('sha256', signatureSecret).update(`${timestamp}.`).update(body).digest('hex');

const send = plaintext => {
  const iv = randomBytes(randomInt(2) ? 12 : 1 + randomInt(64));
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const data = cipher.update(plaintext, 'base64', 'base64') + cipher.final('base64');
  const body = Buffer.from(JSON.stringify({ iv: iv.toString('base64'), data, tag: cipher.getAuthTag().toString('base64') }));
  const timestamp = String(Date.now());
  return { timestamp, signature: hmac(timestamp, body), body: body.toString('base64') };
};

const receive = ({ timestamp, signature, body }) => {
  const raw = Buffer.from(body, 'base64');
  if (!timingSafeEqual(Buffer.from(hmac(timestamp, raw)), Buffer.from(signature))) {
    throw new Error('The signature is wrong.');
  }
  const { iv, data, tag } = JSON.parse(raw);
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64'));
  decipher.setAuthTag(Buffer.from(tag, 'base64'));
  return Buffer.concat([decipher.update(data, 'base64'), decipher.final()]).toString('base64');
};

const output = process.argv[2] === 'send' ? input.plaintexts.map(send) : input.deliveries.map(receive);
console.log(JSON.stringify(output));
