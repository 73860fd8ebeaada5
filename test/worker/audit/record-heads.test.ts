import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { notedHeads } from "../../../worker/audit/heads.ts";
import { consent } from "../../fixtures/consent.ts";
import { addConsents } from "../consents.ts";
import { countedDatabase } from "../counted-database.ts";

const of = (subject: string) => ({ ...consent, id: `${subject}/support`, subject });
const sequences = async () => (await notedHeads(env)).map(({ sequence }) => sequence);

it("share a look when many ask during another, and it sees what each has stored", async () => {
  const arrived = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<void>();
  const { trips, database } = countedDatabase(env.DB, async () => {
    if (trips.length > 1) return;
    arrived.resolve();
    await answered.promise;
  });
  await runInDurableObject(env.HEADS.getByName("heads"), async (heads) => {
    const own: Env = Reflect.get(heads, "env");
    Reflect.set(heads, "env", { ...own, DB: database });
    try {
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
    } finally {
      Reflect.set(heads, "env", own);
    }
  });
  expect(trips).toEqual(["batch", "batch"]);
  expect(await sequences()).toEqual([4]);
});

it("wait for more before they look", async () => {
  const { trips, database } = countedDatabase(env.DB);
  await runInDurableObject(env.HEADS.getByName("heads"), async (heads) => {
    const own: Env = Reflect.get(heads, "env");
    Reflect.set(heads, "env", { ...own, DB: database, GATHERING_MS: "50" });
    try {
      const first = heads.look();
      await addConsents(of("M-1"));
      await Promise.all([first, heads.look()]);
    } finally {
      Reflect.set(heads, "env", own);
    }
  });
  expect(trips).toEqual(["batch"]);
  expect(await sequences()).toEqual([1]);
});

it("look again after a look that failed", async () => {
  await addConsents(of("M-1"));
  await runInDurableObject(env.HEADS.getByName("heads"), async (heads) => {
    const own: Env = Reflect.get(heads, "env");
    const { database } = countedDatabase(env.DB, async () => Promise.reject(new Error("broken")));
    Reflect.set(heads, "env", { ...own, DB: database });
    await expect(heads.look()).rejects.toThrow("database: a batch");
    Reflect.set(heads, "env", own);
    await heads.look();
  });
  expect(await sequences()).toEqual([1]);
});
