import { copyFileSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { organization } from "../editor/organization.ts";
import { commandLine, runHere } from "../terminal/command-line.ts";
import { Problem } from "../terminal/problem.ts";
import { deleteEverySession } from "../worker/accounts/sessions/sessions.ts";
import { readHeads } from "../worker/audit/head-rows.ts";
import { holdWaitingMail } from "../worker/mail/unsent.ts";
import { build } from "./build.ts";
import { shiftTo } from "./clock.ts";
import { asDatabase, restorePublished, withFolder } from "./d1/published.ts";
import { copyDatabase, databaseFile } from "./database-file.ts";
import { wrangler } from "./deploy/wrangler.ts";
import { root, stateFolder } from "./environment.ts";
import { headsRestored } from "./heads-file.ts";
import { tryLock } from "./lock.ts";
import { openDatabase } from "./open-database.ts";
import { databaseName } from "./wrangler-config.ts";

const notes = `  npm run restore -- monday.sqlite                   the server has to be stopped
  STATE=/tmp/site npm run restore -- monday.sqlite   of a server with another state
  npm run restore -- monday.sqlite --at 2027-03-02   of a server that was started with --at
  npm run restore -- monday.sql                      a script, as npm run backup writes it here or of the published site
  npm run restore -- monday.sql --production --yes   puts it in the place of the published database
  npm run restore -- --production                    says how to go back within the last 30 days without a copy

Whoever was erased since the copy is erased again, from the list of erasures that is kept outside of the database.
Everybody is signed out, and mail that waited in the copy is held for staff, who know what has left since. The database
that was there is kept beside the state's data, under a name with the time.`;

const kindsInWords: Readonly<Record<string, string>> = {
  audit: "entries of the audit log",
  consents: "consents",
  signatures: "signatures",
};

const job = "accounts: repeat erasures after a restore";

const backInTime = `D1 keeps every minute of the last 30 days:

npx wrangler d1 time-travel restore kept --timestamp=INSTANT

Within a minute the Worker notices that the database is older than its list of erasures, and erases again. Then:

npx wrangler d1 execute kept --remote --command "delete from sessions"

From a copy of your own: npm run restore -- FILE --production --yes.`;

const program = commandLine(
  "restore",
  "Puts a copy of the database back, and repeats the erasures since.",
  notes,
)
  .argument("[file]", "a file that npm run backup wrote")
  .option("--at <instant>", "restore for a site that shows another date")
  .option(
    "--production",
    "restore the database of the published site; without a file, say how to go back in time",
  )
  .option("--yes", "replace the published database")
  .action(async (file, options) => {
    if (options.production)
      return file === undefined ? console.log(backInTime) : inProduction(resolve(file), options.yes === true);
    if (file === undefined) throw new Problem("Name the file to restore: npm run restore -- FILE.");
    await restore(resolve(file), options.at === undefined ? 0 : shiftTo(options.at, organization.timeZone));
  });

await runHere(program);

/** Replaces the published database. */
async function inProduction(file: string, isSure: boolean): Promise<void> {
  const name = databaseName();
  if (!isSure)
    throw new Problem(
      `This replaces the published database ${name} with ${file}: add --yes. What came in since the copy is lost there.`,
    );
  const { rows, bookmark } = await restorePublished(wrangler, name, file, new Date());
  console.log(`Restored ${inFigures(rows)} rows. Everybody is signed out, and mail that waited is held: see /staff/mail/.
Within a minute the Worker erases again whoever was erased since: npx wrangler tail says so.
Let the log of public facts go on: npm run log -- go-on --production.`);
  if (bookmark !== "")
    console.log(`Back to what was there: npx wrangler d1 time-travel restore ${name} --bookmark=${bookmark}`);
}

async function restore(file: string, clockShiftMs: number): Promise<void> {
  const current = databaseFile(stateFolder());
  await withFolder((folder) => restoreFrom(asDatabase(file, folder), current, clockShiftMs));
}

async function restoreFrom(
  { database: file, migrations, rows }: ReturnType<typeof asDatabase>,
  current: string,
  clockShiftMs: number,
): Promise<void> {
  const state = stateFolder();
  const known = readdirSync(join(root, "worker/migrations"));
  const unknown = migrations.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Problem(
      `${file} is of another version of this software (${unknown.join(", ")}): restore it with that.`,
    );
  const saved = join(state, `before-restore-${new Date().toISOString().replace(/[:.]/g, "-")}.sqlite`);
  const lost = await replaceDatabase(state, current, file, saved);
  console.log(`Restored ${inFigures(rows)} rows. The former database is in ${saved}.`);
  for (const { kind, lost: count } of lost.filter((one) => one.lost > 0))
    console.log(`Lost since the copy: ${count} of the ${kindsInWords[kind]}.`);
  await build(console.log);
  const again = await repeatErasures(state, clockShiftMs);
  console.log(again === 0 ? "Nobody was erased since." : `Erased again: ${again}.`);
  console.log(`Everybody is signed out. Mail that waited is held: see /staff/mail/.
Let the log of public facts go on: npm run log -- go-on.`);
}

/** Puts the copy in the place of the database, whole or not at all. Gives what of the records it did not know. */
async function replaceDatabase(
  state: string,
  current: string,
  file: string,
  saved: string,
): Promise<ReturnType<typeof headsRestored>> {
  const unlock = tryLock(join(state, "lock"));
  if (!unlock)
    throw new Problem(`A server uses the state in ${state}. Stop it first: it would lose what it writes.`);
  try {
    copyDatabase(current, saved);
    const next = `${current}.next`;
    copyFileSync(file, next);
    for (const part of ["-wal", "-shm"]) rmSync(current + part, { force: true });
    renameSync(next, current);
    return afterwards(state, current);
  } finally {
    unlock();
  }
}

/** The records that the copy holds are the last ones from now on. */
async function afterwards(state: string, current: string): Promise<ReturnType<typeof headsRestored>> {
  const { db, close } = openDatabase(current, { readOnly: true });
  try {
    return headsRestored(state, (await readHeads(db, [])).heads);
  } finally {
    close();
  }
}

/** Lets the Worker compare the database with its list of erasures. Gives how many erasures the copy did not know. */
async function repeatErasures(state: string, clockShiftMs: number): Promise<number> {
  const { startServer } = await import("./server.ts");
  const server = await startServer({ port: 0, state, quiet: true, cronsByHand: true, clockShiftMs });
  try {
    const { db } = server;
    const before = await repeated(db);
    await db.batch([deleteEverySession(db), holdWaitingMail(db, server.now())]);
    await server.runCron();
    const run = await db
      .prepare("select result from job_runs where name = ?1 order by ended_at desc limit 1")
      .bind(job)
      .first<{ result: string }>();
    if (run?.result === "failed")
      throw new Problem(
        "Not every erasure could be repeated: start the site, which tries again every minute, and look at its log.",
      );
    return (await repeated(db)) - before;
  } finally {
    await server.stop();
  }
}

/** How many erasures the job has repeated so far. */
async function repeated(db: D1Database): Promise<number> {
  const row = await db
    .prepare("select sum(counts ->> 'erasures') as erasures from job_runs where name = ?1")
    .bind(job)
    .first<{ erasures: number | null }>();
  return row?.erasures ?? 0;
}

function inFigures(count: number): string {
  return new Intl.NumberFormat("en").format(count);
}
