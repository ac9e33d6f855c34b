import { shopRows } from '../samples/shop/rows.ts';
import type { Project } from '../src/core/model/types.ts';
import type { RunDelivery } from '../src/engine/run-types.ts';
import { given, GIVEN } from './given.ts';
import { star } from './samples/star.ts';
import { wholeVault } from './samples/whole-vault.ts';
import { deliveriesOf } from '../test/support/deliveries.ts';

const SHOP_FILES = new Map([
  ['1/customers', 'customer_id,city,email\nC1,Ulm,a@x\n C2,Bonn,b@x\n  ,Nowhere,\n'],
  ['1/orders', 'order_id,customer_id,ordered_at,shipped_on,amount\nO1,C1,2026-01-01 05:00:00,,10.50\n'],
  ['2/customers', 'customer_id,city,email\nC1,Kiel,a@x\nC2,Bonn,b2@x\n'],
  ['2/orders', 'order_id,customer_id,ordered_at,shipped_on,amount\nO2,C1,2026-01-02 12:00:00,2026-01-05,20.00\n'],
  ['3/customers', 'customer_id,city,email\nC1,Ulm,a@x\nC2,Bonn,b2@x\nC9,"Ły""on, Zürich",n@x\n'],
  ['4/orders', 'order_id,customer_id,ordered_at,shipped_on,amount\nO3,C1,2026-01-01 23:00:00,,5.00\nO4,C9,2026-02-01 00:00:00,,7.25\n'],
]);
/** The test shop's files in the order of its columns, under whatever names these have. */
function withShopFiles(project: Project): { readonly project: Project; readonly files: ReadonlyMap<string, string> } {
  const files = new Map(
    [...SHOP_FILES].map(([path, text]) => {
      const source = project.objects[path.split('/')[1] ?? ''];
      const names = source?.kind === 'source' ? source.columns.map(({ name }) => `"${name.replaceAll('"', '""')}"`) : [];
      return [path, `${names.join(',')}\n${text.slice(text.indexOf('\n') + 1)}`];
    }),
  );
  const deliveries = [1, 2, 3, 4].map((day) => ({
    id: `d${day}`,
    load_date: `2026-01-0${day}T06:00:00`,
    files: Object.fromEntries(['customers', 'orders'].flatMap((source) => (files.has(`${day}/${source}`) ? [[source, `${day}/${source}`]] : []))),
  }));
  return { project: { ...project, deliveries }, files };
}

/** Rows of models that bring their own deliveries. */
const FILES: Readonly<Record<string, () => ReadonlyMap<string, string>>> = {
  sample: shopRows,
  star: () => star().files,
  whole_vault: () => wholeVault().files,
};

/** A model of the suite with its deliveries. */
export function modelWithRows(name: string, made: Project): { readonly project: Project; readonly deliveries: readonly RunDelivery[] } {
  if (name === GIVEN) return given();
  const own = FILES[name];
  const { project, files } = own ? { project: made, files: own() } : withShopFiles(made);
  return { project, deliveries: deliveriesOf(project, files) };
}
