import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { insertSubmission } from "../../../../worker/forms/intake/submissions.ts";
import { findReader } from "../../../../worker/submissions/newsletter/readers.ts";
import {
  confirmSubscription,
  endSubscriptions,
  findSubscription,
  insertSubscription,
} from "../../../../worker/submissions/newsletter/subscriptions.ts";
import { sweepSubscriptions } from "../../../../worker/submissions/newsletter/sweep.ts";
import { keyRing } from "../../../../worker/vault/ring.ts";
import { emailIndex } from "../../../../worker/vault/sealing.ts";
import { RunReport } from "../../../../worker/web/run-report.ts";
import { hashOf } from "../../../../worker/web/sha256.ts";

const db = env.DB;
const ring = await keyRing(env);
const at = new Date("2026-11-22T10:00:00Z");
const email = "anna@example.org";

async function confirmed(reference: string): Promise<void> {
  const reader = { reference, language: "en" as const, email, unsubscribe: reference };
  await (await insertSubscription(db, ring, reader, at)).run();
  await db.batch(confirmSubscription(db, reference, at));
}

const addresses = async () => {
  const { results } = await db
    .prepare(
      "select reference, sealed_email is null as erased from newsletter_subscriptions order by reference",
    )
    .all();
  return results;
};

describe("of somebody who leaves the newsletter", () => {
  it("the address is erased, and the link in old mails still says that they have left", async () => {
    await confirmed("N-1");
    await endSubscriptions(db, await emailIndex(ring, email), at).run();
    expect(await addresses()).toEqual([{ reference: "N-1", erased: 1 }]);
    expect(await findSubscription(db, ring, "N-1")).toBeUndefined();
    expect(await findReader(db, await hashOf("N-1"))).toMatchObject({
      isSubscribed: false,
      references: ["N-1"],
    });
  });

  it("or asks for it anew, the address is kept once, with what was confirmed last", async () => {
    await confirmed("N-1");
    await confirmed("N-2");
    expect(await addresses()).toEqual([
      { reference: "N-1", erased: 1 },
      { reference: "N-2", erased: 0 },
    ]);
  });

  it("what is left goes when the proof of their consent does, and what they asked by form with it", async () => {
    const day = 24 * 60 * 60 * 1000;
    const runIn = async (days: number) => {
      const report = new RunReport();
      await sweepSubscriptions({ ...env, CLOCK_SHIFT_MS: String(days * day) }, report);
      return report.counts;
    };
    const submission = {
      form: "newsletter" as const,
      language: "en" as const,
      receivedAt: at,
      suspicions: [],
    };
    const plain = { ...submission, isQuarantined: false, newsletter: true };
    for (const reference of ["N-1", "N-2"]) await insertSubmission(db, { ...plain, reference }).run();
    await confirmed("N-1");
    await endSubscriptions(db, await emailIndex(ring, email), new Date()).run();
    await confirmed("N-2");
    const left = async () =>
      (await db.prepare("select reference from submissions order by reference").all()).results;
    expect(await runIn(3 * 365 - 2)).toEqual({ newsletter: 0, "held newsletter": 0 });
    expect(await addresses()).toHaveLength(2);
    expect(await runIn(3 * 366)).toEqual({ newsletter: 1, "held newsletter": 0 });
    expect(await runIn(3 * 366)).toEqual({ newsletter: 0, "held newsletter": 0 });
    expect(await addresses()).toEqual([{ reference: "N-2", erased: 0 }]);
    expect(await left()).toEqual([{ reference: "N-2" }]);
  });

  it("the database refuses to keep the address", async () => {
    await confirmed("N-1");
    const update = db.prepare("update newsletter_subscriptions set ended_at = ?1").bind(at.toISOString());
    await expect(update.run()).rejects.toThrow("CHECK constraint failed");
  });
});
