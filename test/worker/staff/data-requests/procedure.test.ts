import { env } from "cloudflare:workers";
import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { requestKinds } from "../../../../worker/submissions/data-request/form.ts";
import { extendedDueDay, requestDueDay } from "../../../../worker/submissions/data-request/law.ts";
import { insertIssue } from "../../../../worker/submissions/newsletter/issues.ts";
import { queueIssues } from "../../../../worker/submissions/newsletter/issuing.ts";
import { RunReport } from "../../../../worker/web/run-report.ts";
import { givenOrganization } from "../../given-organization.ts";
import { ask } from "../../site.ts";
import { act, answerLink, confirmed, mailsTo, sent, shown, shownAt, staff } from "../desk/people.ts";

const page = (reference: string) => `/staff/data-requests/${reference}/`;
const statusOf = (reference: string) =>
  env.DB.prepare("select status from submissions where reference = ?1").bind(reference).first("status");
const stepsOf = async (reference: string) =>
  (
    await env.DB.prepare("select step from request_steps where reference = ?1 order by position")
      .bind(reference)
      .all<{ step: string }>()
  ).results.map(({ step }) => step);

interface Shown {
  stage: string;
  held: { parts: { name: string; count: number }[] };
  refused?: { notice: string };
}

describe("a data request of any kind", () => {
  it.each(requestKinds)("is not closed before what it asks for was done: %s", async (kind) => {
    const { cookie } = await staff();
    const reference = await confirmed(kind);
    const early = await act(`${page(reference)}done/`, { note: "Done." }, cookie);
    expect(early.status).toBe(422);
    expect(shown<Shown>("/staff/data-requests/[reference]/").refused?.notice).toContain(
      "Nothing has been done yet",
    );
    expect(await statusOf(reference)).toBe("received");
    expect(
      (await mailsTo("li.wei@example.org")).filter(({ subject }) => subject.includes("is done")),
    ).toEqual([]);
    const forced = env.DB.prepare(
      `insert into status_events (id, reference, position, status, changed_at, changed_by)
       values ('x', ?1, 1, 'done', '2026-12-01', 'U-1')`,
    ).bind(reference);
    await expect(forced.run()).rejects.toThrow("nothing was done yet");
  });

  it("is refused with a ground and reasons, and closed by that", async () => {
    const { cookie } = await staff();
    const reference = await confirmed("object");
    expect((await act(`${page(reference)}refuse/`, { refusalGround: "", reasons: "" }, cookie)).status).toBe(
      422,
    );
    const reasons = "The contract needs it until it is carried out.";
    await act(`${page(reference)}refuse/`, { refusalGround: "GDPR 21(1)", reasons }, cookie);
    expect(await statusOf(reference)).toBe("refused");
    const mail = (await mailsTo("li.wei@example.org")).at(-1);
    expect(mail?.text).toMatch(
      /decided not to carry it out[\s\S]*Legal ground: GDPR 21\(1\)[\s\S]*> The contract needs it/,
    );
    expect((await act(`${page(reference)}object/`, { position: "2" }, cookie)).status).not.toBe(200);
    expect(await stepsOf(reference)).toEqual(["refused"]);
  });
});

describe("a request to see", () => {
  it("gets a copy of exactly that person, behind the link of the closing letter", async () => {
    const { cookie } = await staff();
    const email = "sees@example.org";
    await sent("order", { email, goods: "Walnuts of this person" });
    await sent("order", { email: "other@example.org", goods: "Almonds of somebody else" });
    const reference = await confirmed("see", email);
    await act(`${page(reference)}copy/`, {}, cookie);
    expect(await stepsOf(reference)).toEqual(["identified", "searched", "granted", "exported"]);
    await act(`${page(reference)}done/`, { note: "Here it is." }, cookie);
    expect(await statusOf(reference)).toBe("done");
    const link = await answerLink(email);
    const copy = await ask(`${link}export/`, { fields: {} });
    expect(copy.headers.get("content-type")).toBe("application/zip");
    const files = unzipSync(new Uint8Array(await copy.arrayBuffer()));
    const data = new TextDecoder().decode(files["data.json"]);
    expect(data).toContain("Walnuts of this person");
    expect(data).not.toContain("Almonds");
    const other = await confirmed("object", "nobody@example.org");
    expect((await act(`${page(other)}copy/`, {}, cookie)).status).toBe(404);
    expect((await act(`${page(other)}copy/download/`, {}, cookie)).status).toBe(404);
  });
});

describe("a request to correct", () => {
  it("corrects the field where it stands, and says so in the history", async () => {
    const { cookie } = await staff();
    const email = "corrects@example.org";
    const message = await sent("contact", { email });
    const order = await sent("order", { email });
    const reference = await confirmed("correct", email);
    for (const [record, field, value] of [
      [message, "phone", "+86 991 555 0147"],
      [order, "company", "Wei & Daughters"],
    ] as const)
      await act(`${page(reference)}correct/`, { record, field, value }, cookie);
    const other = await sent("contact", { email: "another@example.org" });
    const foreign = { record: other, field: "name", value: "Mallory" };
    expect((await act(`${page(reference)}correct/`, foreign, cookie)).status).toBe(422);
    const { submission } = await shownAt<{ submission: { typed: Record<string, string> } }>(
      `/staff/inbox/${message}/`,
      "/staff/inbox/[reference]/",
      cookie,
    );
    expect(submission.typed).toMatchObject({ phone: "+86 991 555 0147", name: "Li Wei" });
    const ordered = await shownAt<{ submission: { typed: Record<string, string> } }>(
      `/staff/orders/${order}/`,
      "/staff/orders/[reference]/",
      cookie,
    );
    expect(ordered.submission.typed).toMatchObject({ company: "Wei & Daughters", goods: "Dried apricots" });
    expect(await stepsOf(reference)).toEqual(["identified", "searched", "granted", "corrected", "corrected"]);
    await act(`${page(reference)}done/`, { note: "" }, cookie);
    expect(await statusOf(reference)).toBe("done");
  });
});

