// Reads a JSON object of names and queries, and prints one of names and what Microsoft's analyser has against each.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { runInThisContext } from 'node:vm';

// The columns of Log Analytics' table that the queries may use.
const columns = '(TimeGenerated: datetime, Name: string, Sum: real, Min: real, Max: real, ItemCount: int, Properties: dynamic, AppRoleInstance: string)';

const folder = dirname(createRequire(import.meta.url).resolve('@kusto/language-service-next/package.json'));
const log = console.log;
console.log = () => {};
for (const file of ['bridge.min.js', 'Kusto.Language.Bridge.min.js']) {
  runInThisContext(await readFile(join(folder, file), 'utf8'), { filename: file });
}
console.log = log;

const { GlobalState, KustoCode, Symbols } = globalThis.Kusto.Language;
const table = new Symbols.TableSymbol.$ctor7('AppMetrics', columns, null);
const known = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.$ctor2('workspace', null, [table]));

function faults(query) {
  const found = [];
  const all = globalThis.Bridge.getEnumerator(KustoCode.ParseAndAnalyze(query, known).GetDiagnostics());
  while (all.moveNext()) {
    found.push(all.Current.Message);
  }

  return found;
}

const queries = JSON.parse(await text(process.stdin));
process.stdout.write(JSON.stringify(Object.fromEntries(Object.entries(queries).map(([name, query]) => [name, faults(query)]))));
