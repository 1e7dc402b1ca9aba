// Reads a JSON array of texts, and answers with the hex of what Node decodes each of them to.
import { readFileSync } from 'node:fs';

const texts = JSON.parse(readFileSync(0, 'utf8'));
process.stdout.write(JSON.stringify(texts.map((text) => Buffer.from(text, 'base64').toString('hex'))));
