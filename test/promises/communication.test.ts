import { describe, expect, test } from "vitest";
import { answers, registration } from "../fixtures/answers.ts";
import { fillIn, mailTo, rowsOf, send, sharedSite } from "../http/site.ts";
import { mailsTo, Visitor } from "../http/visitor.ts";
import { from, press, textAt } from "./outside.ts";

const site = sharedSite();
const confirmed = async () =>
  (await rowsOf(site.server, "newsletter_subscriptions")).filter((row) => row.confirmed_at && !row.ended_at)
    .length;

describe("communication", () => {
  test("When you register, this site sends you an e-mail that reminds you of your registration.", async () => {
    const email = "registers@promises.example.org";
    await new Visitor(site.url).fillIn("/en/register/", { ...registration, email });
    expect((await mailTo(site.server, email, "/verify/")).subject).toMatch(/registration/i);
  });

  test("The number, the address and the form are on the contact page.", async () => {
    const page = await (await fetch(`${site.url}/en/contact/`)).text();
    // Not the foot that every page has.
    const html = /<main.*<\/main>/s.exec(page)?.[0] ?? "";
    expect(html).toMatch(/href="tel:\+[\d]+"/);
    expect(html).toMatch(/href="mailto:[^"]+@[^"]+"/);
    expect(html).toMatch(/<form[^>]*method="post"/);
  });

  test("This site may send you advertising and information, but never without your consent, which you give when you subscribe to such messages.", async () => {
    const email = "no.advertising@promises.example.org";
    const before = await confirmed();
    await fillIn(`${site.url}/en/contact/`, from("contact", email));
    await fillIn(`${site.url}/en/order/`, from("order", email));
    expect(await confirmed()).toBe(before);
  });

  test("Your subscription to the newsletter starts only after you confirm it through a link that we send to your e-mail address.", async () => {
    const email = "subscribes@promises.example.org";
    const before = await confirmed();
    await fillIn(`${site.url}/en/newsletter/`, { ...answers.newsletter, email });
    const { text } = await mailTo(site.server, email, "/confirm/");
    const link = /http\S+\/confirm\/[\w-]{43}\//.exec(text)?.[0] ?? "";
    await fetch(link);
    expect(await confirmed()).toBe(before);
    await send(link, {});
    expect(await confirmed()).toBe(before + 1);
  });

  test("Every issue carries a link for unsubscribing.", async () => {
    const email = "subscribes@promises.example.org";
    const before = await confirmed();
    const welcome = await mailTo(site.server, email, "/unsubscribe/");
    expect(Object.keys(welcome.headers).map((name) => name.toLowerCase())).toContain("list-unsubscribe");
    expect(
      await textAt(site, new URL(/http\S+\/unsubscribe\/\S+\//.exec(welcome.text)?.[0] ?? site.url).pathname),
    ).toMatch(/Stop the newsletter/);
    expect((await press(site, email, "unsubscribe")).status).toBe(200);
    expect(await confirmed()).toBe(before - 1);
    expect(mailsTo(site.server.mailbox, email).length).toBeGreaterThan(0);
  });
});
