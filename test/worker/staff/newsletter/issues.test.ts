import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { waitingIssues } from "../../../../worker/submissions/newsletter/issues.ts";
import { addDays } from "../../../../worker/web/days.ts";
import { lastShown } from "../../site.ts";
import { act, shown, shownAt, staff } from "../desk/people.ts";

const list = "/staff/newsletter/";
const writing = `${list}write/`;
const issue = {
  id: "spring",
  language: "en",
  subject: "Spring",
  text: "The first apricots.\n\nThey are here.",
};
const inWeek = addDays(new Date().toISOString().slice(0, 10), 7);

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
});
