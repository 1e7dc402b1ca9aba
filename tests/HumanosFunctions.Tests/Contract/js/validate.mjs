// Judges values by the contract's schemas with ajv. Arguments: the contract's folder. Standard input: one case a line,
// {schema, formats, value}. Prints true or false, one verdict a line; last whether asyncapi.json is valid AsyncAPI 3.0.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Ajv from 'ajv';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const folder = process.argv[2];
const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
const strict = validators(true);
const lenient = validators(false);

for await (const line of createInterface({ input: process.stdin })) {
  const { schema, formats, value } = JSON.parse(line);
  console.log((formats ? strict : lenient)(schema)(value));
}

const specification = createRequire(import.meta.url).resolve('@asyncapi/specs/schemas/3.0.0-without-$id.json');
console.log(new Ajv({ strict: false, validateFormats: false }).validate(read(specification), read(join(folder, 'asyncapi.json'))));

function validators(validateFormats) {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, validateFormats });
  addFormats(ajv);
  for (const name of readdirSync(folder, { recursive: true }).map((file) => file.replaceAll('\\', '/'))) {
    if (name.endsWith('.schema.json')) {
      ajv.addSchema({ ...read(join(folder, name)), $id: `contract:///${name}` });
    }
  }
  return (schema) => ajv.getSchema(`contract:///${schema}`);
}
