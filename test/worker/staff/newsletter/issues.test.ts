import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { asMail, asText, bodyOf } from "../../../../worker/mail/letter.ts";
import { queueMail } from "../../../../worker/mail/outbox.ts";
import type { FailedReaders } from "../../../../worker/staff/newsletter/pages.ts";
import type { Draft } from "../../../../worker/submissions/newsletter/issue.ts";
import { waitingIssues } from "../../../../worker/submissions/newsletter/issues.ts";
import { keyRing } from "../../../../worker/vault/ring.ts";
import { addDays } from "../../../../worker/web/days.ts";
import { today } from "../../../fixtures/content.ts";
import { ask, lastShown } from "../../site.ts";
import { act, shown, shownAt, staff } from "../desk/people.ts";

const list = "/staff/newsletter/";
const writing = `${list}write/`;
const issue = {
  id: "spring",
  language: "en",
  subject: "Spring",
  text: "The first apricots.\n\nThey are here.",
};
const inWeek = addDays(today(), 7);

const waiting = async (at = new Date()) => (await waitingIssues(env.DB, at, 10)).map(({ id }) => id);

const logged = async (): Promise<string[]> => {
  const { results } = await env.DB.prepare(
    "select action || ' ' || subject as entry from audit_entries order by sequence",
  ).all<{ entry: string }>();
  return results.map(({ entry }) => entry);
};

describe("an issue of the newsletter", () => {
  it("waits for 9:00 of its day, and a day that is over sends nothing and loses nothing", async () => {
    const { cookie } = await staff("editor");
    for (const sendOn of ["2020-01-01", "tomorrow", "2026-02-30"]) {
      const refused = await act(`${writing}send/`, { ...issue, sendOn }, cookie);
      expect([sendOn, refused.status]).toEqual([sendOn, 422]);
      expect(lastShown()).toContain("They are here.");
    }
    expect(await waiting()).toEqual([]);
    const sent = await act(`${writing}send/`, { ...issue, sendOn: inWeek }, cookie);
    expect(sent.headers.get("location")).toBe(`${list}?done=newsletter-scheduled`);
    expect(await waiting()).toEqual([]);
    expect(await waiting(new Date(`${addDays(inWeek, 1)}T12:00:00Z`))).toEqual(["spring"]);
  });

  it("is paused and goes on, each with an entry of the log", async () => {
    const { cookie } = await staff("editor");
    await act(`${writing}send/`, { ...issue, sendOn: "" }, cookie);
    expect(await waiting()).toEqual(["spring"]);
    await act(`${list}pause/`, { id: "spring" }, cookie);
    expect(await waiting()).toEqual([]);
    const { issues } = await shownAt<{ issues: unknown[] }>(list, list, cookie);
    expect(issues).toMatchObject([{ id: "spring", isPaused: true, isQueued: false }]);
    await act(`${list}resume/`, { id: "spring" }, cookie);
    expect(await waiting()).toEqual(["spring"]);
    expect((await act(`${list}pause/`, { id: "autumn" }, cookie)).status).toBe(404);
    expect(await logged()).toEqual([
      "newsletter-sent spring",
      "newsletter-paused spring",
      "newsletter-resumed spring",
    ]);
  });

  it("is kept as a draft on the server, until it is sent", async () => {
    const { cookie } = await staff("editor");
    const kept = await act(writing, { ...issue, keep: "yes" }, cookie);
    expect(kept.headers.get("location")).toBe(`${writing}?done=draft`);
    await shownAt(writing, writing, cookie);
    expect(lastShown()).toContain("They are here.");
    await act(`${writing}send/`, issue, cookie);
    await shownAt(writing, writing, cookie);
    expect(lastShown()).not.toContain("They are here.");
    expect(shown<{ draft: object }>(writing).draft).toMatchObject({ typed: { subject: "" } });
  });

  it("names whom it did not reach, from sealed mail, after an entry of the log", async () => {
    const { cookie } = await staff("editor");
    await act(`${writing}send/`, { ...issue, sendOn: "" }, cookie);
    const ring = await keyRing(env);
    for (const [id, to] of [
      ["issue/spring/a", "gone@example.org"],
      ["issue/autumn/a", "another@example.org"],
    ] as const) {
      const letter = { language: "en", heading: "Spring", paragraphs: [], reason: "" };
      await (await queueMail(env.DB, ring, asMail(id, to, letter), new Date())).run();
    }
    await env.DB.prepare("update outbox set failed_at = queued_at, next_attempt_at = null").run();
    const failed = await shownAt<FailedReaders>(`${list}spring/failed/`, `${list}failed/`, cookie);
    expect(failed.readers.map(({ email }) => email)).toEqual(["gone@example.org"]);
    expect((await logged()).at(-1)).toBe("opened issue/spring");
    expect((await ask(`${list}winter/failed/`, { cookie })).status).toBe(404);
    const { cookie: other } = await staff("manager");
    expect((await ask(`${list}spring/failed/`, { cookie: other })).status).toBe(403);
  });

  it("is one text in Markdown, as HTML and as words", async () => {
    const { cookie } = await staff("editor");
    await act(writing, { ...issue, text: "# Spring\n\n- **Figs**\n- ![x](https://a.example/x.gif)" }, cookie);
    const { draft } = shown<{ draft: Draft }>(writing);
    const letter = draft.preview?.letter;
    expect(letter && String(bodyOf(letter))).toContain("<ul>\n<li><strong>Figs</strong></li>\n<li>x</li>");
    expect(letter && asText(letter)).toContain("\n\nSpring\n\n- Figs\n- x\n");
  });
});
