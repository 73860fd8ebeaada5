import { type TilePlace, tileWidth } from "./tiles.ts";

/** What is served below `/log/tile/`: hashes of a level, or entries themselves; `width` is that of a partial tile. */
export type Served = { number: number; width?: number } & ({ level: number } | { level: "entries" });

/** The address of a tile below the log's (C2SP tlog-tiles), as wide as it is in a tree. */
export function tileAddress({ level, number }: Pick<Served, "level" | "number">, width: number): string {
  return `tile/${level}/${numberPath(number)}${width < tileWidth ? `.p/${width}` : ""}`;
}

/** What an address below `tile/` names; undefined when it is none. */
export function readTileAddress(path: string): Served | undefined {
  const read = /^(entries|0|[1-9]\d?)\/((?:x\d{3}\/)*)(\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path);
  if (!read) return undefined;
  const [, level = "", above = "", last = "", partial] = read;
  const number = Number(`${above.replaceAll(/[x/]/g, "")}${last}`);
  const width = partial === undefined ? undefined : Number(partial);
  const isPlace = level === "entries" || Number(level) < 64;
  // Of several ways to write a number only the shortest is an address, so that each tile is cached once.
  if (!isPlace || (width ?? 1) >= tileWidth || numberPath(number) !== `${above}${last}`) return undefined;
  return {
    level: level === "entries" ? level : Number(level),
    number,
    ...(width === undefined ? {} : { width }),
  } as Served;
}

/** The place of hashes. */
export function isHashes(served: Served): served is Served & TilePlace {
  return served.level !== "entries";
}

function numberPath(number: number): string {
  const groups: string[] = [];
  for (let rest = number; groups.length === 0 || rest > 0; rest = Math.floor(rest / 1000))
    groups.unshift(String(rest % 1000).padStart(3, "0"));
  return groups.map((group, place) => (place < groups.length - 1 ? `x${group}` : group)).join("/");
}
