import { type Format, saying, type Written, writersOf } from "./saying.ts";

/** Where each text stands: keys with their texts, down to the texts themselves. */
export interface Keys {
  readonly [key: string]: Keys | number;
}

/** A language as it is compiled: its texts in the order of the keys, and the formats that they name by their place. */
export interface CompiledLanguage {
  formats: readonly Format[];
  words: readonly Written[];
}

/**
 * Gives the words of a language, in the order of the keys, their keys. None of the objects inherits anything: an address
 * may name a text (`?done=saved`), and finds nothing under `constructor`.
 */
export function keyed(keys: Keys, { formats, words }: CompiledLanguage, locale: string): object {
  const writers = writersOf(formats, locale);
  const left = words[Symbol.iterator]();
  const below = (some: Keys): object => {
    const texts = Object.create(null) as Record<string, unknown>;
    for (const [key, deeper] of Object.entries(some))
      texts[key] = typeof deeper === "number" ? saying(left.next().value ?? "", writers) : below(deeper);
    return texts;
  };
  return below(keys);
}
