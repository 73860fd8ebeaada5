import { env as bare } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import organization from "../../../../content/organization.yaml";
import { changeStatus } from "../../../../worker/staff/desk/changing-status.ts";
import { insertMessage } from "../../../../worker/submissions/contact/messages.ts";
import { noticeOf } from "../../../../worker/submissions/status/letters.ts";
import { type StatusChange, statuses } from "../../../../worker/submissions/status/status.ts";
import { languages } from "../../../../worker/texts/compiled/languages.ts";
import { sharedTextsIn } from "../../../../worker/texts/texts.ts";
import { keyRing } from "../../../../worker/vault/ring.ts";
import { patientBindings } from "../../../../worker/web/patience.ts";
import { message } from "../../../fixtures/contact.ts";

/** As routes get them: what the database refuses is known by its type. */
const env = patientBindings(bare);

const at = new Date("2026-12-01T08:00:00Z");
const answered: StatusChange = {
  reference: "M-1",
  position: 1,
  status: "answered",
  changedAt: at,
  changedBy: "U-1",
  note: "Yes, we do.",
};
const rows = async () => (await env.DB.prepare("select * from status_events").all()).results;
const write = async () => (await insertMessage(env.DB, await keyRing(env), "M-1", message, "en", at)).run();

describe("the history of what was sent", () => {
  it("is only added to: the database refuses to change it or to put another in its place", async () => {
    await write();
    await changeStatus(env, answered);
    for (const column of ["id", "reference", "position", "status", "changed_at", "changed_by"]) {
      const update = env.DB.prepare(`update status_events set ${column} = ${column}`).run();
      await expect(update).rejects.toThrow("never changed");
    }
    const replacing = env.DB.prepare(
      `insert or replace into status_events (id, reference, position, status, changed_at, changed_by)
       select id, reference, position, 'done', changed_at, 'U-2' from status_events`,
    ).run();
    await expect(replacing).rejects.toThrow("is taken");
    expect(await rows()).toMatchObject([{ status: "answered", changed_by: "U-1" }]);
  });

  it("takes each position once, and says who came too late", async () => {
    await write();
    expect(await changeStatus(env, answered)).toBe(true);
    expect(await changeStatus(env, answered)).toBe(false);
    expect(await changeStatus(env, { ...answered, status: "done", changedBy: "U-2" })).toBe(false);
    expect(await rows()).toMatchObject([{ status: "answered", changed_by: "U-1" }]);
    const { results } = await env.DB.prepare("select actor from audit_entries").all();
    expect(results).toEqual([{ actor: "U-1" }]);
  });

  it("writes to nobody whose submission is gone", async () => {
    const to = { email: "gone@example.org", language: "en" as const, token: "t" };
    await expect(changeStatus(env, answered, { to })).rejects.toMatchObject({ constraint: "not null" });
    expect(await rows()).toEqual([]);
    expect(await env.DB.prepare("select * from outbox").first()).toBeNull();
  });
});

describe("statuses", () => {
  it("have a label and a notice in every language", () => {
    const mails = languages.flatMap((language) =>
      statuses.map((status) => {
        expect(sharedTextsIn(language).status[status]).toBeTruthy();
        const context = { organization, origin: "https://www.example.com", language, email: "a@example.org" };
        return noticeOf({ ...answered, status }, context);
      }),
    );
    expect(new Set(mails.map(({ subject }) => subject)).size).toBe(languages.length * statuses.length);
    for (const { text, subject } of mails) {
      expect(subject).toContain("M-1");
      expect(text).toContain("> Yes, we do.");
    }
  });
});
