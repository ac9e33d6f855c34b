import { Progress } from '../kit/progress.tsx';
import { useStudio } from '../use-studio.ts';

/** Where an import of files stands. */
export function ImportProgress() {
  const importing = useStudio((state) => state.importing);
  if (!importing) return null;
  const { done, total, name } = importing;
  return <Progress className="or-import" label="Reading files" doing={`Reading ${name}`} done={done} total={total} />;
}
