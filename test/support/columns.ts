/** A column whose id is its name. */
export const column = (id: string, type = 'text') => ({ id, name: id, type });

/** Column id → the column of the same id. */
export const byName = (...ids: readonly string[]): Readonly<Record<string, string>> => Object.fromEntries(ids.map((id) => [id, id]));
