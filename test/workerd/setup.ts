import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, type TestContext } from "vitest";
import { keyRing } from "../../worker/vault/ring.ts";
import { settled } from "./afterwards.ts";
import { emptied } from "./emptying.ts";

// An isolate compares its keys with the database once, and again after a file that used others: here, so that it is a
// trip and rows of no test. Without tables only keys that fit already can be had.
try {
  await keyRing(env);
} catch {
  await applyD1Migrations(env.DB, env.MIGRATIONS);
  await keyRing(env);
  await emptied();
}

const keepsSomething = ({ task }: TestContext) => !env.WITHOUT_STORAGE.includes(task.file.name);

// Each test that can store something starts with the real tables and nobody else's rows.
beforeEach(async (context) => {
  if (!keepsSomething(context)) return;
  await applyD1Migrations(env.DB, env.MIGRATIONS);
});
afterEach(async (context) => {
  // Work still under way would write into what the next test finds.
  await settled();
  if (!keepsSomething(context)) return;
  await emptied();
});
