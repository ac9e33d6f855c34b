import { useState } from 'react';
import { PLATFORM_LABELS } from '../../core/model/platform-labels.ts';
import type { ModelObject, Platform } from '../../core/model/types.ts';
import { Select } from '../kit/select.tsx';
import { TextArea } from '../kit/text-area.tsx';
import { PLATFORM_OPTIONS } from '../platform-options.ts';
import { useActions, useStudio } from '../use-studio.ts';
import { physicalFromText, physicalText } from './physical-text.ts';
import { Section } from './section.tsx';

/** Options of the table on one platform, e.g. what it is clustered by. */
export function PhysicalSection({ object }: { readonly object: ModelObject }) {
  const { dispatch } = useActions();
  const shown = useStudio((state) => state.view.platform);
  const [platform, setPlatform] = useState<Platform>(shown);
  const put = (text: string) => {
    const others = Object.entries(object.physical ?? {}).filter(([key]) => key !== platform);
    const options = physicalFromText(text);
    const physical = Object.fromEntries(options ? [...others, [platform, options]] : others);
    dispatch('object.update', { id: object.id, patch: { physical: Object.keys(physical).length > 0 ? physical : null } });
  };
  return (
    <Section title="Physical options" count={Object.keys(object.physical ?? {}).length} folded>
      <Select
        aria-label="Platform of the options"
        value={platform}
        options={PLATFORM_OPTIONS}
        onChange={(value) => {
          if (value) setPlatform(value);
        }}
      />
      <TextArea
        key={platform}
        mono
        rows={3}
        aria-label={`Options on ${PLATFORM_LABELS[platform]}`}
        placeholder={'cluster_by: order_date, customer_sk'}
        value={physicalText(object.physical?.[platform])}
        onCommit={put}
      />
    </Section>
  );
}
