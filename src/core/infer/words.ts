import type { Source } from '../model/types.ts';

const WORD = /\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\d+/gu;

/** Words that end like a key and are none. */
const NO_KEYS: ReadonlySet<string> = new Set(['donkey', 'hockey', 'hotkey', 'jockey', 'lackey', 'mickey', 'monkey', 'rickey', 'turkey', 'whiskey']);

/** `CustomerNo2` → customer, no, 2; `custkey` → cust, key. */
export const wordsOf = (name: string): readonly string[] =>
  (name.match(WORD) ?? []).flatMap((found) => {
    const word = found.toLowerCase();
    return word.length >= 6 && word.endsWith('key') && !NO_KEYS.has(word) ? [word.slice(0, -3), 'key'] : [word];
  });

/** Letters before an underscore that all columns of a table begin with, whatever they name: `l_` of `l_orderkey` and `l_tax`. */
export function sharedPrefix(names: readonly string[]): string {
  const prefix = /^\p{L}{1,3}_/u.exec(names[0] ?? '')?.[0].toLowerCase() ?? '';
  return names.length >= 3 && names.every((name) => name.length > prefix.length && name.toLowerCase().startsWith(prefix)) ? prefix : '';
}

const prefixes = new WeakMap<Source, string>();
/** What a column is called besides the letters that all columns of its source begin with. */
export function ownName(source: Source, name: string): string {
  const prefix = prefixes.get(source) ?? sharedPrefix(source.columns.map((column) => column.name));
  prefixes.set(source, prefix);
  return name.slice(prefix.length);
}

const KEY_WORDS: ReadonlySet<string> = new Set(
  'id ids key no nr num number code cd sk pk fk bk nk uid uuid guid ref reference sku ean isbn vin iban bic imei symbol nummer kennung schluessel'.split(' '),
);
const LAYER_WORDS: ReadonlySet<string> = new Set([
  'src',
  'raw',
  'stg',
  'tbl',
  'table',
  'vw',
  'view',
  'landing',
  'export',
  'extract',
  'data',
  'dump',
  'hist',
  'history',
]);
const LINE_WORDS: ReadonlySet<string> = new Set(['line', 'position', 'pos', 'seq', 'sequence', 'item', 'leg', 'step', 'stop', 'row', 'version', 'period']);

const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ['people', 'person'],
  ['children', 'child'],
  ['statuses', 'status'],
  ['addresses', 'address'],
  ['series', 'series'],
  ['news', 'news'],
]);

/** `companies` → company. */
export function singular(word: string): string {
  const known = IRREGULAR.get(word);
  if (known !== undefined) return known;
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(ss|sh|ch|x|z)es$/.test(word)) return word.slice(0, -2);
  return word.length > 3 && word.endsWith('s') && !/(ss|us|is)$/.test(word) ? word.slice(0, -1) : word;
}

export const isKeyWord = (word: string): boolean => KEY_WORDS.has(word);

/** Whether a name sounds like what names something: `customer_no`, `sku`, `port_code`. */
export function soundsLikeKey(name: string): boolean {
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  return isKeyWord(last) || /^(id|key)$/i.test(name) || /(user|client|person|customer|order|item|product|account)id$/.test(last);
}

/** Whether a name sounds like the place among the parts of something: `line_no`, `seq`, `leg`. */
export const soundsLikePlace = (name: string): boolean => {
  const words = wordsOf(name).filter((word) => !isKeyWord(word) || word === 'seq');
  return words.length > 0 && LINE_WORDS.has(words.at(-1) ?? '');
};

/** What a name says besides that it is a key: `ship_to_customer_no` → ship, to, customer. */
export const aboutWords = (name: string): readonly string[] =>
  wordsOf(name)
    .filter((word) => !isKeyWord(word))
    .map(singular);

const MEASURE =
  /^(qty|quantity|amount|amt|price|cost|costs|total|sum|value|weight|kg|volume|m3|height|width|length|distance|km|duration|minutes|hours|seconds|discount|tax|vat|freight|fee|fees|charge|revenue|net|gross|margin|score|rating|rate|ratio|percent|pct|share|balance|stock|count|counted|units|pieces|usage|level|temperature|points|size|capacity|limit|salary|age|days|visits|clicks|hand|mrr|arr|seats|credit|debit|betrag|menge|preis)$/;

