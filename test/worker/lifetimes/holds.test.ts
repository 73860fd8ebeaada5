import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import {
  heldAccount,
  heldSubmission,
  holdsIn,
  placeHold,
  releaseHold,
  selectHoldsOn,
} from "../../../worker/lifetimes/holds.ts";
import { keyRing } from "../../../worker/vault/ring.ts";
import { emailIndex } from "../../../worker/vault/sealing.ts";
import { answers } from "../../fixtures/answers.ts";
import { makeClient } from "../client.ts";
import { fillIn } from "../site.ts";

const placedAt = new Date("2026-11-25T10:00:00Z");

async function hold(subjects: readonly string[], isSilent = false, id = "H-1"): Promise<void> {
  const about = { reason: "Order 12/2026 of the court", placedBy: "U-1", placedAt, reviewAt: "2027-02-01" };
  await env.DB.batch(await placeHold(env.DB, await keyRing(env), { id, subjects, isSilent, ...about }));
}

async function sentOrder(): Promise<string> {
  const answer = await fillIn("order", "/en/order/", answers.order);
  return /\/sent\/([^/]+)\//.exec(answer.headers.get("location") ?? "")?.[1] ?? "";
}

describe("a legal hold", () => {
  it("covers the submission that it names, until it is released", async () => {
    const reference = await sentOrder();
    await hold([reference]);
    expect(await heldSubmission(env.DB, reference)).toBe("told");
    await releaseHold(env.DB, "H-1", "U-2", placedAt).run();
    expect(await heldSubmission(env.DB, reference)).toBeUndefined();
  });

  it("of an address covers its account and what it has sent", async () => {
    const reference = await sentOrder();
    const { email = "" } = answers.order;
    const userId = await makeClient(env, email, "seven dried apricots");
    await hold([await emailIndex(await keyRing(env), email)], true);
    expect(await heldSubmission(env.DB, reference)).toBe("silent");
    expect(await heldAccount(env.DB, userId)).toBe("silent");
  });

  it("of an account covers what its address has sent, and nobody else's", async () => {
    const reference = await sentOrder();
    const other = await makeClient(env, "other@example.org", "seven dried apricots");
    await hold([await makeClient(env, answers.order.email ?? "", "seven dried apricots")]);
    expect(await heldSubmission(env.DB, reference)).toBe("told");
    expect(await heldAccount(env.DB, other)).toBeUndefined();
  });

  it("that the person may know of is told even beside a silent one", async () => {
    const reference = await sentOrder();
    await hold([reference], true, "H-1");
    expect(await heldSubmission(env.DB, reference)).toBe("silent");
    await hold([reference], false, "H-2");
    expect(await heldSubmission(env.DB, reference)).toBe("told");
  });

  it("says who placed it, why, and when it is looked at again", async () => {
    await hold(["O-1", "U-7"]);
    const [found] = await holdsIn(await selectHoldsOn(env.DB, "U-7").run(), await keyRing(env));
    expect(found).toEqual({
      id: "H-1",
      subjects: ["O-1", "U-7"],
      reason: "Order 12/2026 of the court",
      isSilent: false,
      placedBy: "U-1",
      placedAt,
      reviewAt: "2027-02-01",
    });
  });
});
