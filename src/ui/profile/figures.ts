/** A share in per cent that never rounds to nothing or to all what is not: `0.1%`, `33%`, `>99%`. */
export function share(part: number, whole: number): string {
  if (whole === 0 || part === 0) return '0%';
  if (part === whole) return '100%';
  const percent = (part / whole) * 100;
  if (percent < 0.1) return '<0.1%';
  if (percent > 99) return '>99%';
  return percent < 9.95 ? `${percent.toFixed(1)}%` : `${Math.round(percent)}%`;
}

/** A measured number with as many digits as say something. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e15)) return value.toExponential(3);
  const [whole = '', rest = ''] = value.toFixed(size >= 1000 ? 1 : size >= 1 ? 3 : 5).split('.');
  const digits = rest.replace(/0+$/, '');
  return `${whole.replaceAll(/\B(?=(\d{3})+$)/g, ',')}${digits === '' ? '' : `.${digits}`}`;
}