/** Whether a name sounds like something that is counted or measured: `net_amount`, `on_hand`. */
export const soundsLikeMeasure = (name: string): boolean => !soundsLikeKey(name) && wordsOf(name).some((word) => MEASURE.test(word));

/**
 * What the rows of each source are, in words of its name: `shop_customers` → customer. Words that say where a table comes
 * from are left out: those of the layer, of its system, and a first word that several sources share.
 */
export function entitiesOf(sources: readonly Source[]): ReadonlyMap<string, readonly string[]> {
  const first = new Map<string, number>();
  for (const source of sources) {
    const words = wordsOf(source.name);
    if (words.length > 1) first.set(words[0] ?? '', (first.get(words[0] ?? '') ?? 0) + 1);
  }
  // `order` stands before `lines` because that is what they are: the word of another source's rows is no system.
  const plain = new Set(sources.flatMap(({ name }) => (wordsOf(name).length === 1 ? [singular(wordsOf(name)[0] ?? '')] : [])));
  const ends = new Set(sources.map(({ name }) => singular(wordsOf(name).at(-1) ?? '')));
  return new Map(
    sources.map((source) => {
      const system = new Set(wordsOf(source.system ?? ''));
      let words = wordsOf(source.name).filter((word) => !LAYER_WORDS.has(word));
      const [head = ''] = words;
      const isShared = (first.get(head) ?? 0) > 1 && !plain.has(singular(head)) && !ends.has(singular(head));
      if (words.length > 1 && (system.has(head) || isShared || /^(erp|crm|sap|shop|wms|tms|oms|pos|web|app|dwh|sf|hr|billing)$/.test(head)))
        words = words.slice(1);
      return [source.id, words.length === 0 ? wordsOf(source.name).map(singular) : words.map(singular)];
    }),
  );
}

const endsWith = (words: readonly string[], tail: readonly string[]): boolean =>
  tail.length > 0 && tail.length <= words.length && tail.every((word, index) => words[words.length - tail.length + index] === word);

/** Words that one system has for what another calls otherwise: `user_id` of an order names a customer. */
const AKIN: readonly ReadonlySet<string>[] = [
  'user customer client member buyer shopper subscriber consumer guest person contact',
  'employee staff worker rep agent salesperson seller clerk cashier assignee',
  'supplier vendor provider',
  'store shop branch outlet',
  'product article',
].map((words) => new Set(words.split(' ')));
const isAkin = (word: string, other: string): boolean => word !== other && AKIN.some((words) => words.has(word) && words.has(other));

export interface NameMatch {
  /**
   * `equal`: the key's own name; `entity`: the name of what it is the key of; `akin`: another word for that; `parent`: a word
   * for another row of the same table.
   */
  readonly by: 'equal' | 'entity' | 'akin' | 'parent';
  /** What is left of the name: `ship` of `ship_customer_no`. */
  readonly role: string;
}

const folded = (name: string): string => wordsOf(name).join('');
const PARENT = /^(parent|manager|supervisor|superior|boss|leader|predecessor|report|belong|replaced|original|referrer|referred|master)$/;

/** Whether a column's name says that it holds keys of a table. */
export function matchNames(child: string, parentColumn: string, entity: readonly string[], isSameTable: boolean): NameMatch | undefined {
  const about = aboutWords(child);
  const said = wordsOf(child).filter((word) => !isKeyWord(word));
  if (isSameTable) return about.some((word) => PARENT.test(word)) ? { by: 'parent', role: said.join('_') } : undefined;
  const own = aboutWords(parentColumn);
  if (!/^(id|ids|key|no|nr|num|number|code|cd|uid|uuid|guid|ref|reference|[spfbn]k)$/.test(folded(parentColumn)) && folded(child) === folded(parentColumn))
    return { by: 'equal', role: '' };
  for (const tail of [own, entity])
    if (endsWith(about, tail))
      return { by: tail === own && about.length === tail.length ? 'equal' : 'entity', role: about.slice(0, about.length - tail.length).join('_') };
  const [word, other] = [about.at(-1) ?? '', entity.at(-1) ?? ''];
  return soundsLikeKey(child) && isAkin(word, other) ? { by: 'akin', role: about.slice(0, -1).join('_') } : undefined;
}
