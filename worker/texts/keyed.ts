import { onceAsked } from "./once-asked.ts";
import type { Rich } from "./rich.ts";

/** Where each text stands: keys with their texts, down to the texts themselves. */
export interface Keys {
  readonly [key: string]: Keys | number;
}

/** What a language says at one place. */
type Said = string | Rich | readonly (string | Rich)[];
type Word = Said | ((values: never) => Said);

/**
 * Gives the words of a language, in the order of the keys, their keys. They are put together when somebody first asks for
 * the language. None of the objects inherits anything: an address may name a text (`?done=saved`), and finds nothing
 * under `constructor`.
 */
export function keyed<Texts>(keys: Keys, words: () => readonly Word[]): () => Texts {
  return onceAsked(() => below(keys, words()[Symbol.iterator]()) as Texts);
}

function below(keys: Keys, words: Iterator<Word>): object {
  const texts = Object.create(null) as Record<string, unknown>;
  for (const [key, deeper] of Object.entries(keys))
    texts[key] = typeof deeper === "number" ? words.next().value : below(deeper, words);
  return texts;
}
