/** Text in which dbt finds nothing to render: an opening brace before another one or before `%` or `#` is written as a literal. */
export const inJinja = (text: string): string => text.replaceAll(/\{(?=[{%#])/g, "{{ '{' }}");

/** A string literal of Jinja. */
export const jinjaString = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
