import { parseExpression } from '../../core/sql/parse-expression.ts';
import { TextArea } from '../kit/text-area.tsx';

/** What is wrong with an SQL expression, and where; nothing for a right or an empty one. */
export function expressionProblem(text: string): string | undefined {
  if (text.trim() === '') return undefined;
  const parsed = parseExpression(text);
  return 'error' in parsed ? `Character ${parsed.error.position + 1}: ${parsed.error.message}` : undefined;
}

/** SQL over the source's columns. What does not parse is kept and marked, as it is in Problems. */
export function ExpressionField({
  label,
  value,
  placeholder,
  onCommit,
}: {
  readonly label: string;
  readonly value: string;
  readonly placeholder: string;
  readonly onCommit: (text: string | null) => void;
}) {
  return (
    <TextArea
      mono
      label={label}
      value={value}
      placeholder={placeholder}
      error={expressionProblem(value)}
      onCommit={(text) => onCommit(text.trim() === '' ? null : text.trim())}
    />
  );
}
