import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { eraseClient } from "../../../../worker/accounts/erasure/erasing.ts";
import { keyRing } from "../../../../worker/vault/ring.ts";
import { emailIndex } from "../../../../worker/vault/sealing.ts";
import { settled } from "../../../workerd/afterwards.ts";
import { ask, routesBelow } from "../../site.ts";
import { email, held, type Kept, stored } from "../../submissions/ending/kept.ts";
import { signedIn } from "../disclosures/desk.ts";

/** What every form of a submission's page needs; each takes what is its own. */
const fields = {
  position: "1",
  sure: "yes",
  child: "yes",
  everything: "yes",
  answer: "Yes, we do.",
  note: "It is on its way.",
  status: "cancelled",
  refusalGround: "GDPR 17(3)",
  reasons: "A court asks for it.",
};
const acts = routesBelow(/^\/staff\/(?:inbox|orders|data-requests)\/:reference\//)
  .filter(({ method }) => method === "POST")
  .map(({ path }) => path);
const forms = ["contact", "feedback", "order", "data-request"] as const;

/** A submission that a hold keeps; of a data request, one that its sender has confirmed. */
async function kept(form: Kept, isQuarantined: boolean): Promise<string> {
  const reference = `X-${form}`;
  await stored({ reference, form, receivedAt: "2026-11-20T10:00:00Z", isQuarantined });
  await env.DB.prepare("update data_requests set confirmed_at = received_at, kind = 'erase'").run();
  await held(reference);
  return reference;
}

async function actOn(reference: string, path: string, cookie: string) {
  const answer = await ask(path.replace(":reference", reference), { cookie, fields });
  await settled();
  const done = new URL(answer.headers.get("location") ?? "/", env.ORIGIN).searchParams.get("done");
  return { status: answer.status, done };
}

describe("staff who act on something that a legal hold keeps", () => {
  it.each(forms)("hear in a sentence why they cannot erase it: %s", async (form) => {
    const { cookie } = await signedIn("manager@example.org", "manager");
    const reference = await kept(form, true);
    for (const path of ["/staff/inbox/:reference/erase/", "/staff/inbox/:reference/from-child/"])
      expect([path, await actOn(reference, path, cookie)]).toEqual([path, { status: 303, done: "held" }]);
    const left = env.DB.prepare("select status from submissions where reference = ?1").bind(reference);
    expect(await left.first()).toEqual({ status: "received" });
  });

  it.each(forms.flatMap((form) => [true, false].map((isQuarantined) => [form, isQuarantined] as const)))(
    "of somebody who was erased meet no error, whatever they press: %s, in quarantine %s",
    async (form, isQuarantined) => {
      const { cookie } = await signedIn("manager@example.org", "manager");
      const reference = await kept(form, isQuarantined);
      await eraseClient(env, { userId: "", emailIndex: await emailIndex(await keyRing(env), email) });
      await env.DB.prepare("delete from outbox").run();
      for (const path of acts) {
        const { status } = await actOn(reference, path, cookie);
        expect([path, status]).toEqual([path, expect.toSatisfy((code: number) => code < 500)]);
      }
      expect((await env.DB.prepare("select id from outbox").all()).results).toEqual([]);
    },
  );

  it("write to nobody who was erased, and hear so", async () => {
    const { cookie } = await signedIn("manager@example.org", "manager");
    for (const [form, path] of [
      ["order", "/staff/orders/:reference/status/"],
      ["contact", "/staff/inbox/:reference/answer/"],
      ["feedback", "/staff/inbox/:reference/answer/"],
      ["data-request", "/staff/data-requests/:reference/refuse/"],
    ] as const) {
      const reference = await kept(form, false);
      await eraseClient(env, { userId: "", emailIndex: await emailIndex(await keyRing(env), email) });
      expect([form, await actOn(reference, path, cookie)]).toEqual([form, { status: 303, done: "gone" }]);
    }
  });

  it("hear that a member of staff is not erased from the desk", async () => {
    const { cookie } = await signedIn("manager@example.org", "manager");
    await signedIn(email, "editor");
    const reference = await kept("contact", true);
    await env.DB.prepare("update legal_holds set released_at = placed_at").run();
    const answer = await actOn(reference, "/staff/inbox/:reference/from-child/", cookie);
    expect(answer).toEqual({ status: 303, done: "is-staff" });
  });
});
