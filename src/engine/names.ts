/** An SQL identifier, whatever the text holds. */
export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** An SQL string literal, whatever the text holds. */
export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

export const tableText = (schema: string, table: string): string => `${quoteName(schema)}.${quoteName(table)}`;
