// What a team would write after Humanos' documentation: Express, one process. It verifies, decrypts and prints, and
// answers 200 without keeping anything. Signing the raw body is the one mend that it needs to work at all.
//   node receiver.mjs [cached]    with the key derived once instead of for every delivery
import { createDecipheriv, createHmac, pbkdf2Sync } from 'node:crypto';
import express from 'express';

const { SIGNATURE_SECRET, ENCRYPTION_SECRET, ENCRYPTION_SALT } = process.env;
const derive = () => pbkdf2Sync(Buffer.from(ENCRYPTION_SECRET, 'base64'), ENCRYPTION_SALT, 10000, 32, 'sha256');
const derived = derive();
const key = process.argv[2] === 'cached' ? () => derived : derive;

const decrypt = ({ iv, data, tag }) => {
  const decipher = createDecipheriv('aes-256-gcm', key(), Buffer.from(iv, 'base64'));
  decipher.setAuthTag(Buffer.from(tag, 'base64'));
  return JSON.parse(decipher.update(data, 'base64', 'utf8') + decipher.final('utf8'));
};

const app = express();
app.use(express.json({ limit: '2mb', verify: (request, _, raw) => { request.raw = raw; } }));
app.post('/api/webhook', (request, response) => {
  const timestamp = request.get('x-timestamp');
  const signature = createHmac('sha256', SIGNATURE_SECRET).update(`${timestamp}.`).update(request.raw).digest('hex');
  if (signature !== request.get('x-signature')) {
    response.status(401).json({ error: 'Invalid signature' });
    return;
  }

  console.log('Received', decrypt(request.body).eventType);
  response.status(200).json({ received: true });
});

const server = app.listen(0, '127.0.0.1', () => console.log(`ready http://127.0.0.1:${server.address().port}/api/webhook`));
