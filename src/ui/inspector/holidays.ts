export interface Holiday {
  readonly date: string;
  readonly name: string;
}

export const holidaysText = (holidays: readonly Holiday[] | undefined): string => (holidays ?? []).map(({ date, name }) => `${date} ${name}`).join('\n');

/** Lines of `2026-12-25 Christmas Day`; the first line that is none of these is the problem. */
export function holidaysFromText(text: string): { readonly holidays: readonly Holiday[]; readonly problem?: string } {
  const holidays: Holiday[] = [];
  for (const line of text
    .split('\n')
    .map((each) => each.trim())
    .filter((each) => each !== '')) {
    const [, date = '', name = ''] = /^(\d{4}-\d\d-\d\d)\s+(.+)$/.exec(line) ?? [];
    if (date === '' || Number.isNaN(Date.parse(`${date}T00:00:00Z`)))
      return { holidays, problem: `“${line}” is not a day and a name, e.g. 2026-12-25 Christmas Day. The holidays were not changed.` };
    holidays.push({ date, name });
  }
  return { holidays };
}
