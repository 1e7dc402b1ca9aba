// The types that Microsoft's server fails to load, from the TypeScript declarations of Microsoft's clients for them, in
// the server's form. The clients speak a newer version of some, with the members of the one that is named here.
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const located = ['location', 'tags'];
const known = {
  'Microsoft.Insights/actionGroups': ['2023-01-01', 'arm-monitor', 'actionGroupsApi', 'ActionGroup', located],
  'Microsoft.Insights/diagnosticSettings': ['2021-05-01-preview', 'arm-monitor', 'diagnosticsSettings', 'DiagnosticSettings', []],
  'Microsoft.Insights/metricAlerts': ['2018-03-01', 'arm-monitor', 'metricAlertApi', 'MetricAlertProperties', located],
  'Microsoft.Insights/scheduledQueryRules': ['2023-12-01', 'arm-monitor', 'scheduledQueryRuleApi', 'ScheduledQueryRuleProperties', [...located, 'kind']],
  'Microsoft.Network/privateDnsZones': ['2024-06-01', 'arm-privatedns', '', 'PrivateZoneProperties', located],
  'Microsoft.Network/privateDnsZones/virtualNetworkLinks': ['2024-06-01', 'arm-privatedns', '', 'VirtualNetworkLinkProperties', located],
};

// Where a value has one of several shapes, the one that the templates use.
const chosen = { MetricAlertCriteriaUnion: 'MetricAlertSingleResourceMultipleMetricCriteria' };
const renamed = { odataType: 'odata.type' };
const simple = { string: 'string', number: 'int', boolean: 'bool', Date: 'string' };

export async function declared(type) {
  if (!(type in known)) {
    return null;
  }

  const [version, client, folder, properties, own] = known[type];
  const texts = await Promise.all([read(client, folder), read(client, 'microsoft/common')]);
  const objects = objectsOf(texts.join('\n'));
  const body = [
    { name: 'name', type: 'string', flags: 'Required' },
    ...own.map(name => ({ name, type: name === 'tags' ? 'any' : 'string', flags: name === 'location' ? 'Required' : 'None' })),
    { name: 'properties', type: properties, flags: client === 'arm-monitor' ? 'Required' : 'None' },
  ];
  return [{ $type: 'Resource', name: `${type}@${version}`, bodyType: { properties: body } }, ...objects];
}

async function read(client, folder) {
  const models = join(dirname(require.resolve(`@azure/${client}`)), '..', 'esm', 'models', folder);
  const files = await readdir(models).catch(() => []);
  return files.includes('models.d.ts') ? await readFile(join(models, 'models.d.ts'), 'utf8') : '';
}

function objectsOf(text) {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\//g, '');
  const enums = Object.fromEntries([...code.matchAll(/declare enum Known(\w+) \{([^}]*)\}/g)]
    .map(([, name, values]) => [name, [...values.matchAll(/= "([^"]*)"/g)].map(([, value]) => value).join(' | ')]));
  const bodies = Object.fromEntries([...code.matchAll(/export interface (\w+)(?: extends (\w+))? \{([^}]*)\}/g)]
    .map(([, name, base, members]) => [name, { base, members: membersOf(members, enums) }]));
  const all = name => name in bodies ? { ...all(bodies[name].base), ...bodies[name].members } : {};
  return Object.keys(bodies).map(name => ({ $type: 'Object', name, properties: Object.values(all(name)) }));
}

function membersOf(text, enums) {
  const members = [...text.matchAll(/(readonly )?(\w+)(\?)?: ([^;]+);/g)].filter(([, , name]) => name !== 'additionalProperties');
  return Object.fromEntries(members.map(([, readOnly, name, optional, type]) => [name, {
    name: renamed[name] ?? name,
    type: typeOf(type, enums),
    flags: readOnly ? 'ReadOnly' : optional ? 'None' : 'Required',
  }]));
}

function typeOf(type, enums) {
  const [, name, list] = /^(.*?)(\[\])?$/.exec(type.replaceAll('"', ''));
  return (simple[name] ?? chosen[name] ?? (name in enums ? enums[name] || 'int' : /^\w+$|\./.test(name) ? name : 'any')) + (list ?? '');
}
