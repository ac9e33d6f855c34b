import { BrowserRoom } from '../projects/browser-room.tsx';
import { OfflineState } from './offline-state.tsx';

/** Where everything is, and where it never goes. */
export function DataPage() {
  return (
    <>
      <h3>Nothing leaves this tab</h3>
      <p>
        Orrery has no server and no account. Files you drop are read, built and looked at by DuckDB inside this tab. The page may load nothing from elsewhere
        and send nothing anywhere: its policy tells the browser to refuse both, and nothing is counted or reported.
      </p>
      <h3>What is kept, and where</h3>
      <p>
        Projects, their history and the files of their deliveries are kept in this browser, for this address, until you delete them. Another browser or another
        machine does not see them. Tables that a run built are gone when the tab is closed; a run builds them again.
      </p>
      <p>
        To have a project elsewhere, use <b>Save as zip</b> or, in Chromium, <b>Save to folder</b>: text files made for Git, and the data beside them.
      </p>
      <BrowserRoom />
      <h3>Links</h3>
      <p>
        <b>Copy link to this model</b> puts the model without deliveries and rows into the part of the address after <code>#</code>, which browsers do not send
        to any server. Who has the link can read the model, examples and descriptions included.
      </p>
      <h3>Without a network</h3>
      <OfflineState />
    </>
  );
}
