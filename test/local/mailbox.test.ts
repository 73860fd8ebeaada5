import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { refusalOf } from "../../local/mail-rules.ts";
import { breakMail, deliver, mailboxFile, readMailbox } from "../../local/mailbox.ts";

const state = mkdtempSync(join(tmpdir(), "mailbox-"));
const at = new Date("2026-12-01T10:00:00Z");
const mail = {
  from: { email: "no-reply@example.com", name: "Company" },
  to: "li.wei@example.org",
  replyTo: "privacy@example.com",
  subject: "We have your message",
  text: "Thank you.\n",
  html: "<p>Thank you.</p>",
  headers: { "Auto-Submitted": "auto-replied" },
};

beforeEach(() => {
  breakMail(state, undefined);
  rmSync(mailboxFile(state), { force: true });
});
afterAll(() => rmSync(state, { recursive: true }));

it("keeps a mail as one line of JSON", async () => {
  expect(await deliver(state, mail, at)).toBeUndefined();
  expect(readFileSync(mailboxFile(state), "utf8").split("\n")).toHaveLength(2);
  expect(readMailbox(state)).toEqual([
    {
      at: "2026-12-01T10:00:00.000Z",
      to: "li.wei@example.org",
      subject: "We have your message",
      text: "Thank you.\n",
      html: "<p>Thank you.</p>",
      headers: {
        From: "Company <no-reply@example.com>",
        "Reply-To": "privacy@example.com",
        "Auto-Submitted": "auto-replied",
      },
    },
  ]);
});

it("is empty before the first mail", () => {
  expect(readMailbox(state)).toEqual([]);
});

describe("refuses what production refuses", () => {
  it.each([
    ["a line break in the subject", { subject: "Hello\r\nBcc: all@example.org" }],
    ["a line break in the sender's name", { from: { email: "no-reply@example.com", name: "A\nB" } }],
    ["a line break in an address", { to: "li.wei@example.org\r\n" }],
    ["two addresses in one field", { to: "a@example.org, b@example.org" }],
    ["two recipients", { to: ["a@example.org", "b@example.org"] }],
    ["two addresses to answer to", { replyTo: "a@example.org,b@example.org" }],
    ["no recipient", { to: undefined }],
    ["no subject", { subject: "" }],
    ["no body", { text: " ", html: undefined }],
    ["a header that has a field of its own", { headers: { Bcc: "all@example.org" } }],
    ["a header that the service sets", { headers: { "Message-ID": "<1@example.org>" } }],
    ["a line break in a header", { headers: { "X-A": "1\r\nBcc: all@example.org" } }],
  ])("%s", async (_, change) => {
    expect(refusalOf({ ...mail, ...change })).toBeTruthy();
    expect(await deliver(state, { ...mail, ...change }, at)).toMatch(/^E_VALIDATION_ERROR: /);
    expect(readMailbox(state)).toEqual([]);
  });
});

it("can be made to fail before a mail has left", async () => {
  breakMail(state, "before");
  expect(await deliver(state, mail, at)).toContain("before it leaves");
  expect(readMailbox(state)).toHaveLength(0);
});

it("can be made to fail after a mail has left", async () => {
  breakMail(state, "after");
  expect(await deliver(state, mail, at)).toContain("after it has left");
  expect(readMailbox(state)).toHaveLength(1);
});

it("can be made never to answer", async () => {
  breakMail(state, "never");
  const waited = new Promise((resolve) => setTimeout(resolve, 50, "still waiting"));
  expect(await Promise.race([deliver(state, mail, at), waited])).toBe("still waiting");
});
