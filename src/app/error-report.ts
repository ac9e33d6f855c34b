/** What a person who mends it needs to know; neither rows nor names of the model beyond what the error itself says. */
export function errorReport(error: unknown, componentStack: string | undefined): string {
  const lines = error instanceof Error ? [`${error.name}: ${error.message}`, error.stack ?? ''] : [String(error)];
  const where = typeof navigator === 'undefined' ? [] : [`Browser: ${navigator.userAgent}`];
  return ['Orrery', ...lines, ...(componentStack === undefined ? [] : [`In:${componentStack}`]), ...where].filter((line) => line !== '').join('\n');
}
