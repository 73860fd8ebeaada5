import { chmodSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Problem } from "../../terminal/problem.ts";
import { deleteEverySession } from "../../worker/accounts/sessions/sessions.ts";
import { holdWaitingMail } from "../../worker/mail/unsent.ts";
import { type CopyContents, copyDatabase, readCopy } from "../database-file.ts";
import { rowsOf } from "../deploy/database.ts";
import { must, type Wrangler } from "../deploy/wrangler.ts";
import { openDatabase } from "../open-database.ts";
import { databaseOfScript, isDatabase, writeScript } from "./script.ts";

/** Lends a folder that only this user can read, for as long as `use` takes. */
export async function withFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "kept-"));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * A copy as a database file: itself, or made of a script in the folder.
 * @throws Problem when it is no whole copy
 */
export function asDatabase(file: string, folder: string): { database: string } & CopyContents {
  if (!existsSync(file)) throw new Problem(`There is no ${file}: name a copy that npm run backup wrote.`);
  const database = isDatabase(file) ? file : join(folder, "copy.sqlite");
  if (database !== file) databaseOfScript(file, database);
  return { database, ...readCopy(database) };
}

/**
 * Writes the published database to a file, and reads that from beginning to end.
 * @returns how many rows it holds
 */
export async function backupPublished(run: Wrangler, name: string, file: string): Promise<number> {
  must(
    run,
    ["d1", "export", name, "--remote", "--output", file, "-y"],
    "read",
    "The database could not be copied",
  );
  chmodSync(file, 0o600);
  return withFolder(async (folder) => asDatabase(file, folder).rows);
}

/**
 * Puts a copy in the place of the published database, whole or not at all: everybody is signed out, and mail that waited
 * in it is held. The Worker repeats the erasures since within a minute.
 * @returns how many rows it has now, and the bookmark that leads back to what was there
 */
export async function restorePublished(
  run: Wrangler,
  name: string,
  file: string,
  at: Date,
): Promise<{ rows: number; bookmark: string }> {
  return withFolder(async (folder) => {
    const copy = asDatabase(file, folder);
    const next = join(folder, "next.sqlite");
    copyDatabase(copy.database, next);
    await quieten(next, at);
    const script = join(folder, "restore.sql");
    const { tooLong } = writeScript(next, script, removalsIn(run, name));
    if (tooLong.length > 0)
      throw new Problem(
        `D1 takes no statement of more than 100 KB, and ${tooLong.join(", ")} has a longer row: go back with npx wrangler d1 time-travel restore ${name} instead.`,
      );
    const bookmark = bookmarkOf(run, name);
    must(
      run,
      ["d1", "execute", name, "--remote", "--file", script, "--yes"],
      "read",
      "The copy could not be put in the place of the database, which is as it was",
    );
    return { rows: copy.rows, bookmark };
  });
}

async function quieten(file: string, at: Date): Promise<void> {
  const { db, close } = openDatabase(file);
  try {
    await db.batch([deleteEverySession(db), holdWaitingMail(db, at)]);
  } finally {
    close();
  }
}

/** What takes away everything that is there now. Triggers go with their tables and views. */
function removalsIn(run: Wrangler, name: string): string[] {
  const there = rowsOf<{ type: string; name: string }>(
    run,
    name,
    "select type, name from sqlite_master where type in ('view', 'table') and name not glob 'sqlite_*' and name not glob '_cf_*' order by type desc",
  );
  return (there ?? []).map((one) => `drop ${one.type} "${one.name}"`);
}

function bookmarkOf(run: Wrangler, name: string): string {
  const ran = run(["d1", "time-travel", "info", name, "--json"], "read");
  return /"bookmark":\s*"([^"]+)"/.exec(ran.output)?.[1] ?? "";
}
