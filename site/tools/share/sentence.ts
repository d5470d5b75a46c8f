/** A reason as a sentence that stands by itself. A name of the formula at its beginning stays as it is written. */
export function sentence(reason: string, names: readonly string[]): string {
  const begun = reason.replace(/^[a-z]+(?=[\s,])/, (word) =>
    names.includes(word) ? word : word[0].toUpperCase() + word.slice(1),
  );
  return /[.!?…]$/.test(begun) ? begun : `${begun}.`;
}