describe("a request to restrict", () => {
  it("is obeyed by every list, page and job until it is lifted", async () => {
    const { cookie } = await staff();
    const email = "restricts@example.org";
    const [message, order] = [await sent("contact", { email }), await sent("order", { email })];
    const reader = await sent("newsletter", { email });
    const at = new Date();
    await env.DB.prepare("update newsletter_subscriptions set confirmed_at = ?1")
      .bind(at.toISOString())
      .run();
    const reference = await confirmed("restrict", email);
    await act(`${page(reference)}restrict/`, {}, cookie);
    const inbox = () =>
      shownAt<{ rows: { item: { reference: string } }[] }>("/staff/inbox/", "/staff/inbox/", cookie);
    const listed = async () => (await inbox()).rows.map(({ item }) => item.reference);
    expect(await listed()).not.toContain(message);
    const seen = await shownAt<{ submission: { typed: object }; context: { notes: object[] } }>(
      `/staff/inbox/${message}/`,
      "/staff/inbox/[reference]/",
      cookie,
    );
    expect(seen.submission.typed).toEqual({});
    expect((await act(`/staff/inbox/${message}/answer/`, { answer: "Hello" }, cookie)).status).toBe(409);
    expect(
      (await act(`/staff/orders/${order}/status/`, { status: "cancelled", note: "x" }, cookie)).status,
    ).toBe(409);
    const issue = { id: "spring", language: "en" as const, subject: "Spring", paragraphs: ["News"] };
    await insertIssue(env.DB, issue, at).run();
    await queueIssues(env, new RunReport());
    expect((await mailsTo(email)).filter(({ subject }) => subject === "Spring")).toEqual([]);
    await act(`${page(reference)}done/`, { note: "" }, cookie);
    expect(await statusOf(reference)).toBe("done");
    await act(`${page(reference)}lift/`, { why: "You told us that it is right now.", position: "2" }, cookie);
    expect(await listed()).toContain(message);
    expect(reader).toMatch(/^N-/);
  });
});

describe("an objection", () => {
  it("ends the newsletter with the consent to it", async () => {
    const { cookie } = await staff();
    const email = "objects@example.org";
    await sent("newsletter", { email });
    await env.DB.prepare("update newsletter_subscriptions set confirmed_at = requested_at").run();
    const reference = await confirmed("object", email);
    await act(`${page(reference)}object/`, {}, cookie);
    expect(
      await env.DB.prepare("select ended_at is not null as over from newsletter_subscriptions").first("over"),
    ).toBe(1);
    expect(await stepsOf(reference)).toContain("objected");
    await act(`${page(reference)}done/`, { note: "" }, cookie);
    expect(await statusOf(reference)).toBe("done");
  });
});

describe("a request to erase", () => {
  it("stays in the list as erased, without anything about the person", async () => {
    const { cookie } = await staff();
    const email = "erase@example.org";
    await sent("order", { email });
    const reference = await confirmed("erase", email);
    const answer = await act(`${page(reference)}erase/`, { sure: "yes" }, cookie);
    expect(answer.headers.get("location")).toBe("/staff/data-requests/?done=erased");
    for (const show of ["erased", "all"]) {
      const list = await shownAt<{ rows: { item: { reference: string; state: string } }[] }>(
        `/staff/data-requests/?show=${show}`,
        "/staff/data-requests/",
        cookie,
      );
      expect(list.rows.map(({ item }) => [item.reference, item.state])).toEqual([[reference, "erased"]]);
    }
    expect((await ask(page(reference), { cookie })).status).toBe(200);
    expect((await act(`${page(reference)}erase/`, { sure: "yes" }, cookie)).status).toBe(404);
    expect((await act(`${page(reference)}answer/`, { answer: "Hello" }, cookie)).status).toBe(409);
  });
});

describe("the law that applies", () => {
  givenOrganization({ requestLaws: ["PIPL"] });

  const at = new Date("2026-11-26T04:00:00Z");
  it("says when an answer is due, and how far it may be extended", () => {
    expect(requestDueDay(at, ["GDPR"], "Asia/Shanghai")).toBe("2026-12-26");
    expect(requestDueDay(at, ["PIPL"], "Asia/Shanghai")).toBe("2026-12-26");
    expect(requestDueDay(at, ["152-FZ"], "Asia/Shanghai")).toBe("2026-12-10");
    expect(requestDueDay(at, ["GDPR", "152-FZ"], "Asia/Shanghai")).toBe("2026-12-10");
    expect(extendedDueDay(at, ["GDPR"], "Asia/Shanghai")).toBe("2027-02-26");
    expect(extendedDueDay(at, ["152-FZ"], "Asia/Shanghai")).toBe("2026-12-17");
    expect(extendedDueDay(at, ["GDPR", "PIPL"], "Asia/Shanghai")).toBeUndefined();
  });

  it("lets nobody extend where it knows no extension", async () => {
    const { cookie } = await staff();
    const reference = await confirmed("see");
    const answer = await act(`${page(reference)}extend/`, { why: "Many records." }, cookie);
    expect(answer.status).toBe(422);
    expect(await stepsOf(reference)).toEqual([]);
  });
});
