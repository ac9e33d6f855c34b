import { Compass, Eye, X } from 'lucide-react';
import { useContext } from 'react';
import { Button } from '../kit/button.tsx';
import { IconButton } from '../kit/icon-button.tsx';
import { actionOf, runAction } from '../shortcuts/actions.ts';
import { StudioContext, useActions, useStudio } from '../use-studio.ts';
import { useShell } from './shell-context.ts';

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

/** For who has not been here: a way to be shown round, until it is taken or declined. */
function TourStrip() {
  const store = useContext(StudioContext);
  const shell = useShell();
  const { setView } = useActions();
  if (!store) return null;
  return (
    <section className="or-strip" aria-label="First visit">
      <Compass size={14} aria-hidden />
      <span className="or-strip-text">New here? Seven steps show the studio with a worked sample, in a minute.</span>
      <Button onClick={() => void runAction(actionOf('help.tour'), { store, shell })}>Take the tour</Button>
      <IconButton label="Do not offer the tour again; it stays under Help" icon={<X size={14} />} onClick={() => setView({ tour: 'left' })} />
    </section>
  );
}

/** What holds for the whole page for now, between the bar and the regions: it covers nothing. */
export function Strips() {
  const reading = useStudio((state) => state.access === 'reading');
  const offered = useStudio((state) => state.view.tour === 'offered');
  return reading ? <ReadingStrip /> : offered ? <TourStrip /> : null;
}
