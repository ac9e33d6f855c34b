import { contractField, contractTable, referenceOf, type ContractField } from './contract-columns.ts';
import { scriptPlatform } from './dialect-rules.ts';
import { fieldsOf, listOf, textOf, textsOf, type Fields } from './parse-data.ts';
import type { NotRead, ReadForeignKey, ReadTable, ScriptPlatform, TableName, WhatWasRead } from './types.ts';

/** Which standard of contracts a value follows; nothing when it is none. */
export function contractKind(value: unknown): 'odcs' | 'datacontract' | undefined {
  const fields = fieldsOf(value);
  if (textOf(fields['dataContractSpecification']) !== undefined) return 'datacontract';
  return fields['kind'] === 'DataContract' || (textOf(fields['apiVersion']) !== undefined && Array.isArray(fields['schema'])) ? 'odcs' : undefined;
}

interface Server {
  readonly platform: ScriptPlatform;
  readonly place: Omit<TableName, 'name'>;
}

/** Where the first server of a contract keeps its tables. */
function serverOf(servers: readonly Fields[]): Server {
  const [server = {}] = servers;
  const database = textOf(server['database']) ?? textOf(server['project']) ?? textOf(server['catalog']);
  const schema = textOf(server['schema']) ?? textOf(server['dataset']);
  return {
    platform: scriptPlatform(textOf(server['type']) ?? '') ?? 'postgres',
    place: { ...(database === undefined ? {} : { database }), ...(schema === undefined ? {} : { schema }) },
  };
}

const lower = (text: string): string => text.toLowerCase();

/** Reads an Open Data Contract Standard contract of version 3. */
function readOdcs(file: string, contract: Fields, problems: NotRead[]): readonly ReadTable[] {
  const at = { file, line: 1, column: 1 };
  const version = textOf(contract['apiVersion']) ?? '';
  if (!/^v?3\./.test(version))
    problems.push({ ...at, reason: `version ${version} of the standard is not known (3 is): it was read as far as it has the same shape`, excerpt: version });
  const { platform, place } = serverOf(listOf(contract['servers']).map(fieldsOf));
  const objects = listOf(contract['schema']).map(fieldsOf);
  const nameOf = (object: Fields): TableName => ({ ...place, name: textOf(object['physicalName']) ?? textOf(object['name']) ?? 'unnamed' });
  const objectOf = (key: string): Fields | undefined =>
    objects.find((one) =>
      [one['id'], one['name'], one['physicalName']].some((value) => textOf(value) !== undefined && lower(textOf(value) ?? '') === lower(key)),
    );
  const propertyName = (property: Fields): string => textOf(property['physicalName']) ?? textOf(property['name']) ?? 'unnamed';
  const columnOf = (table: string, key: string): string => {
    const property = listOf(objectOf(table)?.['properties'])
      .map(fieldsOf)
      .find((one) => one['id'] === key || one['name'] === key);
    return property ? propertyName(property) : key;
  };
  const target = (text: string): ReturnType<typeof referenceOf> =>
    referenceOf(
      text,
      (key) => {
        const object = objectOf(key);
        return object && nameOf(object);
      },
      columnOf,
    );
  return objects.map((object) => {
    const properties = listOf(object['properties']).map(fieldsOf);
    const fields = properties.map((property) => contractField(propertyName(property), property, platform, (one) => textOf(one['physicalType'])));
    const own = textOf(object['name']) ?? '';
    const named = (text: string): string => columnOf(own, text.split(/[./]/).at(-1) ?? text);
    const foreignKeys: ReadForeignKey[] = fields.flatMap(({ column, refersTo }) =>
      refersTo.flatMap((text) => {
        const to = target(text);
        return to ? [{ columns: [column.name], table: to.table, references: [to.column] }] : [];
      }),
    );
    for (const relation of listOf(object['relationships']).map(fieldsOf)) {
      const [from, to] = [textsOf(relation['from']), textsOf(relation['to']).map(target)];
      const [first] = to;
      const columns = from.map(named);
      const known = foreignKeys.some((key) => key.columns.join() === columns.join());
      if (first && from.length > 0 && !known) foreignKeys.push({ columns, table: first.table, references: to.flatMap((one) => one?.column ?? []) });
    }
    const unique = listOf(object['quality'])
      .map(fieldsOf)
      .filter((rule) => (rule['metric'] ?? rule['rule']) === 'duplicateValues' && rule['mustBe'] === 0)
      .map((rule) => textsOf(fieldsOf(rule['arguments'])['properties']).map(named))
      .filter((columns) => columns.length > 0);
    const partition = properties
      .filter((property) => property['partitioned'] === true)
      .toSorted((a, b) => Number(a['partitionKeyPosition'] ?? 0) - Number(b['partitionKeyPosition'] ?? 0))
      .map(propertyName);
    const comment = textOf(object['description']);
    const isView = /view/i.test(textOf(object['physicalType']) ?? '');
    return contractTable({
      name: nameOf(object),
      fields,
      ...(comment === undefined ? {} : { comment }),
      isView,
      key: [],
      unique,
      foreignKeys,
      checks: [],
      partition,
      tags: textsOf(object['tags']),
      at,
    });
  });
}

