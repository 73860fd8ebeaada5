import type { Block, TextLink } from "./blocks.ts";

/** How a paragraph of a clause stands in the text: as a list item, a heading, with which links. */
export interface Shape {
  kind: Block["kind"];
  /** What precedes a list item: `-` or `2.`. */
  marker?: string;
  links?: readonly TextLink[];
}

/** The shapes of the paragraphs of each clause, by its id, in the order of `ClauseText.paragraphs`. */
export type Shapes = Readonly<Record<string, readonly Shape[]>>;

/** The shapes of a text. Comparing needs the words only, so they stand beside them. */
export function shapesOf(blocks: readonly Block[]): Shapes {
  const byClause = Map.groupBy(blocks, ({ clause }) => clause);
  return Object.fromEntries(
    [...byClause].map(([id, own]) => [
      id,
      own.map(({ kind, marker, links }) => ({
        kind,
        ...(marker === undefined ? {} : { marker }),
        ...(links ? { links } : {}),
      })),
    ]),
  );
}
