import { applyD1Migrations, reset } from "cloudflare:test";
import { env } from "cloudflare:workers";

/** Empties everything that keeps something. A database or an object that nobody has asked for a few seconds would keep its rows. */
export async function emptied(): Promise<void> {
  await env.DB.prepare("select 1").first();
  await env.ERASURES.getByName("ledger").newest();
  await reset();
}

/** The same, with the real tables to begin with. */
export async function begunAnew(): Promise<void> {
  await emptied();
  await applyD1Migrations(env.DB, env.MIGRATIONS);
}
