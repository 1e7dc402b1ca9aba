// An event that is too large for a message lies beside it: the message says where, how long and with which hash.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { ContainerClient } from '@azure/storage-blob';

// Trying again will not help: dead-letter the message, and never use the bytes.
export class ClaimCheckError extends Error {}

// The event's JSON, parsed as the SDK parses a body. Where the blob cannot be had now this throws: the message comes again.
export async function bodyOf(message) {
  const { claimcheck_blob: blob, claimcheck_length: length, claimcheck_sha256: sha256 } = message.applicationProperties ?? {};
  if ([blob, length, sha256].every((property) => property === undefined)) {
    return message.body;
  }
  if (!isPlainName(blob) || !Number.isSafeInteger(length) || length < 0 || !isHash(sha256)) {
    throw new ClaimCheckError('claim-check-malformed');
  }
  const bytes = await read(await open(blob), length);
  if (bytes.length !== length || createHash('sha256').update(bytes).digest('hex') !== sha256) {
    throw new ClaimCheckError('claim-check-mismatch');
  }
  return parse(bytes);
}

// No further than one piece beyond its length.
async function read(stream, length) {
  const pieces = [];
  let total = 0;
  for await (const piece of stream) {
    pieces.push(piece);
    total += piece.length;
    if (total > length) {
      break;
    }
  }
  return Buffer.concat(pieces);
}

// With a managed identity: new ContainerClient('https://ACCOUNT.blob.core.windows.net/claim-check', new DefaultAzureCredential()).
async function open(blob) {
  const { CLAIM_CHECK_URL: url, CLAIM_CHECK_FOLDER: folder } = process.env;
  if (url) {
    return (await new ContainerClient(url).getBlobClient(blob).download()).readableStreamBody;
  }
  if (folder) {
    return createReadStream(join(folder, blob));
  }
  throw new Error('A large event came, and neither CLAIM_CHECK_URL nor CLAIM_CHECK_FOLDER is set.');
}

function parse(bytes) {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return bytes;
  }
}

function isPlainName(name) {
  return typeof name === 'string' && /^[0-9a-z][-._0-9a-z]{0,254}$/i.test(name);
}

function isHash(text) {
  return typeof text === 'string' && /^[0-9a-f]{64}$/.test(text);
}