const PHYSICAL = ['snowflakeType', 'bigqueryType', 'redshiftType', 'postgresType', 'databricksType', 'sqlserverType', 'oracleType', 'physicalType'];

/** Reads a contract of the datacontract-specification. */
function readDatacontract(file: string, contract: Fields): readonly ReadTable[] {
  const at = { file, line: 1, column: 1 };
  const servers = contract['servers'];
  const { platform, place } = serverOf((Array.isArray(servers) ? servers : Object.values(fieldsOf(servers))).map(fieldsOf));
  const definitions = fieldsOf(contract['definitions']);
  const models = Object.entries(fieldsOf(contract['models'])).map(([name, model]) => [name, fieldsOf(model)] as const);
  const resolved = (field: Fields): Fields => ({ ...fieldsOf(definitions[/^#\/definitions\/(.+)$/.exec(textOf(field['$ref']) ?? '')?.[1] ?? '']), ...field });
  const physical = (field: Fields): string | undefined => PHYSICAL.map((key) => textOf(fieldsOf(field['config'])[key])).find((type) => type !== undefined);
  const tableOf = (key: string): TableName | undefined => {
    const known = models.find(([name]) => lower(name) === lower(key));
    return known && { ...place, name: known[0] };
  };
  return models.map(([name, model]) => {
    const fields: readonly ContractField[] = Object.entries(fieldsOf(model['fields'])).map(([field, value]) =>
      contractField(field, resolved(fieldsOf(value)), platform, physical),
    );
    const foreignKeys = fields.flatMap(({ column, refersTo }) =>
      refersTo.flatMap((text): readonly ReadForeignKey[] => {
        const to = referenceOf(text, tableOf, (_, key) => key);
        return to ? [{ columns: [column.name], table: to.table, references: [to.column] }] : [];
      }),
    );
    const comment = textOf(model['description']) ?? textOf(model['title']);
    const isView = /view/i.test(textOf(model['type']) ?? '');
    return contractTable({
      name: { ...place, name },
      fields,
      ...(comment === undefined ? {} : { comment }),
      isView,
      key: textsOf(model['primaryKey']),
      unique: [],
      foreignKeys,
      checks: [],
      partition: [],
      tags: textsOf(model['tags']),
      at,
    });
  });
}

/** Reads a data contract: ODCS of version 3, or the datacontract-specification. */
export function readContract(file: string, value: unknown): WhatWasRead {
  const contract = fieldsOf(value);
  const problems: NotRead[] = [];
  const kind = contractKind(value) ?? 'odcs';
  const version = textOf(contract[kind === 'odcs' ? 'apiVersion' : 'dataContractSpecification']) ?? '';
  const tables = kind === 'odcs' ? readOdcs(file, contract, problems) : readDatacontract(file, contract);
  return { files: [{ file, platform: kind, evidence: `version ${version}` }], tables, problems, skipped: [] };
}
