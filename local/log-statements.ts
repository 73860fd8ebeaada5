import type { Cell } from "../worker/visits/schema.ts";
import { addCells, caps } from "../worker/visits/store.ts";
import type { CountedLog } from "./log-import.ts";

/** D1 takes statements of 100 KB. */
const mostCharacters = 80_000;

/** The SQL that adds a log's counts. The first statement fails when the log was added before, so all must run as one. */
export function logStatements({ digest, kinds, cells, firstDay, lastDay }: CountedLog, at: Date): string[] {
  const months = [...new Set(cells.map(({ day }) => day.slice(0, 7)))];
  return [
    `insert into visit_imports (digest, imported_at, counted, first_day, last_day)
values (${[digest, at.toISOString()].map(quoted).join(", ")}, ${kinds.counted}, ${quoted(firstDay)}, ${quoted(lastDay)})`,
    ...partsOf(cells).map((part) => addition(part)),
    `delete from visit_months where month in (select value from json_each(${quoted(JSON.stringify(months))}))`,
  ];
}

/** The cells as JSON arrays that are short enough for a statement each. */
function partsOf(cells: readonly Cell[]): string[] {
  const parts: string[] = [];
  let part: string[] = [];
  let length = 0;
  for (const cell of cells) {
    const text = JSON.stringify(cell);
    if (length + text.length > mostCharacters) {
      parts.push(`[${part.join(",")}]`);
      [part, length] = [[], 0];
    }
    part.push(text);
    length += text.length + 1;
  }
  return part.length > 0 ? [...parts, `[${part.join(",")}]`] : parts;
}

/** The site's own statement, with what it takes written out. A log is no shard: no number stands for it. */
function addition(cells: string): string {
  const taken = [quoted(cells), quoted(caps), "null", "null"];
  return addCells.replace(/\?([1-4])/g, (_, number) => taken[Number(number) - 1] ?? "");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
