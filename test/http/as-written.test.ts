import { describe, expect, it } from "vitest";
import { answers, registration } from "../fixtures/answers.ts";
import { linkTo } from "./accounts.ts";
import { fillIn, mailTo, referenceOf, sharedSite } from "./site.ts";
import { staffMember } from "./staff-member.ts";
import { Visitor } from "./visitor.ts";

const site = sharedSite();
const { password } = registration;

/** An address as people write it, in another way, and as mail is sent to it. */
const people = [
  ["ivan@пример.рф", "\u202aIvan@XN--E1AFMKFD.xn--p1ai\u202c", "ivan@xn--e1afmkfd.xn--p1ai"],
  ["rock&roll@bücher.example", "<ROCK&ROLL@Bücher。example>", "rock&roll@xn--bcher-kva.example"],
] as const;

describe("somebody whose address is not like most", () => {
  it.each(people)(
    "opens an account as %s, and signs in and gets a new password as %s",
    async (typed, other, sent) => {
      const visitor = new Visitor(site.url);
      const asked = await visitor.fillIn("/en/register/", { ...registration, email: typed });
      expect(asked.headers.get("location")).toBe("/en/register/sent/");
      const link = await linkTo(site.server, sent, "verify");
      expect((await visitor.fillIn(link, { password })).headers.get("location")).toBe("/en/account/");
      expect(await (await visitor.open("/en/account/")).text()).toContain(sent.replace("&", "&amp;"));

      const again = new Visitor(site.url);
      const signedIn = await again.fillIn("/en/sign-in/", { email: other, password });
      expect(signedIn.headers.get("location")).toBe("/en/account/");
      const second = await (await again.fillIn("/en/account/security/two-factor/", { password })).text();
      expect(second).toContain(encodeURIComponent(sent));
      expect(second).not.toContain("account.invalid");

      await new Visitor(site.url).fillIn("/en/forgot-password/", { email: other });
      const reset = await linkTo(site.server, sent, "reset");
      const stronger = "seven other apricots";
      expect((await new Visitor(site.url).fillIn(reset, { password: stronger })).status).toBe(303);
      const last = await new Visitor(site.url).fillIn("/en/sign-in/", { email: typed, password: stronger });
      expect(last.headers.get("location")).toBe("/en/account/");
    },
  );

  it("is found with what they sent as anybody is, by either form", async () => {
    const [typed, other, lower] = people[0];
    // The part before the @ keeps the capital that was typed.
    const sent = lower.replace("i", "I");
    const phone = "\u202d+86（991）5550100\u202c";
    const reference = referenceOf(
      await fillIn(`${site.url}/en/contact/`, { ...answers.contact, email: other, phone }),
    );
    await mailTo(site.server, sent, reference);
    const client = new Visitor(site.url);
    const signedIn = await client.fillIn("/en/sign-in/", { email: typed, password: "seven other apricots" });
    expect(signedIn.status).toBe(303);
    expect(await (await client.open("/en/account/orders/")).text()).toContain(reference);

    const { visitor: manager } = await staffMember(site.server, "manager");
    const page = await (await manager.open(`/staff/inbox/${reference.toLowerCase()}/`)).text();
    expect(page).toContain(phone);
    expect(page).toContain("+869915550100");
    expect(page).toContain(sent);
  });

  it("is told to write more than marks that nobody sees", async () => {
    const answer = await fillIn(`${site.url}/en/contact/`, {
      ...answers.contact,
      name: "\u200b",
      message: "\u3164",
    });
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain("Enter your name");
    expect(page).toContain("Enter your message");
  });

  it("is told where our mail does not reach", async () => {
    const answer = await fillIn(`${site.url}/en/newsletter/`, {
      ...answers.newsletter,
      email: "иван@пример.рф",
    });
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain("only Latin letters before the @");
    expect(page, "what was typed is kept").toContain("иван@пример.рф");
  });
});
