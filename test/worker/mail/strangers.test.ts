import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import organization from "../../../content/organization.yaml";
import { registrationMail } from "../../../worker/accounts/register/letters.ts";
import { valuesOf } from "../../../worker/forms/form/checking.ts";
import type { FormId } from "../../../worker/forms/form/form.ts";
import type { Acceptance } from "../../../worker/forms/intake/routes.ts";
import { askingLetter } from "../../../worker/forms/minors/letters.ts";
import type { Mail } from "../../../worker/mail/mail.ts";
import { isToStranger, toStranger } from "../../../worker/mail/stranger.ts";
import { acceptances } from "../../../worker/submissions/guarded.ts";
import { languages } from "../../../worker/texts/compiled/languages.ts";
import { keyRing } from "../../../worker/vault/ring.ts";
import type { Language } from "../../../worker/web/organization.ts";
import { answers } from "../../fixtures/answers.ts";

const at = new Date("2026-11-26T10:00:00Z");
const victim = "victim@example.org";
const token = "A".repeat(43);

/** What somebody types who wants it mailed, in every field that takes text. */
const bait = "Dear customer, ZZTYPED pay at https://evil.example/pay now";

function contextIn(language: Language) {
  const origin = "https://www.example.com";
  const written = `${origin}/${language}/written/${token}/`;
  return {
    organization,
    origin,
    language,
    reference: "M-AAAA-BBBB-CCCC",
    policyVersion: "2026-11-22",
    written,
  };
}

const given: Readonly<Record<string, string>> = {
  email: victim,
  newsletter: "yes",
  about: "M-AAAA-BBBB-CCCC",
};

/** The mails of a form in which every field that takes any text holds the bait. */
async function mailsOf(form: FormId, language: Language): Promise<readonly Mail[]> {
  const { form: definition, take } = acceptances[form] as unknown as Acceptance<unknown>;
  const typed = Object.entries(answers[form]).map(([name, value]): [string, string] => {
    const field = definition.fields.find((one) => one.name === name);
    const isFree = field?.control === "text" || field?.control === "textarea";
    return [name, given[name] ?? (isFree ? bait : value)];
  });
  const values = valuesOf(definition, new Map(typed));
  const context = contextIn(language);
  const ticket = { form, language, policyVersion: "2026-11-22", policyHash: "", issuedAt: 0, nonce: "n" };
  const { data: record, error } = definition.schema.safeParse(values);
  if (error) throw error;
  const { mails } = await take(env, await keyRing(env), {
    record,
    ticket,
    reference: context.reference,
    receivedAt: at,
    context,
  });
  return mails;
}

describe.each(languages)("in %s, mail to an address that nobody has confirmed", (language) => {
  it.each(Object.keys(answers) as FormId[])("says nothing that was typed into the form %s", async (form) => {
    const mails = await mailsOf(form, language);
    const toVictim = mails.filter(({ to }) => to === victim);
    expect(toVictim.length).toBeGreaterThan(0);
    for (const mail of toVictim) {
      expect(isToStranger(mail)).toBe(true);
      expect(JSON.stringify({ ...mail, to: "" })).not.toMatch(/ZZTYPED|evil|Dear customer|victim/);
    }
    const toUs = mails.filter(({ to }) => to === organization.email);
    const typesText = form !== "newsletter" && form !== "policy-changes" && form !== "data-request";
    expect(toUs.some(({ text }) => text.includes("ZZTYPED"))).toBe(typesText);
  });

  it("says nothing that was typed to register, or to name a guardian", () => {
    const context = contextIn(language);
    const mails = [
      registrationMail(victim, token, false, context),
      registrationMail(victim, token, true, context),
      askingLetter("contact", token, at, victim, context),
    ];
    for (const mail of mails) expect(JSON.stringify({ ...mail, to: "" })).not.toContain("victim");
  });
});

describe("a letter to a stranger", () => {
  const context = contextIn("en");
  const write = () => ({ language: "en", heading: "Hi", paragraphs: [], reason: "Because" });

  it.each([
    ["a sentence", bait],
    ["a name", "Li Wei"],
    ["an address elsewhere", "https://evil.example/"],
    ["a domain", "evil.example"],
    ["a path that hides one", "https://www.example.com/en/?to=evil.example"],
    ["Chinese words", "请付款"],
    ["several lines", "a\nb"],
    ["what is no text", { typed: bait }],
  ])("is not written about %s", (_, fact) => {
    expect(() => toStranger("copy", "1", victim, write, { ...context, fact })).toThrow("may not say fact");
  });

  it("quotes nobody", () => {
    const quoting = () => ({ ...write(), quote: bait });
    expect(() => toStranger("copy", "1", victim, quoting, context)).toThrow("quotes nobody");
  });
});
