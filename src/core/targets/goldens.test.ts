import { expect, it } from 'vitest';
import { shopProject } from '../../../test/support/shop.ts';
import { PLATFORMS } from '../model/schema.ts';
import { createCompiler } from '../plan/compile.ts';
import type { Project } from '../model/types.ts';
import { createStatements, loadStatements } from './sql/relation-statements.ts';

/** The shop with descriptions, physical options and names that need quotes, so that every clause is on show. */
function shownShop(): Project {
  const shop = shopProject();
  const { dim_customer: dimension, fct_order: fact, hub_order: hub, sat_customer: satellite } = shop.objects;
  if (!dimension || !fact || !hub || !satellite) throw new Error('the shop has changed');
  return {
    ...shop,
    objects: {
      ...shop.objects,
      dim_customer: { ...dimension, description: "Who buys, with the city's history" },
      sat_customer: { ...satellite, name: 'Sat-Customer' },
      hub_order: {
        ...hub,
        physical: {
          snowflake: { cluster_by: ['load_date'] },
          bigquery: { cluster_by: ['order_hk'] },
          redshift: { dist_key: 'order_hk', sort_key: ['load_date'] },
          databricks: { cluster_by: ['load_date'] },
        },
      },
    },
  };
}

const plan = createCompiler()(shownShop());

/** Platforms that print the same text share one section. */
function sideBySide(texts: readonly (readonly [platform: string, text: string])[]): string {
  const groups = new Map<string, string[]>();
  for (const [platform, text] of texts) groups.set(text, [...(groups.get(text) ?? []), platform]);
  return [...groups].map(([text, platforms]) => `-- ==== ${platforms.join(', ')}\n\n${text}`).join('\n');
}

it.each(plan.relations.map((relation) => [relation.id, relation] as const))('%s, all dialects side by side', async (id, relation) => {
  const shown = PLATFORMS.map((platform) => {
    const printed = [createStatements(plan, relation, platform), loadStatements(plan, relation, platform)];
    expect(
      printed.flatMap((one) => one.diagnostics),
      platform,
    ).toEqual([]);
    return [
      platform,
      printed
        .flatMap((one) => one.statements)
        .map((statement) => `${statement};\n`)
        .join('\n'),
    ] as const;
  });
  await expect(sideBySide(shown)).toMatchFileSnapshot(`../../../test/goldens/shop/${id}.sql`);
});
