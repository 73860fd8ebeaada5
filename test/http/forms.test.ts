import { describe, expect, test } from "vitest";
import organization from "../../content/organization.yaml";
import type { FormId } from "../../worker/forms/form/form.ts";
import { openTicket, signTicket, type Ticket } from "../../worker/forms/form/ticket.ts";
import { answers, formIds } from "../fixtures/answers.ts";
import { firstVersion } from "../fixtures/content.ts";
import { signingSecret } from "../fixtures/signing-secret.ts";
import { clientOf } from "./accounts.ts";
import { allMail, everyTable, fillIn, mailTo, ownSite, referenceOf, rowsOf, send, ticketOf } from "./site.ts";

const site = ownSite();
const page = (form: string) => `${site.url}/en/${form}/`;
/** Where each form is stored. */
const tables: Readonly<Record<FormId, string>> = {
  contact: "contact_messages",
  feedback: "feedback",
  order: "orders",
  newsletter: "newsletter_subscriptions",
  "policy-changes": "newsletter_subscriptions",
  "data-request": "data_requests",
};
type ReceiptFile = { receipt: { events: { event: string }[] } };
/** How many rows each table has, except counts, of visits and of minors. What a row says about mail changes as the mail leaves. */
const stored = async () =>
  [...(await everyTable(site.server))].flatMap(([table, rows]) =>
    /^(?:visit|minor_counts)/.test(table) ? [] : [[table, rows.length]],
  );

describe.each(formIds)("somebody who sends the form %s", (form) => {
  test("gets a reference, a confirmation that names it, and a mail", async () => {
    const reference = referenceOf(await fillIn(page(form), answers[form]));
    const confirmation = await fetch(`${site.url}/en/sent/${reference}/`);
    expect(confirmation.status).toBe(200);
    expect(await confirmation.text()).toContain(reference);
    const { db } = site.server;
    const kept = await db.prepare("select form from submissions where reference = ?1").bind(reference).all();
    expect(kept.results).toEqual([{ form }]);
    expect(await mailTo(site.server, "li.wei@example.org", "")).toBeDefined();
  });

  test("has one record, one receipt and one mail each, though fifty identical posts arrive at once", async () => {
    const email = `fifty.${form}@example.org`;
    const values = { ticket: await ticketOf(page(form)), ...answers[form], email };
    const posts = await Promise.all(Array.from({ length: 50 }, () => send(page(form), values)));
    const references = new Set(posts.map(referenceOf));
    expect(references.size).toBe(1);
    const [reference = ""] = references;
    for (const table of [tables[form], "submissions"])
      expect((await rowsOf(site.server, table)).filter((row) => row.reference === reference)).toHaveLength(1);
    const mails = (await allMail(site.server)).filter(
      ({ to, text, subject }) => to === email || `${subject} ${text}`.includes(reference),
    );
    const isConfirmed = ["newsletter", "policy-changes", "data-request"].includes(form);
    expect(mails.map(({ to }) => to).sort()).toEqual(isConfirmed ? [email] : [email, organization.email]);
    const receipt = await fetch(`${site.url}/en/sent/${reference}/receipt.json`);
    const events = receipt.ok ? ((await receipt.json()) as ReceiptFile).receipt.events : [];
    // What is confirmed by mail has its receipt then.
    expect(events.map(({ event }) => event)).toEqual(isConfirmed ? [] : ["given"]);
  });

  test("is linked to the version in force, and finds no box ticked", async () => {
    const html = await (await fetch(page(form))).text();
    expect(html).toContain(`href="/en/policy/${firstVersion.date}/"`);
    expect(html).not.toMatch(/<input[^>]*checked/);
  });

  test("is told of every mistake at once, and keeps the rest", async () => {
    const empty = Object.fromEntries(Object.keys(answers[form]).map((name) => [name, ""]));
    const answer = await fillIn(page(form), { ...empty, email: "li.wei at example" });
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(html).toMatch(/<title>Error: /);
    expect(html).toContain("Say how old you are");
    expect(html).toContain("li.wei at example");
  });

  test("finds the boxes ticked again that they ticked, also on a page that was open for too long", async () => {
    const boxes = (html: string) => html.match(/<input[^>]*type="checkbox"[^>]*checked/g)?.length ?? 0;
    const ticked = Object.values(answers[form]).filter((answer) => answer === "yes").length;
    const refused = await fillIn(page(form), { ...answers[form], email: "li.wei at example" });
    expect(boxes(await refused.text())).toBe(ticked);
    const late = await send(page(form), { ...answers[form], ticket: await ticketFrom(form, 25) });
    const html = await late.text();
    expect(late.status).toBe(422);
    expect(html).toContain("Your answers are below as you gave them");
    expect(boxes(html)).toBe(ticked);
  });

  test("is told why when too young; nothing is kept and nothing is shown again", async () => {
    const before = await stored();
    const answer = await fillIn(page(form), {
      ...answers[form],
      email: "mei@example.org",
      age: "too-young",
    });
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(html).toContain(`under ${firstVersion.commitments.minimumAge}`);
    expect(html).not.toContain("mei@example.org");
    expect(await stored()).toEqual(before);
  });

  test("waits for the guardian's own agreement when not of age", async () => {
    const young = { ...answers[form], age: "with-guardian" };
    const refused = await fillIn(page(form), young);
    const asked = await refused.text();
    expect(refused.status).toBe(422);
    expect(asked).toContain('<a href="#guardian"');
    expect(asked).toContain("li.wei@example.org");
    const guardian = "parent@example.org";
    const reference = referenceOf(await fillIn(page(form), { ...young, guardian }));
    const kept = await rowsOf(site.server, "submissions");
    expect(kept.some((row) => row.reference === reference)).toBe(false);
    const confirmation = await fetch(`${site.url}/en/sent/${reference}/`);
    expect(await confirmation.text()).toContain("We have written to your guardian");
  });

  test.each([
    ["forged", async () => `${(await ticketOf(page(form))).slice(0, -3)}AAA`],
    ["of another form", async () => ticketOf(page(form === "contact" ? "order" : "contact"))],
    ["missing", async () => ""],
  ])("gets the form again with everything kept and a new ticket when its ticket is %s", async (_, made) => {
    const ticket = await made();
    const answer = await send(page(form), { ticket, ...answers[form] });
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(html).toContain("li.wei@example.org");
    expect(html).not.toMatch(/type="checkbox"[^>]*checked/);
    const renewed = /name="ticket" value="([^"]+)"/.exec(html)?.[1] ?? "";
    expect((await send(page(form), { ticket: renewed, ...answers[form] })).status).toBe(303);
  });
});

