/**
 * The word by a name that somebody may have typed, as into an address: never what every object has under it, such as
 * `constructor`.
 */
export function wordByName(
  words: Readonly<Record<string, string>>,
  name: string | undefined,
): string | undefined {
  return name !== undefined && Object.hasOwn(words, name) ? words[name] : undefined;
}
