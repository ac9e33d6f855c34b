/** Files that become sources; a project comes as a zip. */
export const DATA_FILES = '.csv,.tsv,.txt,.parquet,.json,.ndjson,.jsonl,.xlsx,.xlsm,.arrow,.arrows,.feather,.ipc,.gz';
export const PROJECT_FILES = '.zip';
/** What tells of tables: scripts, dbt projects and artifacts, DBML, contracts, and zips of them. */
export const SCHEMA_FILES = '.sql,.ddl,.hql,.psql,.dbml,.yml,.yaml,.json,.zip';

/** Whether the browser takes what runs now for the wish of a person, as it must be to open its chooser. */
export const mayPickFiles = (): boolean => !('userActivation' in navigator) || navigator.userActivation.isActive;

/** Asks the user for files. @returns none when the user changes their mind. */
export function pickFiles(accept: string): Promise<readonly File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = accept !== PROJECT_FILES;
    input.accept = accept;
    input.hidden = true;
    const end = (files: readonly File[]) => {
      input.remove();
      resolve(files);
    };
    input.addEventListener('change', () => end([...(input.files ?? [])]));
    input.addEventListener('cancel', () => end([]));
    // Within the page, or a browser may let go of it while the chooser is open, and the choice with it.
    document.body.append(input);
    input.click();
  });
}
