import { useEffect, useState } from 'react';
import type { Room } from '../../store/studio-types.ts';
import { useActions } from '../use-studio.ts';
import { roomFacts } from './project-facts.ts';
import { Button } from '../kit/button.tsx';
import './projects.css';

/** How much room the browser gives, and whether it promised to keep what is there. Looked at anew when `changed` does. */
export function BrowserRoom({ changed }: { readonly changed?: unknown }) {
  const actions = useActions();
  const [room, setRoom] = useState<Room>();
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    let here = true;
    actions.room().then(
      (found) => (here ? setRoom(found) : undefined),
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, [actions, changed]);
  const ask = async () => {
    const promised = await actions.askForRoom();
    setRefused(!promised);
    setRoom(await actions.room());
  };
  return (
    <div className="or-room">
      <div>{roomFacts(room)}</div>
      {room === undefined ? null : room.promised ? (
        <div>It promised not to clear it by itself.</div>
      ) : (
        <div>
          {refused
            ? 'The browser did not promise to keep it: it may clear it when the disk is full. Save what matters as a zip.'
            : 'It may clear it when the disk is full.'}{' '}
          {refused ? null : (
            <Button tone="quiet" className="or-room-ask" onClick={() => void ask()}>
              Ask it not to
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
