import { describe, expect, test } from "vitest";
import type { FormId } from "../../worker/forms/form/form.ts";
import { answers, formIds } from "../fixtures/answers.ts";
import { breaking, breakSite, type Fault } from "../fixtures/faults.ts";
import { chrome } from "../fixtures/visit.ts";
import { eventually, mailsOf, mailTo, referenceOf, rowsOf, send, sharedSite, ticketOf } from "./site.ts";

const site = sharedSite(breaking);
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

test.each<Fault>(["before", "after", "never"])(
  "a form comes back whole while its limits fail %s their work, and is taken once afterwards",
  async (fault) => {
    const ticket = await ticketOf(page("contact"));
    const before = await count("submissions");
    await breakSite(site.url, { limits: fault });
    const failed = await send(page("contact"), { ticket, ...answers.contact });
    const signing = await send(page("sign-in"), {
      ticket: await ticketOf(page("sign-in")),
      email: "li.wei@example.org",
      password: "x",
    });
    await breakSite(site.url, {});
    expect([failed.status, signing.status]).toEqual([503, 503]);
    for (const answer of [failed, signing]) expect(await answer.text()).toContain("li.wei@example.org");
    referenceOf(await send(page("contact"), { ticket, ...answers.contact }));
    expect(await count("submissions")).toBe(before + 1);
  },
);

test("a database that never answers is not waited for without end: each form comes back", async () => {
  const tickets = await Promise.all(formIds.map((form) => ticketOf(page(form))));
  const post = () =>
    Promise.all(formIds.map((form, at) => send(page(form), { ticket: tickets[at] ?? "", ...answers[form] })));
  await breakSite(site.url, { db: "never" });
  const [forms, pages] = await Promise.all([
    post(),
    Promise.all([
      fetch(`${site.url}/en/sent/M-0000-0000-0000/`),
      fetch(`${site.url}/en/sent/M-0000-0000-0000/receipt.json`),
      fetch(`${site.url}/en/confirm/${"a".repeat(43)}/`),
      fetch(`${site.url}/en/unsubscribe/${"a".repeat(43)}/`),
      send(`${site.url}/en/confirm/${"a".repeat(43)}/`, {}),
      send(`${site.url}/en/confirm/${"a".repeat(43)}/again/`, {}),
      send(`${site.url}/en/unsubscribe/${"a".repeat(43)}/`, { "List-Unsubscribe": "One-Click" }),
    ]),
  ]);
  await breakSite(site.url, {});
  expect([...forms, ...pages].map(({ status }) => status)).toEqual(
    Array.from({ length: formIds.length + 7 }, () => 503),
  );
  for (const [at, form] of forms.entries()) {
    const html = await form.text();
    expect(html).toContain("li.wei@example.org");
    expect(html).toContain(tickets[at]);
  }
  expect((await post()).map(({ status }) => status)).toEqual(formIds.map(() => 303));
});

/** Repeats a request, with one more database call working each time, until it is answered. */
async function askThroughFaults(fault: Fault, ask: () => Promise<Response>) {
  for (let failures = 0; failures < 10; failures += 1) {
    await breakSite(site.url, { db: fault, dbPasses: failures });
    const answer = await ask();
    await breakSite(site.url, {});
    if (answer.status !== 503) return { failures, status: answer.status, html: await answer.text() };
  }
  throw new Error("it never worked");
}

