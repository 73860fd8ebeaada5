import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { minorsByYear } from "../../../../worker/forms/minors/counts.ts";
import { sweepWaitings } from "../../../../worker/forms/minors/sweep.ts";
import { lock, newToken, unlock } from "../../../../worker/vault/locking.ts";
import { keyRing } from "../../../../worker/vault/ring.ts";
import { unseal } from "../../../../worker/vault/sealing.ts";
import { RunReport } from "../../../../worker/web/run-report.ts";
import { answers, formIds, registration } from "../../../fixtures/answers.ts";
import { ticketFor } from "../../client.ts";
import { keepMailWaiting } from "../../queued.ts";
import { allRows, ask, fillIn, lastShown } from "../../site.ts";

const guardian = "parent@example.org";
const minor = { age: "with-guardian", guardian };
const ring = await keyRing(env);

beforeEach(keepMailWaiting);

/** What a route left for the page it showed. */
const shown = (page: string) => JSON.parse(lastShown())[`page:${page}`];

const linkPage = "/[lang]/guardian/[token]/";

/** Sends a form as somebody who is not of age. Gives its reference. */
async function sendAsMinor(form: string, fields: Readonly<Record<string, string>>): Promise<string> {
  const answer = await fillIn(form, `/en/${form}/`, { ...fields, ...minor });
  const [, reference = ""] = /\/sent\/(.+)\/$/.exec(answer.headers.get("location") ?? "") ?? [];
  expect(reference).not.toBe("");
  return reference;
}

/** A mail as it waits in the outbox. */
async function mailWith(id: string): Promise<{ to: string; text: string; subject: string } | undefined> {
  const row = await env.DB.prepare("select subject, sealed_mail from outbox where id = ?1")
    .bind(id)
    .first<{ subject: string; sealed_mail: string }>();
  if (!row) return undefined;
  const place = { table: "outbox", column: "sealed_mail", row: id };
  return { subject: row.subject, ...JSON.parse(await unseal(ring, place, row.sealed_mail)) };
}

/** The link that the mail to the guardian names. */
async function linkFor(reference: string): Promise<string> {
  const mail = await mailWith(`${reference}/guardian`);
  const [, path = ""] = /https?:\/\/[^/]+(\/en\/guardian\/[\w-]{43}\/)/.exec(mail?.text ?? "") ?? [];
  expect(path).not.toBe("");
  return path;
}

const tablesWith = async (reference: string) =>
  [
    ...new Set((await allRows()).filter((row) => row.includes(reference)).map((row) => row.split(" ")[0])),
  ].toSorted((a, b) => String(a).localeCompare(String(b)));

async function countsNow() {
  const [year] = await minorsByYear(env.DB);
  return Object.fromEntries(Object.entries(year?.counts ?? {}).filter(([, count]) => count > 0));
}

/** As if the guardian's time were over. */
async function pass(reference: string): Promise<void> {
  await env.DB.prepare(
    "update waiting_for_guardians set expires_at = '2020-01-01T00:00:00.000Z' where reference = ?1",
  )
    .bind(reference)
    .run();
}

