import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import organization from "../../../../content/organization.yaml";
import { storedConsents } from "../../../../worker/forms/consents/consents.ts";
import { holds } from "../../../../worker/forms/consents/rows.ts";
import type { ItemPage } from "../../../../worker/staff/desk/item-page.ts";
import type { EntryPage } from "../../../../worker/staff/entering/pages.ts";
import { textsIn } from "../../../../worker/texts/texts.ts";
import { recordKeys } from "../../../../worker/vault/ring.ts";
import { addDays, dayOf } from "../../../../worker/web/days.ts";
import { answers } from "../../../fixtures/answers.ts";
import { firstVersion } from "../../../fixtures/content.ts";
import { settled } from "../../../workerd/afterwards.ts";
import { ask } from "../../site.ts";
import { mailbox, mailsTo, shown, shownAt, staff } from "../desk/people.ts";

const page = "/staff/entering/";
const today = dayOf(new Date(), organization.timeZone);
const came = { channel: "phone", saidOn: today, saidAt: "00:00" };
const email = answers.contact.email ?? "";

let boss: { userId: string; cookie: string };

beforeEach(async () => {
  boss = await staff();
});

/** Opens the page of a desk in a language, fills it in and sends it. */
async function enter(
  desk: string,
  fields: Readonly<Record<string, string>>,
  language = "en",
): Promise<Response> {
  const path = `/staff/${desk}/enter/${language}/`;
  const { filled } = await shownAt<EntryPage>(path, page, boss.cookie);
  const answer = await ask(path, {
    cookie: boss.cookie,
    fields: { ...fields, ticket: filled.ticket },
    bindings: mailbox.bindings,
  });
  await settled();
  return answer;
}

const referenceIn = (answer: Response) =>
  /\/([MB]-[^/]+)\//.exec(answer.headers.get("location") ?? "")?.[1] ?? "";

const mistakes = () =>
  Object.fromEntries(shown<EntryPage>(page).filled.mistakes.map((one) => [one.field, one.message]));

const stored = async () => env.DB.prepare("select count(*) as n from submissions").first("n");

describe("what came by phone", () => {
  it("is entered with the consent that was spoken: channel, words, version, when and by whom", async () => {
    const reference = referenceIn(
      await enter("inbox", { ...answers.contact, ...came, newsletter: "" }, "ru"),
    );
    const [consent] = await storedConsents(env.DB, reference);
    expect(consent).toMatchObject({
      event: "given",
      purpose: "support",
      method: "phone",
      policy_version: firstVersion.date,
      policy_language: "ru",
      entered_by: boss.userId,
    });
    expect(dayOf(new Date(consent?.said_at ?? ""), organization.timeZone)).toBe(today);
    expect(consent && (await holds(await recordKeys(env), consent))).toBe(true);
    const words = env.DB.prepare("select words from consent_words where hash = ?1").bind(consent?.label_hash);
    expect(await words.first("words")).toBe(textsIn("ru").fields.contact.consent.label);
    const entry = env.DB.prepare("select actor, action from audit_entries where subject = ?1").bind(
      reference,
    );
    expect(await entry.first()).toEqual({ actor: boss.userId, action: "entered" });
  });

  it("stands in the list like any other, with a note that says how it came", async () => {
    const answer = await enter("orders", { ...answers.order, ...came });
    const reference = referenceIn(answer);
    expect(answer.headers.get("location")).toBe(`/staff/orders/${reference}/?done=entered`);
    const { context, submission } = await shownAt<ItemPage>(
      `/staff/orders/${reference}/`,
      "/staff/orders/[reference]/",
      boss.cookie,
    );
    expect(submission.item.state).toBe("waiting");
    expect(context.notes.map(({ note }) => note).join()).toMatch(
      /^Came by phone, .*\nAgreed .* “I agree that you keep/,
    );
  });

  it("is confirmed to its sender in their language, by a mail that says who entered it, and not mailed to staff", async () => {
    await enter("inbox", { ...answers.contact, ...came, newsletter: "" }, "zh");
    const [mail] = await mailsTo(email);
    expect(mail?.text).toContain("由其录入");
    expect(mail?.text).not.toContain(answers.contact.message);
    expect(await mailsTo(organization.email)).toEqual([]);
  });

  it("is refused with the reason where nobody consented, and nothing typed is lost", async () => {
    const answer = await enter("inbox", { ...answers.contact, ...came, consent: "" });
    expect(answer.status).toBe(422);
    expect(mistakes()).toEqual({ consent: textsIn("en").fields.entering.agreed.missing });
    expect(shown<EntryPage>(page).filled.values).toMatchObject({
      message: answers.contact.message,
      saidOn: today,
    });
    expect(await stored()).toBe(0);
  });

  it("is entered once, however often it is sent", async () => {
    const path = "/staff/inbox/enter/en/";
    const { filled } = await shownAt<EntryPage>(path, page, boss.cookie);
    const fields = { ...answers.contact, ...came, ticket: filled.ticket };
    await ask(path, { cookie: boss.cookie, fields });
    const again = await ask(path, { cookie: boss.cookie, fields });
    expect(again.headers.get("location")).toMatch(/\?done=already$/);
    expect(await stored()).toBe(1);
  });

  it.each([
    [{ saidOn: addDays(today, 1) }, "saidOn"],
    [{ saidOn: addDays(firstVersion.date, -2) }, "saidOn"],
    [{ saidAt: "25:00" }, "saidAt"],
    [{ channel: "pigeon" }, "channel"],
    [{ age: "with-guardian" }, "age"],
    [{ message: "" }, "message"],
    [{ channel: "email" }, "quote"],
  ])("is refused with %j, which no public form would let through either", async (wrong, field) => {
    expect((await enter("inbox", { ...answers.contact, ...came, ...wrong })).status).toBe(422);
    expect(Object.keys(mistakes())).toEqual([field]);
    expect(await stored()).toBe(0);
  });

  it("of a child is not read, kept or shown again", async () => {
    expect((await enter("inbox", { ...answers.contact, ...came, age: "too-young" })).status).toBe(422);
    expect(shown<EntryPage>(page).filled).toMatchObject({ isTooYoung: true, values: {} });
    expect(await stored()).toBe(0);
  });
});