/** The link mailed to the sender of a form. */
async function mailedLink(form: FormId, email: string): Promise<{ link: string; reference: string }> {
  const ticket = await ticketOf(page(form));
  const reference = referenceOf(await send(page(form), { ticket, ...answers[form], email }));
  const mail = await mailTo(site.server, email, "/confirm/");
  return { reference, link: /http\S+\/confirm\/[\w-]{43}\//.exec(mail.text)?.[0] ?? "" };
}

describe.each<[Fault, string, number]>([
  ["before", "", 200],
  // What was done without anybody hearing of it is not done twice, and the page says that it is done.
  ["after", "There is nothing more to do", 410],
])("while the database fails %s its work, somebody with a mailed link", (fault, said, status) => {
  test.each<[FormId, string, string, number]>([
    // A consent is read before the one that follows it is written.
    ["newsletter", "newsletter_subscriptions", "You get our newsletter", 4],
    ["data-request", "data_requests", "Your data request is confirmed", 3],
  ])("confirms the form %s by pressing until it works, once", async (form, table, words, failures) => {
    const email = `${fault}.${form}@faults.example.org`;
    const { link, reference } = await mailedLink(form, email);
    const done = await askThroughFaults(fault, () => send(link, {}));
    expect(done).toMatchObject({ failures, status, html: expect.stringContaining(said || words) });
    const kept = (await rowsOf(site.server, table)).find((row) => row.reference === reference);
    expect(kept?.confirmed_at).not.toBeNull();
    await site.server.runCron();
    await mailTo(site.server, email, words.replace("Your data request", `Your data request ${reference}`));
  });

  test.each<FormId>(["newsletter", "data-request"])(
    "gets one new link in place of an old one of the form %s",
    async (form) => {
      const email = `${fault}.late.${form}@faults.example.org`;
      const { link, reference } = await mailedLink(form, email);
      const { db } = site.server;
      await db.prepare("update links set expires_at = '2026-01-01' where subject = ?1").bind(reference).run();
      const done = await askThroughFaults(fault, () => send(`${link}again/`, {}));
      expect(done).toMatchObject({ failures: 3, status });
      expect(done.html).toContain(said || "A new link is on its way");
      await site.server.runCron();
      const mails = () => mailsOf(site.server).filter(({ to }) => to === email);
      await expect.poll(mails).toHaveLength(2);
      const links = (await rowsOf(site.server, "links")).filter(({ subject }) => subject === reference);
      expect(links).toHaveLength(2);
    },
  );
});

test.each<Fault>(["before", "after"])(
  "somebody ends the newsletter in one click, once, while the database fails %s its work",
  async (fault) => {
    const email = `${fault}.leaves@faults.example.org`;
    await send((await mailedLink("newsletter", email)).link, {});
    const { text } = await mailTo(site.server, email, "/unsubscribe/");
    const address = /http\S+\/unsubscribe\/[\w-]{43}\//.exec(text)?.[0] ?? "";
    const isReader = async () =>
      (await rowsOf(site.server, "current_readers")).some(({ reference }) =>
        text.includes(String(reference)),
      );
    expect(await isReader()).toBe(true);
    const done = await askThroughFaults(fault, () => send(address, { "List-Unsubscribe": "One-Click" }));
    expect(done).toMatchObject({ failures: 3, status: 200 });
    expect(done.html).toContain("You no longer get the newsletter");
    expect(await isReader()).toBe(false);
    const withdrawn = (await rowsOf(site.server, "consents")).filter(
      ({ event, subject }) => event === "withdrawn" && text.includes(String(subject)),
    );
    expect(withdrawn).toHaveLength(1);
  },
);

test.each<Fault>(["before", "after"])(
  "somebody sees and downloads their receipt once the database no longer fails %s its work",
  async (fault) => {
    const ticket = await ticketOf(page("contact"));
    const reference = referenceOf(await send(page("contact"), { ticket, ...answers.contact }));
    for (const path of ["", "receipt.json"]) {
      const done = await askThroughFaults(fault, () => fetch(`${site.url}/en/sent/${reference}/${path}`));
      expect(done).toMatchObject({ status: 200, html: expect.stringContaining("eyJ") });
      expect(done.failures).toBeGreaterThan(0);
    }
  },
);

describe.each<Fault>(["before", "after", "never"])("mail that fails %s it leaves", (fault) => {
  test("fails no submission, and leaves later", async () => {
    const to = `${fault}@faults.example.org`;
    await breakSite(site.url, { mail: fault });
    const ticket = await ticketOf(page("contact"));
    const sent = await send(page("contact"), { ticket, ...answers.contact, email: to });
    expect(sent.status).toBe(303);
    const id = `${referenceOf(sent)}/client`;
    const row = async () => (await rowsOf(site.server, "outbox")).find((one) => one.id === id);
    // A call that never answers is given up after a while; so is the run of the previous test.
    const tried = () => eventually(async () => ((await row())?.sealed_error ? true : undefined));
    await tried().catch(tried);
    await breakSite(site.url, {});
    const { db } = site.server;
    await db.prepare("update outbox set next_attempt_at = queued_at where id = ?1").bind(id).run();
    await site.server.runCron();
    await eventually(async () => (await row())?.sent_at ?? undefined);
    expect(await row()).toMatchObject({ sealed_mail: null, next_attempt_at: null });
    expect(mailsOf(site.server).filter((mail) => mail.to === to)).toHaveLength(fault === "after" ? 2 : 1);
  });
});

test.each<Fault>(["before", "after", "never"])(
  "each form is shown, taken and answered while counting visits fails %s, and counting goes on after it",
  async (fault) => {
    const person = {
      "user-agent": chrome(),
      "sec-fetch-dest": "document",
      "sec-fetch-site": "same-origin",
    };
    const sendAll = () =>
      Promise.all(
        formIds.map(async (form) =>
          send(page(form), { ticket: await ticketOf(page(form)), ...answers[form] }, person),
        ),
      );
    await breakSite(site.url, { visits: fault });
    const sent = await sendAll();
    const confirmations = await Promise.all(
      sent.map((answer) => fetch(`${site.url}/en/sent/${referenceOf(answer)}/`)),
    );
    await breakSite(site.url, {});
    expect(confirmations.map(({ status }) => status)).toEqual(formIds.map(() => 200));
    const counted = async () => {
      const cells = await rowsOf(site.server, "visit_cells");
      const forms = cells.filter(({ indicator }) => indicator === "form");
      return forms.reduce((sum, { views }) => sum + Number(views), 0);
    };
    const before = await counted();
    await sendAll();
    await expect.poll(counted).toBeGreaterThanOrEqual(before + formIds.length);
  },
);
