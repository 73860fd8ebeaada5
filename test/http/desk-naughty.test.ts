import { beforeAll, describe, expect, it } from "vitest";
import organization from "../../content/organization.yaml";
import { checkForm, valuesOf } from "../../worker/forms/form/checking.ts";
import type { AnyForm } from "../../worker/forms/form/form.ts";
import { inLanguage } from "../../worker/forms/form/words.ts";
import { versions } from "../../worker/policy/versions/lock.ts";
import { answerForm } from "../../worker/staff/desk/forms.ts";
import { issueForm, paragraphsOf } from "../../worker/submissions/newsletter/issue.ts";
import { mailOfIssue } from "../../worker/submissions/newsletter/letters.ts";
import { changeForm } from "../../worker/submissions/order/change-form.ts";
import { noticeOf } from "../../worker/submissions/status/letters.ts";
import type { StatusEvent } from "../../worker/submissions/status/status.ts";
import { decodeForm } from "../../worker/web/form-body.ts";
import { isBlank } from "../../worker/web/typed-text.ts";
import { answers } from "../fixtures/answers.ts";
import { escaped, naughty, naughtyThird } from "../fixtures/naughty.ts";
import { allMail, fillIn, ownSite, referenceOf } from "./site.ts";
import { type StaffMember, staffMember } from "./staff-member.ts";

const site = ownSite();
let owner: StaffMember;
beforeAll(async () => {
  owner = await staffMember(site.server, "owner");
});

const [inForce] = versions;
if (!inForce) throw new Error("the lock has no version");

/** How many texts go into the history of one submission. */
const maxInHistory = 60;
const inBatches = (texts: readonly string[]) =>
  Array.from({ length: Math.ceil(texts.length / maxInHistory) }, (_, at) =>
    texts.slice(at * maxInHistory, (at + 1) * maxInHistory),
  );
/** A browser sends a line break as CR LF, and the site stores it as LF. */
/** Text that shows nothing is no text. */
const asKept = (text: string) => (isBlank(text) ? "" : text.replace(/\r\n?/g, "\n"));