describe("what came by email", () => {
  it("is entered with the sentence that agrees, quoted in a note", async () => {
    const quote = "Yes, keep my message. Li Wei";
    const answer = await enter("inbox", { ...answers.contact, ...came, channel: "email", quote });
    const reference = referenceIn(answer);
    const [consent] = await storedConsents(env.DB, reference);
    expect(consent).toMatchObject({ method: "email", entered_by: boss.userId });
    const { context } = await shownAt<ItemPage>(
      `/staff/inbox/${reference}/`,
      "/staff/inbox/[reference]/",
      boss.cookie,
    );
    expect(context.notes[0]?.note).toContain(quote);
    const { results } = await env.DB.prepare("select * from desk_notes").all();
    expect(JSON.stringify(results)).not.toContain("Li Wei");
  });
});

describe("a data request", () => {
  it("needs no consent, and counts once its sender has used the mailed link", async () => {
    const answer = await enter("data-requests", { ...answers["data-request"], ...came });
    expect(answer.headers.get("location")).toBe("/staff/data-requests/?done=entered-request");
    expect(await env.DB.prepare("select state from desk_items").first("state")).toBe("unconfirmed");
    expect(await env.DB.prepare("select count(*) as n from consents").first("n")).toBe(0);
    const [mail] = await mailsTo(answers["data-request"].email ?? "");
    expect(mail?.text).toMatch(/\/en\/confirm\/[\w-]+\//);
  });
});

describe("the page", () => {
  it("ticks nothing in advance, and shows the words in the language that is spoken", async () => {
    const { form, filled } = await shownAt<EntryPage>("/staff/inbox/enter/ru/", page, boss.cookie);
    expect(filled.values).toEqual({});
    expect(form.fields.map(({ name }) => name)).not.toContain("guardian");
  });

  it("is for those who work on what comes in", async () => {
    for (const role of ["editor", "analyst"]) {
      const { cookie } = await staff(role);
      for (const desk of ["inbox", "orders", "data-requests"])
        expect((await ask(`/staff/${desk}/enter/en/`, { cookie })).status).toBe(403);
    }
  });
});
