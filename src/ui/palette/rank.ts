/**
 * How well a text answers a query; lower is better, `undefined` when it does not. Best is equal, then beginning with it,
 * then a word beginning with it, then containing it, then its letters in order.
 */
export function rank(query: string, text: string): number | undefined {
  const wanted = query.trim().toLowerCase();
  const have = text.toLowerCase();
  if (wanted === '') return 5;
  if (have === wanted) return 0;
  if (have.startsWith(wanted)) return 1;
  const at = have.indexOf(wanted);
  if (at >= 0) return /[^\p{L}\p{N}]/u.test(have.charAt(at - 1)) ? 2 : 3;
  let place = -1;
  let gaps = 0;
  for (const letter of wanted.replaceAll(' ', '')) {
    const next = have.indexOf(letter, place + 1);
    if (next < 0) return undefined;
    gaps += place < 0 ? 0 : next - place - 1;
    place = next;
  }
  return gaps > 2 * wanted.length ? undefined : 4 + gaps / 100;
}