describe("what somebody who is not of age sends", () => {
  it.each(formIds)("is no record of %s until their guardian agrees, then an ordinary one", async (form) => {
    const reference = await sendAsMinor(form, answers[form]);
    expect(await tablesWith(reference)).toEqual(["outbox", "waiting_for_guardians"]);
    const answer = await ask(`${await linkFor(reference)}agree/`, { fields: {} });
    expect([answer.status, shown(linkPage)]).toEqual([200, { state: "just-agreed", reference }]);
    const kept = await env.DB.prepare(
      "select form, quarantined_at, guardian_agreed_at from submissions where reference = ?1",
    )
      .bind(reference)
      .first<{ guardian_agreed_at: string }>();
    expect(kept).toMatchObject({ form, quarantined_at: null });
    expect(kept?.guardian_agreed_at).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect((await mailWith(`${reference}/guardian-agreed`))?.to).toBe(guardian);
    expect((await allRows()).join("\n")).not.toContain(guardian);
  });

  it("is read by nobody here: no key of ours opens it, and no row holds its link", async () => {
    const reference = await sendAsMinor("contact", answers.contact);
    const token = (await linkFor(reference)).split("/")[3] ?? "";
    await env.DB.prepare("update outbox set sealed_mail = null, sent_at = queued_at").run();
    const row = await env.DB.prepare("select * from waiting_for_guardians").first<Record<string, string>>();
    const place = { table: "waiting_for_guardians", column: "sealed_content", row: reference };
    const opened = await unseal(ring, place, row?.sealed_content ?? "");
    const all = [opened, ...(await allRows())].join("\n");
    for (const secret of ["apricots", "Li Wei", "li.wei", "Example Road", guardian, token])
      expect(all).not.toContain(secret);
    await expect(unlock(newToken(), reference, opened)).rejects.toThrow("another token");
    expect(await unlock(token, reference, opened)).toContain("apricots");
  });

  it("is asked for by a mail that carries nothing that was typed", async () => {
    const reference = await sendAsMinor("contact", answers.contact);
    const mail = await mailWith(`${reference}/guardian`);
    expect(mail?.to).toBe(guardian);
    expect(mail?.text).toContain("erased on");
    expect(`${mail?.subject} ${mail?.text}`).not.toMatch(/apricots|Li Wei|li\.wei/);
  });

  it("waits once however often it is sent, and its first link stays the only one", async () => {
    const fields = { ...answers.contact, ...minor, ticket: await ticketFor(env, "contact") };
    const first = await ask("/en/contact/", { fields });
    const reference = first.headers.get("location")?.split("/")[3] ?? "";
    const link = await linkFor(reference);
    const again = await ask("/en/contact/", { fields });
    expect(again.headers.get("location")).toBe(first.headers.get("location"));
    expect(await linkFor(reference)).toBe(link);
    expect((await ask(link)).status).toBe(200);
    expect(await countsNow()).toEqual({ asked: 1 });
  });

  it("tells its sender where it stands and shows nothing of it", async () => {
    const reference = await sendAsMinor("contact", answers.contact);
    const page = `/en/sent/${reference}/`;
    const state = async () => {
      const { status } = await ask(page);
      const { guardian: stands, form } = shown("/[lang]/sent/[reference]/");
      return [status, stands ?? form];
    };
    expect(await state()).toEqual([200, "open"]);
    expect(lastShown()).not.toContain("apricots");
    await ask(`${await linkFor(reference)}agree/`, { fields: {} });
    expect(await state()).toEqual([200, "contact"]);
  });
});

describe("the link of a guardian", () => {
  it("shows what was typed and what was ticked, without the age, and decides nothing by being opened", async () => {
    const reference = await sendAsMinor("contact", { ...answers.contact, newsletter: "yes" });
    await ask(await linkFor(reference));
    const { state, answers: typed, boxes } = shown(linkPage);
    expect([state, boxes.length]).toEqual(["open", 2]);
    expect(typed).toContainEqual(["Your message", answers.contact.message]);
    expect(JSON.stringify(typed)).not.toContain(guardian);
    expect(await tablesWith(reference)).toEqual(["outbox", "waiting_for_guardians"]);
  });

  it("opens nothing when it is another one", async () => {
    const reference = await sendAsMinor("contact", answers.contact);
    for (const token of [newToken(), reference, "x"]) {
      const answer = await ask(`/en/guardian/${token}/`);
      expect([answer.status, shown(linkPage)]).toEqual([404, { state: "unknown" }]);
      expect((await ask(`/en/guardian/${token}/agree/`, { fields: {} })).status).toBe(404);
    }
  });

  it("works once", async () => {
    const reference = await sendAsMinor("contact", answers.contact);
    const link = await linkFor(reference);
    await ask(`${link}agree/`, { fields: {} });
    for (const again of ["agree/", "refuse/"]) {
      const answer = await ask(link + again, { fields: {} });
      expect([answer.status, shown(linkPage)]).toEqual([410, { state: "agreed", reference }]);
    }
    expect(await countsNow()).toEqual({ asked: 1, agreed: 1 });
    expect(await tablesWith(reference)).toContain("contact_messages");
  });

  it("decides once, though both buttons are pressed at the same moment", async () => {
    const reference = await sendAsMinor("contact", answers.contact);
    const link = await linkFor(reference);
    const both = [ask(`${link}agree/`, { fields: {} }), ask(`${link}refuse/`, { fields: {} })];
    const statuses = (await Promise.all(both)).map(({ status }) => status);
    expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 410]);
    const { agreed = 0, refused = 0 } = await countsNow();
    expect(agreed + refused).toBe(1);
    expect((await tablesWith(reference)).includes("contact_messages")).toBe(agreed === 1);
  });

  it("erases everything at once when it refuses", async () => {
    const reference = await sendAsMinor("contact", answers.contact);
    const link = await linkFor(reference);
    expect((await ask(`${link}refuse/`, { fields: {} })).status).toBe(200);
    const rows = (await allRows()).filter((row) => row.includes(reference));
    expect(rows).toEqual([expect.stringMatching(/^waiting_for_guardians .*"sealed_content":null/)]);
    expect((await ask(link)).status).toBe(410);
    expect((await ask(`${link}agree/`, { fields: {} })).status).toBe(410);
    expect(await countsNow()).toEqual({ asked: 1, refused: 1 });
  });

  it("says when it is too old, and what waited is erased by itself", async () => {
    const reference = await sendAsMinor("contact", answers.contact);
    const link = await linkFor(reference);
    await pass(reference);
    const answer = await ask(`${link}agree/`, { fields: {} });
    expect([answer.status, shown(linkPage)]).toEqual([410, { state: "expired", reference }]);
    const report = new RunReport();
    await sweepWaitings(env, report);
    expect(report.counts).toEqual({ minors: 1, links: 1 });
    expect(await tablesWith(reference)).toEqual([]);
    expect(await countsNow()).toEqual({ asked: 1, silent: 1 });
  });

  it("is worth nothing for what it locked elsewhere", async () => {
    const token = newToken();
    await expect(unlock(token, "M-2", await lock(token, "M-1", "words"))).rejects.toThrow("does not open");
  });
});

