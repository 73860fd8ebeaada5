import { beforeAll, describe, expect, it } from "vitest";
import { paragraphsOf } from "../../worker/submissions/newsletter/issue.ts";
import { answers } from "../fixtures/answers.ts";
import { escaped, naughty } from "../fixtures/naughty.ts";
import { allMail, fillIn, ownSite, referenceOf } from "./site.ts";
import { invitationSecret, type StaffMember, staffMember } from "./staff-member.ts";

const site = ownSite({ vars: { FORMS_PER_NETWORK: "100000", SIGNING_SECRET: invitationSecret } });
let owner: StaffMember;
beforeAll(async () => {
  owner = await staffMember(site.server, "owner");
});

/** So many texts go into the history of one submission. */
const mostInHistory = 60;
const batches = Array.from({ length: Math.ceil(naughty.length / mostInHistory) }, (_, at) =>
  naughty.slice(at * mostInHistory, (at + 1) * mostInHistory),
);
/** A browser sends a line break as CR LF, and the site keeps it as LF. */
const asKept = (text: string) => text.replace(/\r\n?/g, "\n");

/** What a refused form has to show: why, and what was typed. */
async function expectRefusal(answer: Response, text: string): Promise<void> {
  expect([text, answer.status]).toEqual([text, 422]);
  const page = await answer.text();
  expect(page).toMatch(/class="mistake"/);
  expect(page).toContain(`\n${escaped(asKept(text))}</textarea>`);
}

/** Sends texts one after the other to a submission, and gives those that were taken. */
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

describe("every naughty string", () => {
  it("as an answer is shown and mailed unchanged, or refused with a reason", {
    timeout: 120_000,
  }, async () => {
    for (const [at, texts] of batches.entries()) {
      const email = `answered-${at}@example.org`;
      const reference = referenceOf(await fillIn(`${site.url}/en/contact/`, { ...answers.contact, email }));
      const page = `/staff/inbox/${reference}/`;
      const kept = await taken(texts, `${page}answer/`, (answer) => ({ answer }));
      expect(kept.length).toBeGreaterThan(texts.length * 0.8);
      await expectShownAndMailed(page, email, kept);
    }
  });

  it("as a note to an order is shown and mailed unchanged, or refused with a reason", {
    timeout: 120_000,
  }, async () => {
    for (const [at, texts] of batches.entries()) {
      const email = `ordered-${at}@example.org`;
      const reference = referenceOf(await fillIn(`${site.url}/en/order/`, { ...answers.order, email }));
      const page = `/staff/orders/${reference}/`;
      const kept = await taken(texts, `${page}status/`, (note, position) => ({
        note,
        status: position % 2 === 1 ? "confirmed" : "preparing",
      }));
      expect(kept.length).toBeGreaterThan(texts.length * 0.8);
      await expectShownAndMailed(page, email, kept);
    }
  });

  it("as subject and text of an issue is shown and mailed unchanged, or refused with a reason", {
    timeout: 120_000,
  }, async () => {
    const tested: string[] = [];
    for (const text of naughty) {
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
    expect(tested.length).toBeGreaterThan(naughty.length * 0.8);
    const mails = (await allMail(site.server)).filter(({ to }) => to === owner.email);
    for (const text of tested) {
      const mail = mails.find(({ subject }) => subject === text || subject === text.trim());
      for (const paragraph of paragraphsOf(text)) expect(mail?.text).toContain(paragraph);
    }
  });
});

/** Empty notes add nothing to a page or mail. */
async function expectShownAndMailed(page: string, email: string, kept: readonly string[]): Promise<void> {
  const shown = await (await owner.visitor.open(page)).text();
  const mailed = (await allMail(site.server)).filter(({ to }) => to === email).map(({ text }) => text);
  for (const text of kept.filter((one) => one.trim() !== "")) {
    expect(shown).toContain(escaped(text));
    const quoted = text.replace(/^/gm, "> ");
    expect(mailed.some((mail) => mail.includes(quoted))).toBe(true);
  }
}
