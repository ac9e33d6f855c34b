import { Eye } from 'lucide-react';
import { Button } from '../kit/button.tsx';
import { useActions, useStudio } from '../use-studio.ts';

/** Why the project can only be read here, and the way to change that. */
function ReadingStrip() {
  const { editHere } = useActions();
  return (
    <div className="or-strip" role="status">
      <Eye size={14} aria-hidden />
      <span className="or-strip-text">This project is being changed in another tab. You can read and run it here, and see what is saved there.</span>
      <Button onClick={editHere}>Edit here instead</Button>
    </div>
  );
}

/** What holds for the whole page for now, between the bar and the regions: it covers nothing. */
export function Strips() {
  const reading = useStudio((state) => state.access === 'reading');
  return reading ? <ReadingStrip /> : null;
}
