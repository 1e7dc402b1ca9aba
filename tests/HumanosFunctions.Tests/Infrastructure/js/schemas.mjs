// Usage: node schemas.mjs TYPE...   Prints one JSON object: resource type to schema, null where there is none.
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { declared } from './declarations.mjs';

const require = createRequire(import.meta.url);
const manifest = require.resolve(`@azure/mcp-${process.platform}-${process.arch}/package.json`);
const program = join(dirname(manifest), 'dist', process.platform === 'win32' ? 'azmcp.exe' : 'azmcp');
const cache = join(import.meta.dirname, 'node_modules', '.cache', 'schemas');

async function lookUp(type) {
  const file = join(cache, `${type.replaceAll('/', '_')}.json`);
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    const schema = await ask(type) ?? await declared(type);
    if (schema !== null) {
      await writeFile(file, JSON.stringify(schema));
    }

    return schema;
  }
}

async function ask(type) {
  const env = { ...process.env, AZURE_MCP_COLLECT_TELEMETRY: 'false' };
  const options = { env, maxBuffer: 64 * 1024 * 1024 };
  try {
    const { stdout } = await promisify(execFile)(program, ['bicepschema', 'get', '--resource-type', type], options);
    return JSON.parse(stdout).results?.BicepSchemaResult ?? null;
  } catch (failure) {
    // It ends with 1 where it has no schema; anything else is not an answer.
    if (failure.code === 1) {
      return null;
    }
    throw failure;
  }
}

await mkdir(cache, { recursive: true });
const types = process.argv.slice(2);
const schemas = {};
const workers = Array.from({ length: cpus().length }, async () => {
  for (let type = types.pop(); type !== undefined; type = types.pop()) {
    schemas[type] = await lookUp(type);
  }
});
await Promise.all(workers);
process.stdout.write(JSON.stringify(schemas));
