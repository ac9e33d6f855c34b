import { MemoryStick } from 'lucide-react';
import { Button } from '../kit/button.tsx';
import { Menu } from '../kit/menu.tsx';
import { useActions, useStudio } from '../use-studio.ts';
import { sizeText } from '../../store/size-text.ts';

/** From this share on the next delivery may not fit. */
const TIGHT = 0.8;
/** A text file alone is read through a quarter of a gigabyte: less than this loads nothing. */
const LIMITS = [512, 1024, 2048, 3072] as const;

/** How full the memory of the engine is, and how much of it there is to be. */
export function MemoryMeter() {
  const { limitMemory } = useActions();
  const memory = useStudio((state) => state.memory);
  const chosen = useStudio((state) => state.view.engineMemory);
  if (!memory) return null;
  const share = memory.limit === 0 ? 0 : memory.used / memory.limit;
  const percent = `${Math.max(1, Math.round(share * 100))} %`;
  const tight = share >= TIGHT;
  const choice = (megabytes: number | undefined, label: string) => ({
    id: label,
    label: `${chosen === megabytes ? '✓ ' : ''}${label}`,
    onSelect: () => void limitMemory(megabytes),
  });
  return (
    <Menu
      end
      target={
        <Button
          tone="quiet"
          className={tight ? 'or-p-warning' : ''}
          icon={<MemoryStick size={14} />}
          aria-label={`Memory of the engine: ${percent} of ${sizeText(memory.limit)} used`}
          title={`The engine holds ${sizeText(memory.used)} of ${sizeText(memory.limit)}.${tight ? ' More deliveries may not fit: load fewer, or give it more.' : ''} A browser tab can give it 4 GB at most.`}
        >
          {percent}
        </Button>
      }
      entries={[
        { id: 'head', heading: `${sizeText(memory.used)} of ${sizeText(memory.limit)} used; a tab gives 4 GB at most` },
        choice(undefined, 'As much as the engine takes by itself'),
        ...LIMITS.map((megabytes) => choice(megabytes, sizeText(megabytes * 1024 ** 2))),
      ]}
    />
  );
}
