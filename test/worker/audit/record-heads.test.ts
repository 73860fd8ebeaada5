import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { notedHeads } from "../../../worker/audit/heads.ts";
import type { RecordHeads } from "../../../worker/audit/record-heads.ts";
import { consent } from "../../fixtures/consent.ts";
import { addConsents } from "../consents.ts";
import { countedDatabase } from "../counted-database.ts";

const of = (subject: string) => ({ ...consent, id: `${subject}/support`, subject });
const sequences = async () => (await notedHeads(env)).map(({ sequence }) => sequence);

/** Looks, or does more, while the list has these bindings in place of its own. */
async function looking(bindings: Partial<Env>, act: (heads: RecordHeads) => Promise<unknown>): Promise<void> {
  await runInDurableObject(env.HEADS.getByName("heads"), async (heads) => {
    const own: Env = Reflect.get(heads, "env");
    Reflect.set(heads, "env", { ...own, ...bindings });
    try {
      await act(heads);
    } finally {
      Reflect.set(heads, "env", own);
    }
  });
}

it("share a look when many ask during another, and it sees what each has stored", async () => {
  const arrived = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<void>();
  const { trips, database } = countedDatabase(env.DB, async () => {
    if (trips.length > 1) return;
    arrived.resolve();
    await answered.promise;
  });
  await looking({ DB: database }, async (heads) => {
    const first = heads.look();
    await arrived.promise;
    const others = ["M-1", "M-2", "M-3"].map(async (subject) => {
      await addConsents(of(subject));
      return heads.look();
    });
    await addConsents(of("M-4"));
    const last = heads.look();
    answered.resolve();
    await Promise.all([first, ...others, last]);
  });
  expect(trips).toEqual(["batch", "batch"]);
  expect(await sequences()).toEqual([4]);
});

it("wait for more before they look", async () => {
  const { trips, database } = countedDatabase(env.DB);
  await looking({ DB: database, GATHERING_MS: "50" }, async (heads) => {
    const first = heads.look();
    await addConsents(of("M-1"));
    await Promise.all([first, heads.look()]);
  });
  expect(trips).toEqual(["batch"]);
  expect(await sequences()).toEqual([1]);
});

it("look again after a look that failed", async () => {
  await addConsents(of("M-1"));
  const { database } = countedDatabase(env.DB, async () => Promise.reject(new Error("broken")));
  await looking({ DB: database }, (heads) => expect(heads.look()).rejects.toThrow("database: a batch"));
  await looking({}, (heads) => heads.look());
  expect(await sequences()).toEqual([1]);
});
