import { env } from "cloudflare:workers";
import { afterEach } from "vitest";
import { keyRing } from "../../worker/vault/ring.ts";
import { settled } from "./afterwards.ts";
import { emptied } from "./emptying.ts";

// An isolate compares its keys with the database once, and again after a file that used others: here, so that it is a
// trip and rows of no test.
await emptied();
await keyRing(env);
await emptied();

// Each test that can store something leaves the real tables to the next one, and no row.
afterEach(async ({ task }) => {
  // Work still under way would write into what the next test finds.
  await settled();
  if (!env.WITHOUT_STORAGE.includes(task.file.name)) await emptied();
});
