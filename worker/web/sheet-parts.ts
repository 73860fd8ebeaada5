/** A piece of a style sheet: a rule with what it says, or a group such as `@media` with the rules in it. */
interface Piece {
  text: string;
  /** The components whose elements it is for, by the class that Astro gives them; none when it is for any element. */
  scopes: readonly string[];
  group?: { head: string; pieces: readonly Piece[] };
}

/** What a style sheet consists of, so that a page can be given the part it needs. */
export type SheetPieces = readonly Piece[];

const isGroup = /^@(?:layer|media|supports|container)\b/;
/** As `shortScopes` in `astro.config.mjs` makes them. */
const scope = /\.(a[a-z0-9]{3})(?![\w-])/g;

/** Takes a minified style sheet apart. */
export function piecesOf(sheet: string): SheetPieces {
  const pieces: Piece[] = [];
  let [start, brace, depth] = [0, 0, 0];
  for (const { 0: mark, index } of sheet.matchAll(/"(?:[^"\\]|\\.)*"|[{};]/g)) {
    if (mark === "{" && depth++ === 0) brace = index;
    if (mark === "}") depth -= 1;
    if (depth > 0 || (mark !== "}" && mark !== ";")) continue;
    pieces.push(pieceOf(sheet.slice(start, index + 1), mark === "}" ? brace - start : undefined));
    start = index + 1;
  }
  return pieces;
}

function pieceOf(text: string, brace: number | undefined): Piece {
  if (brace === undefined) return { text, scopes: [] };
  const head = text.slice(0, brace);
  if (!isGroup.test(head)) return { text, scopes: [...head.matchAll(scope)].map(([, name = ""]) => name) };
  return { text, scopes: [], group: { head, pieces: piecesOf(text.slice(brace + 1, -1)) } };
}

/** The part of a style sheet for a page with these classes: rules for components that are not in it are left out. */
export function partFor(pieces: SheetPieces, classes: ReadonlySet<string>): string {
  return pieces
    .filter(({ scopes }) => scopes.length === 0 || scopes.some((name) => classes.has(name)))
    .map(({ text, group }) => {
      if (!group) return text;
      const inside = partFor(group.pieces, classes);
      // A layer counts even when it is empty: the first mention of each fixes their order.
      return inside || group.head.startsWith("@layer") ? `${group.head}{${inside}}` : "";
    })
    .join("");
}

/** The classes of the elements of a page. */
export function classesOf(page: string): Set<string> {
  return new Set([...page.matchAll(/\bclass="([^"]*)"/g)].flatMap(([, names = ""]) => names.split(" ")));
}
