import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { sweepAccounts } from "../../../../worker/accounts/erasure/sweep.ts";
import { insertSignIn } from "../../../../worker/accounts/sign-in/sign-ins.ts";
import { sweepMail } from "../../../../worker/forms/confirm-links/sweep.ts";
import { markFailed, queueMail } from "../../../../worker/mail/outbox.ts";
import {
  confirmSubscription,
  endSubscriptions,
  insertSubscription,
} from "../../../../worker/submissions/newsletter/subscriptions.ts";
import { sweepSubscriptions } from "../../../../worker/submissions/newsletter/sweep.ts";
import { keyRing } from "../../../../worker/vault/ring.ts";
import { emailIndex } from "../../../../worker/vault/sealing.ts";
import { addBatch } from "../../../../worker/visits/counting/daily-cells.ts";
import { sweepCounts } from "../../../../worker/visits/counting/sweep.ts";
import { RunReport } from "../../../../worker/web/run-report.ts";
import { keeping } from "../../../fixtures/versions.ts";
import { makeClient } from "../../client.ts";
import { at, email, held, stored } from "./kept.ts";

const db = env.DB;
const begun = new Date("2026-12-01T10:00:00Z");
const published = [
  keeping(1, "2026-11-22", { failedMail: "P10D", signIn: "P10D", newsletter: "P10D", statistics: "P10D" }),
];

/** Each kind whose rows are not submissions: how one begins to end, what holds it, and what sweeps it. */
const kinds = {
  failedMail: {
    begin: async () => {
      const ring = await keyRing(env);
      await stored({ reference: "M-1", form: "contact", receivedAt: begun.toISOString() });
      const mail = { id: "M-1/status-1", to: email, subject: "s", text: "t", html: "h", headers: {} };
      await (await queueMail(db, ring, mail, begun)).run();
      await markFailed(db, ring, mail.id, begun, "no such mailbox", undefined);
      return "M-1";
    },
    sweep: sweepMail,
  },
  signIn: {
    begin: async () => {
      const userId = await makeClient(env, email, "seven dried apricots");
      const signIn = { at: begun, outcome: "signed-in" as const, address: "203.0.113.1", device: "Firefox" };
      await (await insertSignIn(db, await keyRing(env), userId, signIn)).run();
      return userId;
    },
    sweep: sweepAccounts,
  },
  newsletter: {
    begin: async () => {
      const ring = await keyRing(env);
      const reader = { reference: "N-1", language: "en" as const, email, unsubscribe: "N-1" };
      await (await insertSubscription(db, ring, reader, begun)).run();
      await db.batch(confirmSubscription(db, "N-1", begun));
      await endSubscriptions(db, await emailIndex(ring, email), begun).run();
      return emailIndex(ring, email);
    },
    sweep: sweepSubscriptions,
  },
};

const counts = async (kind: keyof typeof kinds, instant: string) => {
  const report = new RunReport();
  await kinds[kind].sweep(at(instant), report, published);
  return [report.counts[kind], report.counts[`held ${kind}`]];
};

describe.each(["failedMail", "signIn", "newsletter"] as const)("%s", (kind) => {
  it("is there until its period ends, and gone then", async () => {
    await kinds[kind].begin();
    expect(await counts(kind, "2026-12-11T09:59:59Z")).toEqual([0, 0]);
    expect(await counts(kind, "2026-12-11T10:00:00Z")).toEqual([1, 0]);
    expect(await counts(kind, "2026-12-11T10:00:00Z")).toEqual([0, 0]);
  });

  it("stays while it is held, and is counted", async () => {
    await held(await kinds[kind].begin());
    expect(await counts(kind, "2030-01-01T00:00:00Z")).toEqual([0, 1]);
  });
});

it("counts of a day are there until their period ends, and gone then", async () => {
  const cell = {
    indicator: "total" as const,
    day: "2026-12-01",
    value: "all",
    rules: "1",
    views: 7,
    visits: 7,
  };
  await addBatch(db, 0, 1, [cell], begun);
  const swept = async (instant: string) => {
    const report = new RunReport();
    await sweepCounts(at(instant), report, published);
    return report.counts.statistics;
  };
  expect(await swept("2026-12-11T10:00:00Z")).toBe(0);
  expect(await swept("2026-12-12T10:00:00Z")).toBe(1);
});