/** The ticket of a page that showed the text in force some hours ago. */
async function ticketFrom(form: FormId, hours: number): Promise<string> {
  const ticket = (await openTicket(await ticketOf(page(form)), form, signingSecret)) as Ticket;
  return signTicket({ ...ticket, issuedAt: ticket.issuedAt - hours * 3_600_000 }, signingSecret);
}

describe("somebody who also ticks the newsletter on another form", () => {
  test("agrees to two purposes in two records, each for its own data", async () => {
    const reference = referenceOf(await fillIn(page("order"), { ...answers.order, newsletter: "yes" }));
    const records = (await rowsOf(site.server, "consents")).filter(({ subject }) => subject === reference);
    expect(records.map(({ purpose }) => purpose)).toEqual(["orders", "newsletter"]);
    const newsletter = records.find(({ purpose }) => purpose === "newsletter");
    expect(newsletter?.data_categories).toBe('["pd:EmailAddress"]');
    expect(await (await fetch(`${site.url}/en/sent/${reference}/`)).text()).toContain(
      "confirm the newsletter",
    );
  });
});

describe("a form that no person seems to have sent", () => {
  test("is kept for staff with its mail held, and answered like any other", async () => {
    const spam = { ...answers.contact, email: "spam@example.org", remarks: "buy now" };
    const reference = referenceOf(await fillIn(page("contact"), spam));
    expect((await fetch(`${site.url}/en/sent/${reference}/`)).status).toBe(200);
    await site.server.runCron();
    const mails = await allMail(site.server);
    const kept = (await rowsOf(site.server, "submissions")).find((row) => row.reference === reference);
    expect(kept).toMatchObject({ suspicions: expect.stringContaining("trap"), released_at: null });
    expect(kept?.quarantined_at).not.toBeNull();
    const held = (await rowsOf(site.server, "outbox")).filter(({ id }) => String(id).startsWith(reference));
    expect(held).toHaveLength(2);
    expect(held.every((row) => row.held_at !== null && row.sent_at === null)).toBe(true);
    expect(mails.some(({ to }) => to === "spam@example.org")).toBe(false);
  });

  test("is quarantined for links only when it was also too fast for a person", async () => {
    const links = "http://a.example http://b.example http://c.example http://d.example";
    const reference = referenceOf(await fillIn(page("contact"), { ...answers.contact, message: links }));
    const kept = (await rowsOf(site.server, "submissions")).find((row) => row.reference === reference);
    expect(kept).toMatchObject({ suspicions: "fast links" });
    expect(kept?.quarantined_at).not.toBeNull();
  });
});

describe("an address that somebody floods", () => {
  test("gets no more than twenty mails an hour; the rest waits for staff", async () => {
    const flood = { ...answers.feedback, email: "victim@example.org" };
    for (let count = 0; count < 22; count += 1) {
      expect((await fillIn(page("feedback"), { ...flood, feedback: `Number ${count}` })).status).toBe(303);
    }
    await site.server.runCron();
    const mails = await allMail(site.server);
    expect(mails.filter(({ to }) => to === "victim@example.org")).toHaveLength(20);
    const held = (await rowsOf(site.server, "outbox")).filter((row) => row.held_at && !row.sent_at);
    expect(held.filter(({ id }) => String(id).startsWith("F-"))).toHaveLength(2);
  });
});

describe("somebody who is signed in", () => {
  test("is not asked again for what the account knows, and sends the form with it", async () => {
    const email = "known@forms.example.org";
    const client = await clientOf(site.server, email);
    const html = await (await client.open("/en/order/")).text();
    expect(html.replaceAll(/<\/?span[^>]*>/g, "")).toContain(`Li Wei, ${email}, 2 Example Road.`);
    expect(html).not.toMatch(/name="(?:name|email|address|age|country|guardian)"/);
    expect(html).toMatch(/name="phone"/);
    const sent = await client.fillIn("/en/order/", {
      goods: "Raisins",
      quantity: "1 tonne",
      delivery: "Urumqi",
      consent: "yes",
    });
    const reference = referenceOf(sent);
    const { text } = await mailTo(site.server, email, reference);
    const link = /\/en\/written\/[\w-]{43}\//.exec(text)?.[0];
    expect(await (await fetch(`${site.url}${link}`)).text()).toContain("Raisins");
  });

  test("is asked for everything once the session has ended", async () => {
    const client = await clientOf(site.server, "leaves@forms.example.org");
    await client.send("/en/sign-out/", {});
    expect(await (await client.open("/en/order/")).text()).toMatch(/name="name"/);
  });
});
