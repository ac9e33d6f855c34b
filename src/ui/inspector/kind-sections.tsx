import type { ComponentType } from 'react';
import type { ModelObject, ObjectKind, ObjectOf } from '../../core/model/types.ts';
import { References } from './references.tsx';
import { DateDimensionSection, TimeDimensionSection } from './sections/calendar.tsx';
import { DimensionSection, GroupBridgeSection, HierarchySection } from './sections/dimension.tsx';
import { FactSection } from './sections/fact.tsx';
import { IntermediateSection } from './sections/intermediate.tsx';
import { LinkSection } from './sections/link.tsx';
import { AsOfSection, BridgeSection, PitSection, ReferenceSection } from './sections/query.tsx';
import { SatelliteSection } from './sections/satellite.tsx';
import { SourceSection } from './sections/source.tsx';
import { StagingSection } from './sections/staging.tsx';

/** What only one kind has to say, above its columns: the place where a new construct joins the inspector. */
const SECTIONS: { readonly [K in ObjectKind]: readonly ComponentType<{ readonly object: ObjectOf<K> }>[] } = {
  source: [SourceSection],
  staging: [StagingSection],
  intermediate: [IntermediateSection],
  hub: [],
  link: [LinkSection, References],
  satellite: [SatelliteSection],
  reference: [ReferenceSection],
  as_of: [AsOfSection],
  pit: [PitSection],
  bridge: [BridgeSection],
  dimension: [DimensionSection],
  date_dimension: [DateDimensionSection],
  time_dimension: [TimeDimensionSection],
  hierarchy: [HierarchySection],
  group_bridge: [GroupBridgeSection],
  fact: [FactSection, References],
};

export function KindSections({ object }: { readonly object: ModelObject }) {
  const sections = SECTIONS[object.kind] as readonly ComponentType<{ readonly object: ModelObject }>[];
  return sections.map((Part) => <Part key={Part.name} object={object} />);
}
