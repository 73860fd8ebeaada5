import { describe, expect, it } from "vitest";
import organization from "../../../../content/organization.yaml";
import { mailsAbout } from "../../../../worker/submissions/contact/letters.ts";
import { message } from "../../../fixtures/contact.ts";

const context = {
  organization,
  origin: "https://www.example.com",
  language: "en" as const,
  reference: "M-AAAA-BBBB-CCCC",
  policyVersion: "2026-11-22",
  written: "https://www.example.com/en/written/a-token/",
};

describe("a message that was sent", () => {
  it("comes back to its sender with the reference and the version agreed to", () => {
    const [mail] = mailsAbout(message, context);
    expect(mail).toMatchObject({
      to: "li.wei@example.org",
      subject: "We have your message M-AAAA-BBBB-CCCC",
    });
    expect(mail?.text).toContain("https://www.example.com/en/policy/2026-11-22/");
    expect(mail?.text).toContain(context.written);
    expect(`${mail?.text}${mail?.html}`).not.toMatch(/apricots|谢谢|Li Wei/);
  });

  it("goes to the organization, which answers the sender", () => {
    const [, mail] = mailsAbout(message, context);
    expect(mail).toMatchObject({ to: organization.email, replyTo: "li.wei@example.org" });
    expect(mail?.text).toContain("From: Li Wei <li.wei@example.org>");
    expect(mail?.text).toContain("> Do you ship dried apricots?\n> 谢谢");
  });

  it("puts nothing that was typed into a subject", () => {
    const typed = { ...message, name: "Subject\u2028x", message: "Buy\nnow" };
    expect(mailsAbout(typed, context).map(({ subject }) => subject)).toEqual([
      "We have your message M-AAAA-BBBB-CCCC",
      "New message M-AAAA-BBBB-CCCC",
    ]);
  });

  it("shows markup as it was typed", () => {
    const typed = { ...message, message: `<script>alert("x")</script>`, name: "<b>Li</b>" };
    for (const { html } of mailsAbout(typed, context)) expect(html).not.toMatch(/<script|<b>/);
  });
});
