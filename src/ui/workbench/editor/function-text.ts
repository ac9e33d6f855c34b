import type { EngineFunction } from '../../../store/workbench-types.ts';

const MOST_SIGNATURES = 6;

/** `round(x DOUBLE, precision INTEGER) → DOUBLE`. */
export function signatureText(name: string, { parameters, returns }: EngineFunction['signatures'][number]): string {
  const inside = parameters.map((parameter) => `${parameter.name}${parameter.type === '' ? '' : ` ${parameter.type}`}`).join(', ');
  return `${name}(${inside})${returns === undefined ? '' : ` → ${returns}`}`;
}

/** A function in Markdown: how it is called, what it does, an example. */
export function functionText(found: EngineFunction): string {
  const { name, signatures, description, example } = found;
  const shown = signatures.slice(0, MOST_SIGNATURES).map((signature) => signatureText(name, signature));
  const more = signatures.length > MOST_SIGNATURES ? `\n-- and ${signatures.length - MOST_SIGNATURES} more` : '';
  return [`\`\`\`sql\n${shown.join('\n')}${more}\n\`\`\``, description, example === undefined || example === '' ? undefined : `Example: \`${example}\``]
    .filter((part) => part !== undefined)
    .join('\n\n');
}
