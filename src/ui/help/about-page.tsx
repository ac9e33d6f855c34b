import { useEffect, useState } from 'react';
import * as z from 'zod';
import { Button } from '../kit/button.tsx';
import { reloadPage, usePageVersion } from './page-version.ts';

const Licences = z.object({
  version: z.string(),
  packages: z.array(z.object({ name: z.string(), version: z.string(), licence: z.string(), text: z.string().optional() })),
});
type LicencesFile = z.infer<typeof Licences>;

async function readLicences(): Promise<LicencesFile> {
  const answer = await fetch(new URL('licences.json', document.baseURI));
  if (!answer.ok) throw new Error(`licences.json could not be read (${answer.status})`);
  return Licences.parse(await answer.json());
}

/** The version, and what it is made with. */
export function AboutPage() {
  const { newer } = usePageVersion();
  const [read, setRead] = useState<LicencesFile>();
  const [failure, setFailure] = useState<string>();
  useEffect(() => {
    readLicences().then(setRead, (error: unknown) => setFailure(error instanceof Error ? error.message : String(error)));
  }, []);
  return (
    <>
      <h3>Orrery {read?.version ?? ''}</h3>
      <p>A data modeling studio that runs in this tab. Licensed under Apache-2.0.</p>
      {newer ? (
        <p>
          A newer version is here. <Button onClick={reloadPage}>Reload to use it</Button>
        </p>
      ) : null}
      <h3>Made with</h3>
      {failure === undefined ? null : <p role="alert">The list comes with the built studio, and is not here: {failure}.</p>}
      <div aria-busy={read === undefined && failure === undefined}>
        {read?.packages.map(({ name, version, licence, text }) =>
          text === undefined ? (
            <div key={`${name} ${version}`} className="or-licence">
              <span className="or-mono">{name}</span> {version} <span className="or-soft">{licence}</span>
            </div>
          ) : (
            <details key={`${name} ${version}`} className="or-licence">
              <summary>
                <span className="or-mono">{name}</span> {version} <span className="or-soft">{licence}</span>
              </summary>
              <pre tabIndex={0}>{text}</pre>
            </details>
          ),
        )}
      </div>
    </>
  );
}
