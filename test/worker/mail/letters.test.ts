import { describe, expect, it } from "vitest";
import organization from "../../../content/organization.yaml";
import * as addresses from "../../../worker/accounts/address/letters.ts";
import { deletionLetter } from "../../../worker/accounts/erasure/letter.ts";
import { changeLetter, recallLetter } from "../../../worker/accounts/notices/letters.ts";
import { refusalLetter } from "../../../worker/accounts/own/letter.ts";
import * as passwords from "../../../worker/accounts/passwords/letters.ts";
import * as registration from "../../../worker/accounts/register/letters.ts";
import * as signins from "../../../worker/accounts/sign-in/letters.ts";
import * as signatures from "../../../worker/accounts/signatures/documents.ts";
import * as suspension from "../../../worker/accounts/suspension/letters.ts";
import { asMail } from "../../../worker/mail/letter.ts";
import type { CopyContext, Mail } from "../../../worker/mail/mail.ts";
import { refusalOf } from "../../../worker/mail/refusal.ts";
import * as contacts from "../../../worker/submissions/contact/letters.ts";
import { requestKinds } from "../../../worker/submissions/data-request/form.ts";
import * as requests from "../../../worker/submissions/data-request/letters.ts";
import * as feedback from "../../../worker/submissions/feedback/letters.ts";
import * as newsletter from "../../../worker/submissions/newsletter/letters.ts";
import * as orders from "../../../worker/submissions/order/letters.ts";
import * as statuses from "../../../worker/submissions/status/letters.ts";
import { languages } from "../../../worker/texts/compiled/languages.ts";
import { sharedTextsIn } from "../../../worker/texts/texts.ts";
import type { Language } from "../../../worker/web/organization.ts";
import { answers } from "../../fixtures/answers.ts";
import { change } from "../../fixtures/change.ts";
import { message } from "../../fixtures/contact.ts";

const own: Readonly<Record<Language, RegExp>> = {
  en: /[a-z]{3}/,
  zh: /\p{sc=Han}/u,
  ru: /\p{sc=Cyrillic}{3}/u,
};
const others: Readonly<Record<Language, RegExp>> = {
  en: /\p{sc=Han}|\p{sc=Cyrillic}/u,
  zh: /\p{sc=Cyrillic}/u,
  ru: /\p{sc=Han}/u,
};
const link = `https://www.example.com/confirm/${"t".repeat(43)}/`;

function contextIn(language: Language): CopyContext {
  return {
    organization: { ...organization, languages: [language] },
    origin: "https://www.example.com",
    language,
    reference: "M-AAAA-BBBB-CCCC",
    policyVersion: "2026-11-22",
    written: `https://www.example.com/written/${"t".repeat(43)}/`,
  };
}

/** Every mail that forms, mailed links and the newsletter cause, in one language for sender and staff. */
function mailsOfForms(language: Language): Mail[] {
  const context = contextIn(language);
  const reader = {
    reference: context.reference,
    language,
    email: "li.wei@example.org",
    unsubscribe: "token",
  };
  const issue = { id: "spring", language, subject: "Spring", paragraphs: ["The harvest is in."] };
  const request = { about: "B-1", name: "Li Wei", email: "li.wei@example.org", details: "All of it" };
  return [
    ...contacts.mailsAbout({ ...message, message: "2 < 3" }, context),
    ...feedback.mailsAbout(answers.feedback as unknown as Parameters<typeof feedback.mailsAbout>[0], context),
    ...orders.mailsAbout(answers.order as unknown as Parameters<typeof orders.mailsAbout>[0], context),
    newsletter.mailToConfirm("1", reader.email, link, context),
    newsletter.mailConfirmed(reader, link, context),
    newsletter.mailToConfirm("4", reader.email, link, context, "policy-changes"),
    newsletter.mailConfirmed({ ...reader, list: "policy-changes" }, link, context),
    newsletter.mailOfIssue("3", issue, reader.email, { ...context, unsubscribe: link }),
    statuses.mailToStop({ id: "M-1/support", subject: "M-1", purpose: "support" }, "account", context),
    statuses.mailToStop({ id: "M-1/support", subject: "M-1", purpose: "support" }, "data-request", context),
    ...requestKinds.flatMap((kind) => [
      requests.mailToConfirm("2", { ...request, kind }, link, context),
      ...requests.mailsAbout({ ...request, kind }, new Date("2026-11-26T10:00:00Z"), context),
    ]),
  ];
}

