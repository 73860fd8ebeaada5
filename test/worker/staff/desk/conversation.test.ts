import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import organization from "../../../../content/organization.yaml";
import { ask, lastShown } from "../../site.ts";
import { act, answerLink, confirmed, mailbox, mailsTo, sent, shownAt, staff } from "./people.ts";

const email = "asks@example.org";

const inbox = (reference: string) => `/staff/inbox/${reference}/`;
const stateOf = (reference: string) =>
  env.DB.prepare("select state from desk_items where reference = ?1").bind(reference).first("state");

describe("an answer", () => {
  it("names the thread, the page to answer on, and quotes nothing to an address that nobody confirmed", async () => {
    const { cookie } = await staff();
    const reference = await sent("contact", { email, message: "Buy at https://phishing.example now" });
    await act(`${inbox(reference)}answer/`, { answer: "From March on." }, cookie);
    const [mail] = (await mailsTo(email)).filter(({ subject }) => subject.startsWith("Our answer"));
    const thread = `<${reference}@${new URL(env.ORIGIN).hostname}>`;
    expect(mail?.headers).toMatchObject({ "in-reply-to": thread, references: thread });
    expect(mail?.text).toContain("> From March on.");
    expect(mail?.text).not.toContain("phishing");
    expect(await answerLink(email)).toMatch(/^\/en\/answer\/[\w-]{43}\/$/);
  });

  it("quotes what its reader wrote once the address is known to be theirs", async () => {
    const { cookie } = await staff();
    await confirmed("see", email);
    const reference = await sent("contact", { email });
    await act(`${inbox(reference)}answer/`, { answer: "From March on." }, cookie);
    const [mail] = (await mailsTo(email)).filter(({ subject }) => subject.startsWith("Our answer"));
    expect(mail?.text).toMatch(/You wrote:\n\n> Do you ship dried apricots\?/);
  });

  it("is answered by its reader on a page of their own, and waits for staff again", async () => {
    const { cookie } = await staff();
    const reference = await sent("contact", { email });
    await act(`${inbox(reference)}answer/`, { answer: "How many bags?" }, cookie);
    expect(await stateOf(reference)).toBe("done");
    await act(`${inbox(reference)}answer/`, { answer: "Only for us.", do: "note" }, cookie);
    const link = await answerLink(email);
    expect((await ask(link)).status).toBe(200);
    expect(lastShown()).toContain("How many bags?");
    expect(lastShown()).not.toContain("Only for us.");
    expect((await act(link, { reply: " " }, "")).status).toBe(422);
    const answered = await act(link, { reply: "Forty, please." }, "");
    expect(answered.headers.get("location")).toBe(`${link}?done=replied`);
    await act(link, { reply: "Forty, please." }, "");
    expect(await stateOf(reference)).toBe("waiting");
    const { submission, context } = await shownAt<{
      submission: { changes: { note: string; changedBy: string }[] };
      context: { notes: { note: string }[] };
    }>(inbox(reference), "/staff/inbox/[reference]/", cookie);
    expect(submission.changes.map(({ note, changedBy }) => [note, changedBy === "sender"])).toEqual([
      ["How many bags?", false],
      ["Forty, please.", true],
    ]);
    expect(context.notes.map(({ note }) => note)).toEqual(["Only for us."]);
    const told = (await mailsTo(organization.email)).at(-1);
    expect(told?.subject).toBe(`The client wrote about ${reference}`);
    expect(told?.text).not.toContain("Forty");
  });

  it("takes as many replies as a network may send forms, in turn with the same words too", async () => {
    const { cookie } = await staff();
    const reference = await sent("contact", { email });
    await act(`${inbox(reference)}answer/`, { answer: "How many bags?" }, cookie);
    const link = await answerLink(email);
    const statuses: number[] = [];
    for (const reply of ["Forty.", "Fifty.", "Forty.", "Fifty.", "Forty.", "Fifty."])
      statuses.push((await ask(link, { fields: { reply }, bindings: { FORMS_PER_NETWORK: "4" } })).status);
    expect(statuses).toEqual([303, 303, 303, 303, 429, 429]);
  });

  it("takes no more once there is as much in it as a page shows", async () => {
    const { cookie } = await staff();
    const reference = await sent("contact", { email });
    await act(`${inbox(reference)}answer/`, { answer: "How many bags?" }, cookie);
    const link = await answerLink(email);
    await env.DB.prepare(
      `with recursive n(i) as (select 2 union all select i + 1 from n where i < 200)
       insert into status_events (id, reference, position, status, changed_at, changed_by)
       select ?1 || '/' || i, ?1, i, 'received', '2026-11-26T12:00:00.000Z', 'sender' from n`,
    )
      .bind(reference)
      .run();
    const refused = await ask(link, { fields: { reply: "One more." } });
    expect(refused.status).toBe(409);
    expect(lastShown()).toContain("One more.");
    expect(await env.DB.prepare("select count(*) as n from status_events").first("n")).toBe(200);
  });

  it("leads nowhere once its reader took back their consent, or everything is erased", async () => {
    const { cookie } = await staff();
    const reference = await sent("contact", { email });
    await act(`${inbox(reference)}answer/`, { answer: "From March on." }, cookie);
    const link = await answerLink(email);
    const request = await confirmed("erase", email);
    await act(`/staff/data-requests/${request}/erase/`, { sure: "yes" }, cookie);
    expect((await ask(link)).status).toBe(404);
    for (const table of ["answer_links", "desk_notes", "status_events", "offers"])
      expect(await env.DB.prepare(`select count(*) as n from ${table}`).first("n")).toBe(0);
  });
});