describe("the question of age", () => {
  const sent = async (fields: Readonly<Record<string, string>>) => {
    const answer = await fillIn("contact", "/en/contact/", { ...answers.contact, ...fields });
    if (answer.status === 303) return "taken";
    const { filled } = shown("/[lang]/contact/");
    expect([answer.status, filled.values.message]).toEqual([422, answers.contact.message]);
    return filled.mistakes.map(({ field }: { field: string }) => field);
  };

  it("asks next for a guardian, on the same page with everything kept", async () => {
    expect(await sent({ age: "with-guardian" })).toEqual(["guardian"]);
    expect(await sent({ age: "with-guardian", guardian: "nobody" })).toEqual(["guardian"]);
    expect(await sent({ age: "with-guardian", guardian: "LI.WEI+mum@example.org" })).toEqual(["guardian"]);
  });

  it("asks between the ages of majority where somebody lives, and lets that decide", async () => {
    expect(await sent({ age: "19" })).toEqual(["country"]);
    expect(await sent({ age: "19", country: "CN" })).toBe("taken");
    expect(await sent({ age: "19", country: "KR" })).toBe("taken");
    expect(await sent({ age: "18", country: "KR" })).toEqual(["guardian"]);
    expect(await sent({ age: "20", country: "SG" })).toEqual(["guardian"]);
    expect(await sent({ age: "18", country: "other" })).toBe("taken");
  });

  it("counts whom it turns away, and keeps nothing else of them", async () => {
    const before = await allRows();
    const answer = await fillIn("contact", "/en/contact/", { ...answers.contact, age: "too-young" });
    expect(answer.status).toBe(422);
    expect((await allRows()).filter((row) => !before.includes(row))).toEqual([
      expect.stringMatching(/^minor_counts .*"outcome":"too-young","count":1/),
    ]);
  });
});

describe("a registration of somebody who is not of age", () => {
  it("is no account until a guardian agrees, and then waits for its own link", async () => {
    const reference = await sendAsMinor("register", registration);
    expect(await tablesWith(reference)).toEqual(["outbox", "waiting_for_guardians"]);
    const link = await linkFor(reference);
    await ask(link);
    expect(lastShown()).not.toContain(registration.password);
    expect((await ask(`${link}agree/`, { fields: {} })).status).toBe(200);
    const user = await env.DB.prepare("select email_verified, guardian_agreed_at from users where id = ?1")
      .bind(reference)
      .first<Record<string, string>>();
    expect(user).toMatchObject({ email_verified: 0, guardian_agreed_at: expect.stringMatching(/^2/) });
    const mails = await env.DB.prepare("select id from outbox where id glob 'registration/*'").all<{
      id: string;
    }>();
    const mail = await mailWith(mails.results[0]?.id ?? "");
    const [, verify = ""] = /(\/en\/verify\/[\w-]{43}\/)/.exec(mail?.text ?? "") ?? [];
    const { password } = registration;
    const confirmed = await fillIn("verify", verify, { password });
    expect(confirmed.headers.get("location")).toBe("/en/account/");
  });
});
