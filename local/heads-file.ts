import { existsSync, globSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { NotedHead, RecordHead } from "../worker/audit/head-rows.ts";

/** The last numbers that a site noted outside of its database. Works while the site runs. */
export function headsOf(state: string): NotedHead[] {
  return withHeads(state, true, (heads) =>
    heads.prepare("select kind, sequence, name, day from heads order by sequence").all(),
  ) as unknown as NotedHead[];
}

/**
 * Forgets the heads past the records that a database holds after it was put back. The site must not run.
 * @returns how many records of each kind the copy did not know
 */
export function headsRestored(state: string, heads: readonly RecordHead[]): { kind: string; lost: number }[] {
  const noted = headsOf(state);
  return heads.map(({ kind, sequence }) => {
    const last = Math.max(0, ...noted.filter((head) => head.kind === kind).map((head) => head.sequence));
    withHeads(state, false, (file) => [
      file.prepare("delete from heads where kind = ? and sequence > ?").run(kind, sequence),
    ]);
    return { kind, lost: Math.max(0, last - sequence) };
  });
}

function withHeads<Row>(state: string, readOnly: boolean, use: (heads: DatabaseSync) => Row[]): Row[] {
  const folder = join(state, "data/do/site-RecordHeads");
  const files = existsSync(folder) ? globSync("*.sqlite", { cwd: folder }) : [];
  return files
    .filter((name) => name !== "metadata.sqlite")
    .flatMap((name) => {
      const heads = new DatabaseSync(join(folder, name), { readOnly, timeout: 10_000 });
      try {
        return use(heads);
      } finally {
        heads.close();
      }
    });
}
