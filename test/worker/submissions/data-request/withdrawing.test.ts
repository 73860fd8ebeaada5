import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { answers } from "../../../fixtures/answers.ts";
import { settled } from "../../../workerd/afterwards.ts";
import { tokenOfLink } from "../../new-token.ts";
import { ask, fillIn, lastShown } from "../../site.ts";
import { signedIn } from "../../staff/disclosures/desk.ts";

const db = env.DB;
const email = "li@example.org";

/** Sends a form, and gives the reference of what was sent. */
async function sent(
  form: keyof typeof answers,
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  const answer = await fillIn(form, `/en/${form}/`, { ...answers[form], email, ...more });
  await settled();
  return /\/sent\/([^/]+)\//.exec(answer.headers.get("location") ?? "")?.[1] ?? "";
}

/** Asks by form to take back the consent to something. */
const askedFor = (about: string, more = {}) => sent("data-request", { kind: "withdraw", about, ...more });

/** Uses the mailed link of a data request, and forgets all mail before. */
async function confirm(reference: string): Promise<Response> {
  const token = await tokenOfLink(reference);
  await db.prepare("delete from outbox").run();
  const answer = await ask(`/en/confirm/${token}/`, { fields: {} });
  await settled();
  return answer;
}

const statusOf = async (reference: string) =>
  (await db.prepare("select status from submissions where reference = ?1").bind(reference).first())?.status;

const subjects = async () =>
  (await db.prepare("select subject from outbox order by id").all()).results.map(({ subject }) => subject);

describe("somebody without an account who takes back a consent", () => {
  it("ends one of two orders with the mailed link, and hears so by mail", async () => {
    const [first, second] = [
      await sent("order", { goods: "Apricots" }),
      await sent("order", { goods: "Raisins" }),
    ];
    const request = await askedFor(first.toLowerCase());
    expect([await statusOf(first), await statusOf(second)]).toEqual(["received", "received"]);
    expect((await confirm(request)).status).toBe(200);
    expect([await statusOf(first), await statusOf(second)]).toEqual(["withdrawn", "received"]);
    expect(await subjects()).toEqual([
      `You took back your consent to ${first}`,
      `Consent withdrawn: ${first}`,
    ]);
    const { results } = await db
      .prepare("select subject, event, method from consents where event = 'withdrawn'")
      .all();
    expect(results).toEqual([{ subject: first, event: "withdrawn", method: "data-request" }]);
    expect(await statusOf(request)).toBe("done");
    await ask(`/en/sent/${first}/`);
    expect(lastShown()).toContain("withdrawnAt");
    const ends = await db.prepare("select reference from submission_ends where ended_at is not null").all();
    expect(new Set(ends.results.map(({ reference }) => reference))).toEqual(new Set([first, request]));
  });

  it.each(["contact", "feedback"] as const)("ends %s too, which staff can no longer answer", async (form) => {
    const { cookie } = await signedIn("manager@example.org", "manager");
    const reference = await sent(form);
    await confirm(await askedFor(reference));
    expect(await statusOf(reference)).toBe("withdrawn");
    const fields = { answer: "Yes.", position: "2" };
    expect((await ask(`/staff/inbox/${reference}/answer/`, { cookie, fields })).status).toBe(409);
  });

  it("ends nothing of anybody else, whose reference it is; staff get the request instead", async () => {
    const theirs = await sent("order", { email: "other@example.org" });
    const request = await askedFor(theirs);
    await confirm(request);
    expect([await statusOf(theirs), await statusOf(request)]).toEqual(["received", "received"]);
    expect(await subjects()).toEqual([
      `Your data request ${request} is confirmed`,
      `Data request ${request}: withdraw consent`,
    ]);
  });

  it("gets the form back without a reference, with what was typed", async () => {
    const answer = await fillIn("data-request", "/en/data-request/", {
      ...answers["data-request"],
      kind: "withdraw",
      about: " ",
    });
    expect(answer.status).toBe(422);
    expect(lastShown()).toContain("Enter the reference of what you take your consent back from");
    expect(lastShown()).toContain("Everything, please.");
  });

  it("does it once with a link pressed several times at the same moment, and after staff changed the order", async () => {
    const { cookie } = await signedIn("manager@example.org", "manager");
    const order = await sent("order");
    const token = await tokenOfLink(await askedFor(order));
    const change = { status: "cancelled", note: "Sold out.", position: "1" };
    const answered = await Promise.all([
      ask(`/staff/orders/${order}/status/`, { cookie, fields: change }),
      ...[1, 2, 3].map(() => ask(`/en/confirm/${token}/`, { fields: {} })),
    ]);
    await settled();
    expect(answered.map(({ status }) => status).every((status) => [200, 303, 410].includes(status))).toBe(
      true,
    );
    expect(await statusOf(order)).toBe("withdrawn");
    const { results } = await db.prepare("select event from consents where subject = ?1").bind(order).all();
    expect(results).toEqual([{ event: "given" }, { event: "withdrawn" }]);
  });
});

describe("staff, for somebody who named no reference that we find", () => {
  it("choose among the consents that stand, and take one back for them", async () => {
    const { cookie } = await signedIn("manager@example.org", "manager");
    const [first, second] = [await sent("order"), await sent("order", { goods: "Raisins" })];
    const request = await askedFor("the raisins");
    await confirm(request);
    await ask(`/staff/data-requests/${request}/`, { cookie });
    for (const one of [first, second]) expect(lastShown()).toContain(`"subject":"${one}","controller"`);
    const fields = { consent: `${second}/orders`, position: "1" };
    const [once, again] = await Promise.all(
      [1, 2].map(() => ask(`/staff/data-requests/${request}/withdraw/`, { cookie, fields })),
    );
    await settled();
    const said = [once, again].map((answer) => answer?.headers.get("location")?.split("?done=")[1]);
    expect(new Set(said)).toEqual(new Set(["already", "consent-withdrawn"]));
    expect([await statusOf(first), await statusOf(second)]).toEqual(["received", "withdrawn"]);
    const deeds = await db
      .prepare("select action, subject from audit_entries where action glob 'consent*'")
      .all();
    expect(deeds.results).toEqual([{ action: "consent-withdrawn", subject: request }]);
  });

  it("cannot take back what the person has not given, nor without being asked", async () => {
    const { cookie } = await signedIn("manager@example.org", "manager");
    const theirs = await sent("order", { email: "other@example.org" });
    const request = await askedFor("something");
    await confirm(request);
    const fields = { consent: `${theirs}/orders`, position: "1" };
    expect((await ask(`/staff/data-requests/${request}/withdraw/`, { cookie, fields })).status).toBe(422);
    const other = await sent("data-request", { kind: "see" });
    await confirm(other);
    expect((await ask(`/staff/data-requests/${other}/withdraw/`, { cookie, fields })).status).toBe(404);
    expect(await statusOf(theirs)).toBe("received");
  });
});
