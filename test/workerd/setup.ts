import { applyD1Migrations, reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, type TestContext } from "vitest";

const keepsSomething = ({ task }: TestContext) => !env.WITHOUT_STORAGE.includes(task.file.name);

// Each test that can keep something starts with the real tables and nobody else's rows.
beforeEach(async (context) => {
  if (keepsSomething(context)) await applyD1Migrations(env.DB, env.MIGRATIONS);
});
afterEach(async (context) => {
  if (keepsSomething(context)) await reset();
});
