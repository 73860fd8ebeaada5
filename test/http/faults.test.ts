import { describe, expect, test } from "vitest";
import type { FormId } from "../../worker/forms/schema.ts";
import { answers, formIds } from "../fixtures/answers.ts";
import { breaking, breakSite, type Fault } from "../fixtures/faults.ts";
import { eventually, mailsOf, mailTo, referenceOf, rowsOf, send, servedSite, ticketOf } from "./site.ts";

const site = servedSite({ inFront: breaking, vars: { FORMS_PER_NETWORK: "100000", PATIENCE_MS: "2000" } });
const page = (form: string) => `${site.url}/en/${form}/`;
const count = async (table: string) => (await rowsOf(site.server, table)).length;

describe.each(formIds)("somebody who sends the form %s", (form) => {
  test.each<Fault>(["before", "after"])("while the database fails %s its work", async (fault) => {
    const ticket = await ticketOf(page(form));
    const before = await count("submissions");
    await breakSite(site.url, { db: fault });
    const failed = await send(page(form), { ticket, ...answers[form] });
    await breakSite(site.url, {});
    const html = await failed.text();
    expect(failed.status).toBe(503);
    expect(html).toContain("li.wei@example.org");
    expect(html).toContain(ticket);
    const reference = referenceOf(await send(page(form), { ticket, ...answers[form] }));
    expect(await count("submissions")).toBe(before + 1);
    const consents = (await rowsOf(site.server, "consents")).filter(({ subject }) => subject === reference);
    expect(consents).toHaveLength(form === "data-request" ? 0 : 1);
  });
});

test("a database that never answers is not waited for without end: each form comes back", async () => {
  const tickets = await Promise.all(formIds.map((form) => ticketOf(page(form))));
  const post = () =>
    Promise.all(formIds.map((form, at) => send(page(form), { ticket: tickets[at] ?? "", ...answers[form] })));
  await breakSite(site.url, { db: "never" });
  const [forms, pages] = await Promise.all([
    post(),
    Promise.all([
      fetch(`${site.url}/en/sent/M-0000-0000-0000/`),
      fetch(`${site.url}/en/confirm/${"a".repeat(43)}/`),
      fetch(`${site.url}/en/unsubscribe/${"a".repeat(43)}/`),
    ]),
  ]);
  await breakSite(site.url, {});
  expect([...forms, ...pages].map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 503));
  for (const [at, form] of forms.entries()) {
    const html = await form.text();
    expect(html).toContain("li.wei@example.org");
    expect(html).toContain(tickets[at]);
  }
  expect((await post()).map(({ status }) => status)).toEqual(formIds.map(() => 303));
});

describe.each<[FormId, string, string]>([
  ["newsletter", "newsletter_subscriptions", "You get our newsletter"],
  ["data-request", "data_requests", "Your data request is confirmed"],
])("somebody who confirms the form %s by its mailed link", (form, table, words) => {
  test.each<Fault>(["before", "after", "never"])(
    "presses once more while the database fails %s its work",
    async (fault) => {
      const to = `${fault}.${form}@example.org`;
      const ticket = await ticketOf(page(form));
      const reference = referenceOf(await send(page(form), { ticket, ...answers[form], email: to }));
      const mail = await mailTo(site.server, to, "/confirm/");
      const link = /http\S+\/confirm\/[\w-]{43}\//.exec(mail.text)?.[0] ?? "";
      await breakSite(site.url, { db: fault });
      const failed = await send(link, {});
      await breakSite(site.url, {});
      expect(failed.status).toBe(503);
      const kept = async () => (await rowsOf(site.server, table)).find((row) => row.reference === reference);
      expect((await kept())?.confirmed_at).toBeNull();
      expect(await (await send(link, {})).text()).toContain(words);
      expect((await kept())?.confirmed_at).not.toBeNull();
      await mailTo(site.server, to, "confirmed");
    },
  );
});

describe.each<Fault>(["before", "after", "never"])("mail that fails %s it leaves", (fault) => {
  test("fails no submission, and leaves later", async () => {
    const to = `${fault}@example.org`;
    await breakSite(site.url, { mail: fault });
    const ticket = await ticketOf(page("contact"));
    const sent = await send(page("contact"), { ticket, ...answers.contact, email: to });
    expect(sent.status).toBe(303);
    const id = `${referenceOf(sent)}/client`;
    const row = async () => (await rowsOf(site.server, "outbox")).find((one) => one.id === id);
    // What never answers is given up after a while; so is the run of a test before this one.
    const tried = () => eventually(async () => ((await row())?.sealed_error ? true : undefined));
    await tried().catch(tried);
    await breakSite(site.url, {});
    const db = await site.server.db();
    await db.prepare("update outbox set next_attempt_at = queued_at where id = ?1").bind(id).run();
    await site.server.runCron();
    await eventually(async () => (await row())?.sent_at ?? undefined);
    expect(await row()).toMatchObject({ sealed_mail: null, next_attempt_at: null });
    expect(mailsOf(site.server).filter((mail) => mail.to === to)).toHaveLength(fault === "after" ? 2 : 1);
  }, 60_000);
});

test.each<Fault>(["before", "after", "never"])(
  "a form is taken while counting visits fails %s",
  async (fault) => {
    await breakSite(site.url, { visits: fault });
    const ticket = await ticketOf(page("feedback"));
    const answer = await send(page("feedback"), { ticket, ...answers.feedback });
    await breakSite(site.url, {});
    expect(answer.status).toBe(303);
  },
);