describe("an item", () => {
  it("is given to somebody, noted about, held back, reopened, and erased as spam", async () => {
    const { cookie, userId } = await staff();
    const client = await staff("client", "client@example.org");
    const reference = await sent("contact");
    const page = inbox(reference);
    await act(`${page}assign/`, { assignee: userId }, cookie);
    expect(
      await env.DB.prepare("select assignee from desk_items where reference = ?1")
        .bind(reference)
        .first("assignee"),
    ).toBe(userId);
    expect((await act(`${page}assign/`, { assignee: client.userId }, cookie)).status).toBe(422);
    await act(`${page}handled/`, {}, cookie);
    expect(await stateOf(reference)).toBe("done");
    await act(`${page}reopen/`, { position: "2" }, cookie);
    expect(await stateOf(reference)).toBe("waiting");
    await act(`${page}hold/`, { reason: "A dispute.", reviewOn: "2099-01-01" }, cookie);
    expect(
      (await act(`${page}erase/`, { sure: "yes", position: "3" }, cookie)).headers.get("location"),
    ).toContain("done=held");
    expect(await stateOf(reference)).toBe("waiting");
    await act(`${page}hold/release/`, {}, cookie);
    await act(`${page}erase/`, { sure: "yes", position: "3" }, cookie);
    expect(await stateOf(reference)).toBeNull();
    const { results } = await env.DB.prepare(
      "select action from audit_entries where subject = ?1 order by sequence",
    )
      .bind(reference)
      .all<{ action: string }>();
    expect(results.map(({ action }) => action).filter((action) => action !== "opened")).toEqual([
      "assigned",
      "answered",
      "reopened",
      "held",
      "hold-released",
      "erased",
    ]);
    expect(mailbox.mails.filter(({ subject }) => subject.includes("answer"))).toEqual([]);
  });

  it("that is a confirmed data request is never thrown away", async () => {
    const { cookie } = await staff();
    const reference = await confirmed("see");
    for (const desk of ["inbox", "data-requests"])
      expect((await act(`/staff/${desk}/${reference}/erase/`, { sure: "yes" }, cookie)).status).toBe(404);
  });
});