/** Every mail that an account causes, in one language for owner and staff. */
function mailsOfAccounts(language: Language): Mail[] {
  const context = contextIn(language);
  const at = new Date("2026-11-22T10:00:00Z");
  const token = "t".repeat(43);
  const signature = {
    id: "S-1",
    userId: "U-1",
    purpose: "order" as const,
    document: "B-1",
    documentHash: "0".repeat(64),
    policyVersion: context.policyVersion,
    policyHash: "0".repeat(64),
    signedAt: at,
  };
  const letters = [
    registration.registrationLetter(token, context),
    registration.knownAddressLetter(context),
    signins.newDeviceLetter(at, "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0", context),
    signins.newDeviceLetter(at, "", context),
    passwords.resetLetter(token, context),
    passwords.passwordChangedLetter(context),
    addresses.newAddressLetter(token, context),
    addresses.addressLeavesLetter(context),
    addresses.takenAddressLetter(context),
    deletionLetter(at, context),
    refusalLetter(context.policyVersion, context),
    suspension.suspendedLetter({ told: "...", reviewOn: "2026-12-22" }, context),
    suspension.unsuspendedLetter(context),
    changeLetter(change, context),
    changeLetter(change, context, link),
    changeLetter({ before: change.after, after: change.after }, context),
    recallLetter(change.after.date, "...", context),
    recallLetter(change.after.date, "...", context, link),
    signatures.receiptLetter(signature, "goods: 2 < 3", context),
    signatures.receiptLetter(signature, undefined, context),
  ];
  return letters.map((letter, at) => asMail(String(at), "li.wei@example.org", letter));
}

describe.each(languages)("somebody who reads %s", (language) => {
  const mails = [...mailsOfForms(language), ...mailsOfAccounts(language)];

  it("gets every mail in that language, named in its HTML", () => {
    expect(mails).toHaveLength(51);
    for (const mail of mails) {
      expect(mail.html, mail.subject).toContain(`<html lang="${language}">`);
      expect(mail.text, mail.subject).toMatch(own[language]);
      expect(`${mail.subject} ${mail.text}`.replaceAll("谢谢", ""), mail.subject).not.toMatch(
        others[language],
      );
    }
  });

  it("gets subjects and headers that mail services take", () => {
    for (const mail of mails) expect(refusalOf(mail), mail.subject).toBeUndefined();
    const subjects = mails.map(({ subject }) => subject).filter((subject) => subject !== "Spring");
    for (const subject of subjects) expect(subject).toMatch(own[language]);
  });

  it("finds each address in a mail as a link of its own, and nothing else in it", () => {
    const inText = mails.flatMap(({ text }) => text.match(/https:\/\/[\w./#-]+(?<!\.)/g) ?? []);
    const inHtml = mails.flatMap(({ html }) => [...html.matchAll(/<a href="([^"]+)">/g)].map(([, at]) => at));
    expect(inHtml).toEqual(inText);
    expect(inText.length).toBeGreaterThan(mails.length);
  });
});

describe("the letters of each language", () => {
  it.each(["zh", "ru"] as const)("leave no English sentence in %s", (language) => {
    const english = textsOf(wordsIn("en"));
    const texts = textsOf(wordsIn(language));
    expect(texts).toHaveLength(english.length);
    expect(texts.filter((text) => english.includes(text) || !own[language].test(text))).toEqual([]);
  });

  it.each([
    ["en", 1, "within 1 working day "],
    ["en", 2, "within 2 working days "],
    ["ru", 1, "в течение 1 рабочего дня"],
    ["ru", 11, "в течение 11 рабочих дней"],
    ["ru", 21, "в течение 21 рабочего дня"],
    ["zh", 1, "1 个工作日内"],
  ] as const)("count in %s as people do: %i", (language, days, words) => {
    const said = `${sharedTextsIn(language).mail.contact.thanks({ days })} `
      .replace(". If", " . If")
      .toLowerCase();
    expect(said).toContain(words);
  });
});

/** What every language says: mail, and what stands in it. */
function wordsIn(of: Language) {
  const { mail, status, device, retention } = sharedTextsIn(of);
  return [mail, status, device, retention];
}

/** Every text of a language, about the same facts in each. */
function textsOf(texts: unknown): string[] {
  if (typeof texts === "string") return [texts];
  if (typeof texts === "function") return [(texts as (facts: object) => string)(twos)];
  return Object.values(texts as object).flatMap(textsOf);
}

/** Any argument is two. */
const twos = new Proxy({}, { get: () => 2 });
