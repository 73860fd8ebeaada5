import type { Cell } from "../worker/visits/counting/counts.ts";
import { addCells, caps, regularFrom, withPlace } from "../worker/visits/counting/daily-cells.ts";
import type { CountedLog } from "./log-import.ts";

/** D1 takes statements of up to 100 KB. */
const maxCharacters = 80_000;

/**
 * The SQL that adds a log's counts. The first statement fails when the log, or one of its days, was added before, or
 * the site has counted one of the days itself; so all must run as one.
 * @param another whether other logs of the same days are allowed
 */
export function logStatements(
  { digest, kinds, cells, firstDay, lastDay }: CountedLog,
  at: Date,
  another: boolean,
): string[] {
  const months = [...new Set(cells.map(({ day }) => day.slice(0, 7)))];
  const [first, last] = [quoted(firstDay), quoted(lastDay)];
  return [
    `insert into visit_imports (digest, imported_at, counted, first_day, last_day)
-- A day that was counted before makes the digest null, which this table refuses.
select iif(
  exists (select 1 from visit_cells where indicator = 'total' and day between ${first} and ${last} and rules not like '%-log')
    or ${another ? "false" : `exists (select 1 from visit_imports where first_day <= ${last} and last_day >= ${first})`},
  null, ${quoted(digest)}), ${quoted(at.toISOString())}, ${kinds.counted}, ${first}, ${last}`,
    ...partsOf(cells).map((part) => addition(part)),
    `delete from visit_months where month in (select value from json_each(${quoted(JSON.stringify(months))}))`,
  ];
}

/** The cells as JSON arrays, each short enough for one statement. */
function partsOf(cells: readonly Cell[]): string[] {
  const parts: string[] = [];
  let part: string[] = [];
  let length = 0;
  for (const cell of cells) {
    const text = JSON.stringify(withPlace(cell));
    if (length + text.length > maxCharacters) {
      parts.push(`[${part.join(",")}]`);
      [part, length] = [[], 0];
    }
    part.push(text);
    length += text.length + 1;
  }
  return part.length > 0 ? [...parts, `[${part.join(",")}]`] : parts;
}

/** The site's own statement with its parameters written out. A log is not a shard, so no number stands for it. */
function addition(cells: string): string {
  const taken = [quoted(cells), quoted(caps), "null", "null", String(regularFrom)];
  return addCells.replace(/\?([1-5])/g, (_, number) => taken[Number(number) - 1] ?? "");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
