import type { ComponentType } from 'react';
import type { ModelObject, ObjectKind, ObjectOf } from '../../core/model/types.ts';
import { References } from './references.tsx';
import { DateDimensionSection, DimensionSection } from './sections/dimension.tsx';
import { FactSection } from './sections/fact.tsx';
import { SatelliteSection } from './sections/satellite.tsx';
import { SourceSection } from './sections/source.tsx';
import { StagingSection } from './sections/staging.tsx';

/** What only one kind has to say, above its columns: the place where a new construct joins the inspector. */
const SECTIONS: { readonly [K in ObjectKind]: readonly ComponentType<{ readonly object: ObjectOf<K> }>[] } = {
  source: [SourceSection],
  staging: [StagingSection],
  hub: [],
  link: [References],
  satellite: [SatelliteSection],
  dimension: [DimensionSection],
  date_dimension: [DateDimensionSection],
  intermediate: [],
  reference: [],
  as_of: [],
  pit: [],
  bridge: [],
  time_dimension: [],
  hierarchy: [],
  group_bridge: [],
  fact: [FactSection, References],
};

export function KindSections({ object }: { readonly object: ModelObject }) {
  const sections = SECTIONS[object.kind] as readonly ComponentType<{ readonly object: ModelObject }>[];
  return sections.map((Part) => <Part key={Part.name} object={object} />);
}
