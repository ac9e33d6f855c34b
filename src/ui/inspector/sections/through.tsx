import type { Dimension, Fact, GroupBridge } from '../../../core/model/types.ts';
import { Select } from '../../kit/select.tsx';
import { unless, useUpdate } from '../use-update.ts';

/** Whether a mart object reads its feeds as staged, or as the vault tells them. */
export function ThroughSelect({ object }: { readonly object: Dimension | Fact | GroupBridge }) {
  const update = useUpdate(object.id);
  return (
    <Select
      label="Its feeds are read"
      value={object.through ?? 'staging'}
      options={[
        { value: 'staging', label: 'as staged' },
        { value: 'vault', label: 'as the vault tells them' },
      ]}
      onChange={(value) => update({ through: unless(value, 'staging') })}
    />
  );
}
