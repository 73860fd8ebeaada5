import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { releaseHold } from "../../../../worker/lifetimes/holds.ts";
import {
  confirmSubscription,
  insertSubscription,
} from "../../../../worker/submissions/newsletter/subscriptions.ts";
import { keyRing } from "../../../../worker/vault/ring.ts";
import { keeping } from "../../../fixtures/versions.ts";
import { email, held, type Sent, stored, sweep, traces } from "./kept.ts";

const gone = { submissions: 0, rows: 0, history: 0, mail: 0, given: 0 };
const whole = { submissions: 1, rows: 1, mail: 1, given: 1 };

const fixed = keeping(1, "2026-11-22", {
  contact: "P24M",
  order: "P5Y",
  feedback: "P24M",
  dataRequest: "P3Y",
  refused: "P30D",
});
const purpose = keeping(1, "2026-11-22", {});
const receivedAt = "2026-12-01T10:00:00Z";
const kinds: [string, Omit<Sent, "reference" | "receivedAt">, fixed: string, purpose: string][] = [
  ["contact", { form: "contact", became: ["answered", "2026-12-10T10:00:00Z"] }, "2028-12-10", "2027-12-10"],
  ["order", { form: "order", became: ["completed", "2027-02-28T10:00:00Z"] }, "2032-02-28", "2030-02-28"],
  ["order", { form: "order", became: ["cancelled", "2026-12-10T10:00:00Z"] }, "2031-12-10", "2029-12-10"],
  [
    "feedback",
    { form: "feedback", became: ["answered", "2027-01-10T10:00:00Z"] },
    "2028-12-01",
    "2027-12-01",
  ],
  [
    "dataRequest",
    { form: "data-request", became: ["done", "2026-12-20T10:00:00Z"] },
    "2029-12-20",
    "2029-12-20",
  ],
  ["refused", { form: "contact", isQuarantined: true }, "2026-12-31", "2026-12-31"],
];

describe.each(kinds)("%s %o", (kind, sent, fixedEnd, purposeEnd) => {
  it.each([
    ["a fixed period", fixed, fixedEnd],
    ["the purpose", purpose, purposeEnd],
  ])("is there until %s ends, and then gone with every trace", async (_, policy, end) => {
    await stored({ reference: "X-1", receivedAt, ...sent });
    expect(await sweep(`${end}T09:59:59Z`, kind, [policy])).toEqual([0, 0]);
    expect(await traces("X-1")).toMatchObject(whole);
    expect(await sweep(`${end}T10:00:00Z`, kind, [policy])).toEqual([1, 0]);
    expect(await traces("X-1")).toEqual(gone);
    expect(await sweep(`${end}T10:00:00Z`, kind, [policy])).toEqual([0, 0]);
  });
});

describe("what is not over", () => {
  it.each([
    ["contact", "contact", undefined],
    ["order", "order", ["shipped", "2027-01-01T10:00:00Z"]],
    ["dataRequest", "data-request", undefined],
  ] as const)(
    "a %s that is open stays, however old, and is counted as held back",
    async (kind, form, became) => {
      await stored({ reference: "X-1", form, receivedAt, ...(became ? { became: [...became] } : {}) });
      expect(await sweep("2040-01-01T00:00:00Z", kind, [fixed])).toEqual([0, 1]);
      expect(await traces("X-1")).toMatchObject(whole);
    },
  );

  it("a message that is held stays, is counted, and goes when nothing holds it any more", async () => {
    const answered = ["answered", "2026-12-10T10:00:00Z"] as const;
    for (const reference of ["M-1", "M-2"])
      await stored({ reference, form: "contact", receivedAt, became: [...answered] });
    await held("M-1", true);
    expect(await sweep("2030-01-01T00:00:00Z", "contact", [fixed])).toEqual([1, 1]);
    expect(await traces("M-1")).toMatchObject(whole);
    expect(await traces("M-2")).toEqual(gone);
    await releaseHold(env.DB, "H-M-1", "U-9", new Date("2030-01-02T00:00:00Z")).run();
    expect(await sweep("2030-01-03T00:00:00Z", "contact", [fixed])).toEqual([1, 0]);
    expect(await traces("M-1")).toEqual(gone);
  });

  it("a message that is held in quarantine stays too", async () => {
    await stored({ reference: "M-1", form: "contact", receivedAt, isQuarantined: true });
    await held("M-1");
    expect(await sweep("2030-01-01T00:00:00Z", "refused", [fixed])).toEqual([0, 1]);
  });

  it("the database refuses to delete what is held, whatever forgets to ask", async () => {
    await stored({ reference: "M-1", form: "contact", receivedAt });
    await held("M-1");
    await expect(env.DB.prepare("delete from submissions").run()).rejects.toThrow("held by law");
  });

  it("whoever gets the newsletter they asked for in a message goes on getting it", async () => {
    await stored({ reference: "M-1", form: "contact", receivedAt, became: ["answered", receivedAt] });
    const reader = { reference: "M-1", language: "en" as const, email, unsubscribe: "M-1" };
    await (await insertSubscription(env.DB, await keyRing(env), reader, new Date(receivedAt))).run();
    await env.DB.batch(confirmSubscription(env.DB, "M-1", new Date(receivedAt)));
    expect(await sweep("2030-01-01T00:00:00Z", "contact", [fixed])).toEqual([1, 0]);
    const { results } = await env.DB.prepare("select reference from current_readers").all();
    expect(results).toEqual([{ reference: "M-1" }]);
  });
});

describe("a new version", () => {
  const answered = ["answered", "2026-12-10T10:00:00Z"] as const;
  const message = {
    reference: "M-1",
    form: "contact" as const,
    receivedAt,
    became: [...answered] as [...typeof answered],
  };
  const long = keeping(1, "2026-11-22", { contact: "P24M" });

  it("that keeps for a shorter time shortens what was collected before, from its instant on", async () => {
    await stored(message);
    const both = [long, keeping(2, "2027-06-01", { contact: "P3M" })];
    expect(await sweep("2027-05-31T23:59:59Z", "contact", both)).toEqual([0, 0]);
    expect(await sweep("2027-06-01T00:00:00Z", "contact", both)).toEqual([1, 0]);
  });

  it("that keeps for a longer time keeps what was collected before no longer than was promised then", async () => {
    await stored(message);
    await stored({
      ...message,
      reference: "M-2",
      receivedAt: "2027-06-02T10:00:00Z",
      became: ["answered", "2027-06-03T10:00:00Z"],
    });
    const both = [long, keeping(2, "2027-06-01", { contact: "P5Y" })];
    expect(await sweep("2028-12-11T00:00:00Z", "contact", both)).toEqual([1, 0]);
    expect(await sweep("2032-06-03T09:00:00Z", "contact", both)).toEqual([0, 0]);
    expect(await sweep("2032-06-03T10:00:00Z", "contact", both)).toEqual([1, 0]);
  });
});
