import { type CompiledLanguage, type Keys, keyed } from "./keyed.ts";
import { onceAsked } from "./once-asked.ts";

/** The first line of the file of all texts. A line for each language follows. */
export interface Contents {
  keys: Keys;
  /** The subjects of which each language has texts. */
  shared: readonly string[];
  languages: readonly { tag: string; locale: string; isWhole: boolean }[];
}

/** The texts of a language, put together when somebody first asks for it. */
export interface Catalog {
  isWhole: boolean;
  texts: () => object;
}

/** Reads the file of all texts: a line that says what is in it, and a line of each language. */
export function catalogsIn(file: string): ReadonlyMap<string, Catalog> {
  const [first = "", ...lines] = file.split("\n");
  const { keys, shared, languages } = JSON.parse(first) as Contents;
  const some = Object.fromEntries(Object.entries(keys).filter(([key]) => shared.includes(key)));
  return new Map(
    languages.map(({ tag, locale, isWhole }, index) => {
      const line = () => JSON.parse(lines[index] ?? "") as CompiledLanguage;
      return [tag, { isWhole, texts: onceAsked(() => keyed(isWhole ? keys : some, line(), locale)) }];
    }),
  );
}
