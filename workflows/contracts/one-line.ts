/** The text, cut off where the server would refuse it. `bytes` as UTF-8. Pure. */
export function oneLine(text: string, bytes: number): string {
  const encoded = new TextEncoder().encode(text);
  return encoded.length <= bytes ? text : new TextDecoder().decode(encoded.slice(0, bytes)).replace(/\uFFFD$/, '');
}
