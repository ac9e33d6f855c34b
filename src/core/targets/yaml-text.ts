export type Yaml = string | number | boolean | null | readonly Yaml[] | { readonly [key: string]: Yaml };

/** Text that YAML 1.1 and 1.2 both read as itself without quotes. */
const PLAIN = /^[A-Za-z_](?:[\w ./()+-]*[\w)])?$/;
/** What looks like it and is read as something else: `e0` is a number to some. */
const WORDS = /^(?:y|n|yes|no|on|off|true|false|null|e[+-]?\d+)$/i;
const scalar = (value: string | number | boolean | null): string =>
  typeof value !== 'string' ? String(value) : PLAIN.test(value) && !WORDS.test(value) ? value : JSON.stringify(value);

const isList = (value: Yaml): value is readonly Yaml[] => Array.isArray(value);
const isScalar = (value: Yaml): value is string | number | boolean | null => value === null || typeof value !== 'object';

function lines(value: Yaml, indentation: string, write: (line: string) => void): void {
  if (isScalar(value)) return write(`${indentation}${scalar(value)}`);
  if (isList(value)) {
    for (const item of value) {
      if (isScalar(item)) write(`${indentation}- ${scalar(item)}`);
      else {
        // The first line of an item stands beside its dash.
        let isFirst = true;
        lines(item, `${indentation}  `, (line) => {
          write(isFirst ? `${indentation}- ${line.slice(indentation.length + 2)}` : line);
          isFirst = false;
        });
      }
    }
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    const name = `${indentation}${scalar(key)}:`;
    if (isScalar(item)) write(`${name} ${scalar(item)}`);
    else if (Object.keys(item).length === 0) write(`${name} ${isList(item) ? '[]' : '{}'}`);
    else {
      write(name);
      lines(item, `${indentation}  `, write);
    }
  }
}

/**
 * Plain data as YAML in block style; what may be taken for another type is quoted. A library takes four times as long, which
 * for the thousands of files of a large model is longer than anybody waits.
 */
export function yamlText(value: Yaml): string {
  const written: string[] = [];
  lines(value, '', (line) => written.push(line));
  return `${written.join('\n')}\n`;
}
