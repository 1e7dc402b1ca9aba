// Makes vectors.json from Node's crypto alone: node make-vectors.mjs > vectors.json
// Every byte follows from a label, so that the same file comes out each time.
import { createCipheriv, createHash, createHmac, pbkdf2Sync } from 'node:crypto';

const bytes = (label, length) => {
  const blocks = [];
  for (let i = 0; i * 32 < length; i++) {
    blocks.push(createHash('sha256').update(`${label}/${i}`).digest());
  }
  return Buffer.concat(blocks).subarray(0, length);
};

const derive = (secret, salt) => pbkdf2Sync(Buffer.from(secret, 'base64'), salt, 10000, 32, 'sha256');

const keys = ['plain-salt', 'sält-åß-盐-🧂', ' leading and trailing ', '\u0000']
  .map(salt => ({ secret: bytes(`secret ${salt}`, 32).toString('base64'), salt }))
  .map(pair => ({ ...pair, key: derive(pair.secret, pair.salt).toString('hex') }));

const envelope = (ivLength, tagLength, plaintextLength) => {
  const iv = bytes(`iv ${ivLength} ${tagLength} ${plaintextLength}`, ivLength);
  const plaintext = bytes(`plaintext ${plaintextLength}`, plaintextLength);
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(keys[0].key, 'hex'), iv, { authTagLength: tagLength });
  const data = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return {
    ivLength, tagLength, plaintextLength,
    plaintextSha256: createHash('sha256').update(plaintext).digest('hex'),
    iv: iv.toString('base64'), data: data.toString('base64'), tag: cipher.getAuthTag().toString('base64'),
  };
};

const envelopes = [];
for (const ivLength of [1, 8, 11, 12, 13, 15, 16, 17, 32, 60, 64, 128]) {
  for (const plaintextLength of [0, 1, 15, 16, 17, 31, 32, 33, 255, 256, 257]) {
    envelopes.push(envelope(ivLength, 16, plaintextLength));
  }
}
for (const ivLength of [12, 16]) {
  for (const tagLength of [12, 13, 14, 15]) {
    envelopes.push(envelope(ivLength, tagLength, 33));
  }
}

const sign = (secret, timestamp, body) => ({
  secret, timestamp, body,
  signature: createHmac('sha256', secret).update(body === '' ? timestamp : `${timestamp}.${body}`).digest('hex'),
});
const signatures = [
  sign('secret', '1780315200000', '{"iv":"","data":"","tag":""}'),
  sign('sécret-密-🔑', '1780315200000', '{"name":"Zoë 🙂"}'),
  sign('secret', '1780315200', 'not json'),
  sign('secret', '1780315200000', ''),
  sign(' secret with spaces ', '1780315200000', ' \r\n'),
  sign('c2VjcmV0', '1780315200000', 'a secret that looks like base64 is text'),
  sign('s'.repeat(200), '1780315200000', 'a secret longer than a block of SHA-256'),
];

console.log(JSON.stringify({ keys, envelopes, signatures }, null, 1));