/** What a refused form must show: the reason, and what was typed. */
async function expectRefusal(answer: Response, text: string): Promise<void> {
  expect([text, answer.status]).toEqual([text, 422]);
  const page = await answer.text();
  expect(page).toMatch(/class="mistake\b/);
  expect(page).toContain(`\n${escaped(asKept(text))}</textarea>`);
}

/** Sends texts one after another to a submission, and gives those that were accepted. */
async function taken(
  texts: readonly string[],
  path: string,
  fieldsOf: (text: string, position: number) => Record<string, string>,
): Promise<string[]> {
  const kept: string[] = [];
  for (const text of texts) {
    const position = kept.length + 1;
    const fields = { ...fieldsOf(text, position), position: String(position) };
    const answer = await owner.visitor.send(path, fields);
    if (answer.status === 303) kept.push(asKept(text));
    else await expectRefusal(answer, text);
  }
  return kept;
}

describe("a naughty string", () => {
  it("as an answer is shown and mailed unchanged, or refused with a reason", async () => {
    for (const [at, texts] of inBatches(naughtyThird(0)).entries()) {
      const email = `answered-${at}@example.org`;
      const reference = referenceOf(await fillIn(`${site.url}/en/contact/`, { ...answers.contact, email }));
      const page = `/staff/inbox/${reference}/`;
      const kept = await taken(texts, `${page}answer/`, (answer) => ({ answer }));
      expect(kept.length).toBeGreaterThan(texts.length * 0.8);
      await expectShownAndMailed(page, email, kept);
    }
  });

  it("as the terms of an offer is shown and mailed unchanged, or refused with a reason", async () => {
    for (const [at, texts] of inBatches(naughtyThird(1)).entries()) {
      const email = `ordered-${at}@example.org`;
      const reference = referenceOf(await fillIn(`${site.url}/en/order/`, { ...answers.order, email }));
      const page = `/staff/orders/${reference}/`;
      const kept = await taken(texts, `${page}offer/`, (terms) => ({
        terms,
        price: "CNY 1",
        holdsUntil: "2099-12-31",
      }));
      expect(kept.length).toBeGreaterThan(texts.length * 0.8);
      const shown = await (await owner.visitor.open(page)).text();
      const mailed = (await allMail(site.server)).filter(({ to }) => to === email).map(({ text }) => text);
      for (const text of kept) {
        expect(shown).toContain(escaped(text));
        expect(mailed.some((mail) => mail.includes(text))).toBe(true);
      }
    }
  });

  it("as subject and text of an issue is shown and mailed unchanged, or refused with a reason", async () => {
    const tested: string[] = [];
    for (const text of naughtyThird(2)) {
      const fields = { language: "en", subject: text, text, id: crypto.randomUUID() };
      const answer = await owner.visitor.send("/staff/newsletter/write/test/", fields);
      if (answer.status !== 200) {
        await expectRefusal(answer, text);
        continue;
      }
      tested.push(text);
      const page = await answer.text();
      for (const paragraph of [text.trim(), ...paragraphsOf(text)])
        expect(page).toContain(`${escaped(paragraph)}</`);
    }
    expect(tested.length).toBeGreaterThan(naughtyThird(2).length * 0.8);
    const mails = (await allMail(site.server)).filter(({ to }) => to === owner.email);
    for (const text of tested) {
      const mail = mails.find(({ subject }) => subject === text || subject === text.trim());
      for (const paragraph of paragraphsOf(text)) expect(mail?.text).toContain(paragraph);
    }
  });
});

const context = { organization, origin: "https://www.example.com" };
const status = { reference: "B-1", position: 1, changedAt: new Date("2026-12-01"), changedBy: "U-1" };
const notice = (event: Pick<StatusEvent, "status" | "note">) =>
  noticeOf({ ...status, ...event }, { ...context, language: "en", email: "li.wei@example.org" }).text;

/** The text in Markdown that means these letters and nothing else. */
const withoutMarks = (text: string) => text.replace(/[!-/:-@[-`{-~]/g, "\\$&");

/** What each staff form makes of a text: the lines that the mail must contain, and the mail. */
const made: [
  string,
  AnyForm,
  (text: string) => Record<string, string>,
  (text: string) => [string[], string],
][] = [
  [
    "an answer",
    answerForm,
    (answer) => ({ answer }),
    (note) => [[note.replace(/^/gm, "> ")], notice({ status: "answered", note })],
  ],
  [
    "a note to an order",
    changeForm("received"),
    (note) => ({ status: "cancelled", note }),
    (note) => [[note.replace(/^/gm, "> ")], notice({ status: "cancelled", note })],
  ],
  [
    "an issue",
    issueForm,
    (text) => ({ language: "en", subject: "Spring", text: withoutMarks(text) }),
    (text) => {
      const issue = {
        id: "spring",
        language: "en" as const,
        subject: "Spring",
        paragraphs: paragraphsOf(withoutMarks(text)),
      };
      const unsubscribe = `${context.origin}/en/unsubscribe/x/`;
      return [
        paragraphsOf(text).flatMap((paragraph) => paragraph.split("\n").map((line) => line.trim())),
        mailOfIssue("issue", issue, "li.wei@example.org", { ...context, unsubscribe }).text,
      ];
    },
  ],
];

it.each(made)(
  "every naughty string as %s is taken and mailed unchanged, or refused with a reason",
  (_, form, fieldsOf, mailed) => {
    const changed = naughty.filter((text) => {
      const body = new TextEncoder().encode(new URLSearchParams(fieldsOf(text)).toString());
      const submitted = decodeForm(body);
      if (!submitted) return true;
      const checked = checkForm(form, valuesOf(form, submitted));
      if ("mistakes" in checked) {
        const [mistake] = checked.mistakes;
        return !mistake || !/^[A-Z].{5,}/.test(inLanguage(mistake.message, "en", inForce.commitments));
      }
      const [words, mail] = mailed(asKept(text));
      return !words.every((line) => mail.includes(line));
    });
    expect(changed).toEqual([]);
  },
);

/** Empty notes add nothing to a page or mail. */
async function expectShownAndMailed(page: string, email: string, kept: readonly string[]): Promise<void> {
  const shown = await (await owner.visitor.open(page)).text();
  const mailed = (await allMail(site.server)).filter(({ to }) => to === email).map(({ text }) => text);
  for (const text of kept.filter((one) => !isBlank(one))) {
    expect(shown).toContain(escaped(text));
    const quoted = text.replace(/^/gm, "> ");
    expect(mailed.some((mail) => mail.includes(quoted))).toBe(true);
  }
}
