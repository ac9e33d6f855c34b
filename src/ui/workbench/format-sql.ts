/** SQL as the house writes it. The formatter comes when it is first used. Throws where the text cannot be read. */
export async function formatSql(text: string): Promise<string> {
  const { duckdb, formatDialect } = await import('sql-formatter');
  return formatDialect(text, {
    dialect: duckdb,
    keywordCase: 'lower',
    dataTypeCase: 'lower',
    functionCase: 'preserve',
    tabWidth: 2,
    linesBetweenQueries: 1,
    expressionWidth: 80,
  });
}
