import { applyD1Migrations, reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { emptyObjects } from "./objects.ts";
import { emptyTables, rememberTables } from "./tables.ts";

/**
 * Leaves what the migrations make: the tables without a row, and of the objects nothing. Making the tables anew would
 * take five times as long.
 */
export async function emptied(): Promise<void> {
  await emptyObjects();
  if (!(await emptyTables())) await madeAnew();
}

/** The same from nothing, where a test has changed the tables themselves. */
export async function madeAnew(): Promise<void> {
  // A database that nobody has asked for a few seconds would keep its rows.
  await env.DB.prepare("select 1").first();
  await reset();
  await applyD1Migrations(env.DB, env.MIGRATIONS);
  await rememberTables();
}
