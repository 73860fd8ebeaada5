import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import { replayErasures } from "../../../../worker/accounts/erasure/replaying.ts";
import { minorsByYear } from "../../../../worker/forms/minors/counts.ts";
import { placeHold } from "../../../../worker/lifetimes/holds.ts";
import { keyRing } from "../../../../worker/vault/ring.ts";
import { RunReport } from "../../../../worker/web/run-report.ts";
import { answers } from "../../../fixtures/answers.ts";
import { settled } from "../../../workerd/afterwards.ts";
import { makeClient } from "../../client.ts";
import { copyOf, putBack } from "../../copies.ts";
import { allRows, ask, fillIn, lastShown, makeSignedIn } from "../../site.ts";

const email = "child@example.org";

/** The cookie of a manager who is signed in. */
async function signIn(address = "manager@example.org"): Promise<string> {
  const { userId, cookie } = await makeSignedIn(address, "seven dried apricots");
  await settled();
  await env.DB.prepare("update users set role = 'manager', two_factor_enabled = 1 where id = ?1")
    .bind(userId)
    .run();
  return cookie;
}

/** The reference of something that a child sent. */
async function sent(form: keyof typeof answers, sender = email): Promise<string> {
  const answer = await fillIn(form, `/en/${form}/`, { ...answers[form], email: sender });
  await settled();
  return /\/sent\/([^/]+)\//.exec(answer.headers.get("location") ?? "")?.[1] ?? "";
}

const mark = (cookie: string, reference: string, fields: Readonly<Record<string, string>>) =>
  ask(`/staff/inbox/${reference}/from-child/`, { cookie, fields: { position: "1", ...fields } });

/** Where a reference is still found, each table once. */
const tablesWith = async (reference: string) =>
  [
    ...new Set((await allRows()).filter((row) => row.includes(reference)).map((row) => row.split(" ")[0])),
  ].toSorted((a, b) => String(a).localeCompare(String(b)));

const erasedMinors = async () => (await minorsByYear(env.DB))[0]?.counts.erased ?? 0;

describe("a record that came from a child", () => {
  it("is erased with its traces at once, and leaves evidence that names nobody", async () => {
    const cookie = await signIn();
    const forms = ["contact", "order", "feedback", "data-request"] as const;
    for (const [index, form] of forms.entries()) {
      const reference = await sent(form);
      const answer = await mark(cookie, reference, { child: "yes" });
      expect(answer.headers.get("location")).toBe("/staff/inbox/?done=from-child");
      const isProof = form === "data-request" ? ["audit_entries"] : ["audit_entries", "consents"];
      expect([form, await tablesWith(reference)]).toEqual([form, isProof]);
      const deed = await env.DB.prepare("select action from audit_entries where subject = ?1")
        .bind(reference)
        .first();
      expect(deed).toEqual({ action: "erased-child" });
      expect(await erasedMinors()).toBe(index + 1);
    }
    const given = await env.DB.prepare("select distinct event, method from consents order by 1, 2").all();
    expect(given.results).toContainEqual({ event: "withdrawn", method: "from-child" });
    const current = await env.DB.prepare(
      "select count(*) as n from current_consents where event = 'given'",
    ).first();
    expect(current).toEqual({ n: 0 });
  });

  it("needs the box, and stays without it", async () => {
    const cookie = await signIn();
    const reference = await sent("contact");
    const answer = await mark(cookie, reference, {});
    expect(answer.status).toBe(422);
    expect(await tablesWith(reference)).toContain("contact_messages");
    expect(await erasedMinors()).toBe(0);
  });

  it("takes along the account and all else of its address only where that is asked for", async () => {
    const cookie = await signIn();
    const userId = await makeClient(env, email, "seven dried apricots");
    const [first, second, other] = [await sent("contact"), await sent("contact"), await sent("order")];
    await mark(cookie, first, { child: "yes" });
    expect(await tablesWith(userId)).toContain("users");
    expect(await tablesWith(other)).toContain("orders");
    await mark(cookie, second, { child: "yes", everything: "yes" });
    expect(await tablesWith(userId)).toEqual([]);
    expect(await tablesWith(other)).toEqual(["consents"]);
    // The address, and each record by itself.
    expect(await env.DB.prepare("select count(*) as n from erasures").first()).toEqual({ n: 3 });
  });

  it("is erased again when the database is restored to before it", async () => {
    vi.spyOn(console, "warn").mockReturnValue();
    const cookie = await signIn();
    const [reference, other] = [await sent("contact"), await sent("feedback")];
    const copy = await copyOf();
    await mark(cookie, reference, { child: "yes" });
    await putBack(copy);
    expect(await tablesWith(reference)).toContain("contact_messages");
    await replayErasures(env, new RunReport());
    expect(await tablesWith(reference)).toEqual(["consents"]);
    expect(await tablesWith(other)).toContain("feedback");
  });

  it("stays while a legal hold covers it", async () => {
    const cookie = await signIn();
    const reference = await sent("contact");
    const hold = { id: "L-1", subjects: [reference], reason: "a dispute", isSilent: false, placedBy: "U-1" };
    const placedAt = new Date();
    const placed = { ...hold, placedAt, reviewAt: "2027-01-01" };
    await env.DB.batch(await placeHold(env.DB, await keyRing(env), placed));
    const answer = await mark(cookie, reference, { child: "yes" });
    expect(answer.headers.get("location")).toBe(`/staff/inbox/${reference}/?done=held`);
    expect(await tablesWith(reference)).toContain("contact_messages");
    expect(await erasedMinors()).toBe(0);
  });

  it("never takes along a member of staff", async () => {
    const address = "manager@example.org";
    const cookie = await signIn(address);
    const reference = await sent("contact", address);
    const answer = await mark(cookie, reference, { child: "yes", everything: "yes" });
    expect(answer.headers.get("location")).toContain("done=is-staff");
    expect(await tablesWith(reference)).toContain("contact_messages");
  });
});

describe("a record with a guardian's agreement", () => {
  it("tells staff when it was given", async () => {
    const cookie = await signIn();
    const reference = await sent("contact");
    const at = "2026-11-26T10:00:00.000Z";
    await env.DB.prepare("update submissions set guardian_agreed_at = ?1").bind(at).run();
    expect((await ask(`/staff/inbox/${reference}/`, { cookie })).status).toBe(200);
    expect(JSON.parse(lastShown())["page:/staff/inbox/[reference]/"].submission.item.guardianAgreedAt).toBe(
      at,
    );
  });
});
