import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import organization from "../../content/organization.yaml";
import { mailboxFile } from "../../local/mailbox.ts";
import type { VersionText } from "../../worker/policy/text/version-text.ts";
import { versions as published } from "../../worker/policy/versions/lock.ts";
import type { VersionLock } from "../../worker/policy/versions/version.ts";
import { dayInWords, languageName, textsIn } from "../../worker/texts/texts.ts";
import type { Language } from "../../worker/web/organization.ts";
import { htmlMistakes } from "../browser/findings.ts";
import { Window } from "../browser/window.ts";
import { answers, registration } from "../fixtures/answers.ts";
import { firstClause, inWords } from "../fixtures/content.ts";
import { draft } from "../fixtures/publish-draft.ts";
import { clientOf } from "./accounts.ts";
import { later, siteWithLaterVersion, withdrawn } from "./later-version.ts";
import { send, ticketOf } from "./site.ts";
import { Visitor } from "./visitor.ts";

const { copy, servedAt } = siteWithLaterVersion();
const window = new Window();

/** How many versions come before the draft, which is published in the copy. */
const before = published.filter(({ date }) => date < draft).length;
const numberOf = { draft: before + 1, withdrawn: before + 2, later: before + 3 };

/** The forms that the later version still offers. */
const forms = ["contact", "order", "feedback", "data-request"] as const;

const email = "agrees@example.org";
const typed = { ...answers.contact, message: "Typed before the change" };

describe("a version that was published for a later day", () => {
  const tickets = new Map<string, string>();

  test("is announced until its first instant, and from then on is what readers get, without a build", async () => {
    await servedAt("2031-04-30T23:00", async (url) => {
      expect(await textOf(`${url}/en/policy/`)).toMatch(
        new RegExp(`In force since ${inWords(draft)}.*takes effect on 1 May 2031`, "s"),
      );
      expect(await textOf(`${url}/en/policy/`)).not.toContain("The later text.");
      expect(await textOf(`${url}/en/policy/${later}/`)).toMatch(
        /Upcoming from 1 May 2031.*The later text\./s,
      );
      expect(await textOf(`${url}/en/`)).toMatch(
        new RegExp(`In force since ${inWords(draft)}.*takes effect on 1 May 2031`, "s"),
      );
      await announcesWhatComes(url);
      await listsWhatIsNotTranslated(url);
      await keepsWhatWasWithdrawn(url);
      await namesThePartner(url);
      await clientOf({ url, mailbox: mailboxFile(join(copy, "state")) }, email);
      for (const form of forms) tickets.set(form, await ticketOf(`${url}/en/${form}/`));
    });
    const built = readFileSync(join(copy, "dist/server/entry.mjs"));
    await servedAt("2031-05-01T00:00", async (url) => {
      expect(await textOf(`${url}/en/policy/`)).toMatch(/In force since 1 May 2031.*The later text\./s);
      expect(await textOf(`${url}/en/policy/${draft}/`)).toMatch(/Superseded until 1 May 2031/);
      const home = await (await fetch(`${url}/en/`)).text();
      expect(inText(home)).toMatch(new RegExp(`Version ${numberOf.later}\\s*In force since 1 May 2031`));
      expect(inText(home)).not.toContain(inWords(draft));
      expect(home).toContain(`href="/en/policy/compare/${draft}/${later}/"`);
      await bindsTheLaterText(url);
      await saysWhatIsNotTranslated(url);
      expect(await textOf(`${url}/en/contact/`)).toContain("version of 1 May 2031");
      await asksAgain(url, tickets.get("contact") ?? "");
      for (const form of forms) await saysSo(`${url}/en/${form}/`, form, tickets.get(form) ?? "");
      await offersNoNewsletter(url);
      await asksTheAccount(url);
      expect(await textOf(`${url}/en/partners/`)).toContain("No partner is listed yet.");
      expect(await textOf(`${url}/en/order/`)).not.toContain("Silk Road Mills");
    });
    expect(readFileSync(join(copy, "dist/server/entry.mjs"))).toEqual(built);
  });
});

/** Somebody whose form was open while the policy changed hears so on a page without a mistake. */
async function saysSo(page: string, form: (typeof forms)[number], ticket: string): Promise<void> {
  const refused = await send(page, { ...answers[form], ticket });
  const html = await refused.text();
  expect(refused.status, form).toBe(422);
  expect(html, form).toContain(`href="/en/policy/compare/${draft}/${later}/"`);
  expect(html, form).toContain("li.wei@example.org");
  expect(html, form).not.toMatch(/type="checkbox"[^>]*checked/);
  expect(await htmlMistakes(html), form).toEqual([]);
  expect((await window.lookAtAnswer(page, html)).findings, form).toEqual([]);
}

async function announcesWhatComes(url: string): Promise<void> {
  const current = await fetch(`${url}/en/policy/`);
  const html = await current.text();
  expect(html).toContain(`href="/en/policy/compare/${draft}/${later}/"`);
  expect(current.headers.get("link")).toContain(`</en/policy/${later}/>; rel="successor-version"`);
  const text = await fetch(`${url}/en/policy/${draft}/clauses.json`);
  const { clauses } = (await text.json()) as VersionText;
  const changes = await (await fetch(`${url}/en/policy/compare/${draft}/${later}/`)).text();
  expect(changes).toContain('<ins><span class="unseen">added: </span>The later text.</ins>');
  expect(changes).toContain(`1 clause changes, ${clauses.length - 1} clauses stay as they are.`);
  expect(await textOf(`${url}/en/policy/compare/${draft}/${later}/list/`)).toMatch(
    /New paragraph.*The later text\./,
  );
  const backwards = await fetch(`${url}/en/policy/compare/${later}/${draft}/`, { redirect: "manual" });
  expect(backwards.headers.get("location")).toBe(`/en/policy/compare/${draft}/${later}/`);
  expect(await textOf(`${url}/en/policy/at/${later}/`)).toMatch(
    /Set to be in force on 1 May 2031\..*The later text\./s,
  );
  expect(await (await fetch(`${url}/en/policy/feed.xml`)).text()).toContain(
    "Upcoming: takes effect on 1 May 2031.",
  );
  expect(await textOf(`${url}/en/policy/clause/${firstClause}/`)).toMatch(
    /Upcoming from 1 May 2031.*Changed.*The later text\./s,
  );
}

/** A version that was withdrawn keeps its number and its text, and is shown as withdrawn wherever versions are. */
async function keepsWhatWasWithdrawn(url: string): Promise<void> {
  const said = /Withdrawn on 25 March 2031, before it took effect\. It named the wrong partner\./;
  expect(await textOf(`${url}/en/policy/${withdrawn}/`)).toMatch(said);
  expect(await textOf(`${url}/en/policy/${withdrawn}/`)).toContain("The withdrawn text.");
  expect(await textOf(`${url}/en/policy/versions/`)).toMatch(
    new RegExp(
      `1 May 2031.*Version ${numberOf.later}.*1 April 2031.*Withdrawn on 25 March 2031.*Version ${numberOf.withdrawn}.*${inWords(draft)}.*Version ${numberOf.draft}`,
      "s",
    ),
  );
  for (const feed of ["feed.xml", "feed.json"])
    expect(await (await fetch(`${url}/en/policy/${feed}`)).text(), feed).toMatch(said);
  const { versions } = (await (await fetch(`${url}/en/policy/versions.json`)).json()) as VersionLock;
  expect(versions.find(({ date }) => date === withdrawn)).toMatchObject({
    sequence: numberOf.withdrawn,
    state: "withdrawn",
    withdrawn: { on: "2031-03-25", reason: "It named the wrong partner." },
  });
  expect(await textOf(`${url}/en/policy/compare/${draft}/${withdrawn}/`)).toMatch(
    /Withdrawn.*The withdrawn text\./s,
  );
  expect(await textOf(`${url}/en/policy/clause/${firstClause}/`)).toMatch(/Withdrawn on 25 March 2031/);
  expect(await textOf(`${url}/en/policy/at/${withdrawn}/`)).not.toContain("The withdrawn text.");
  for (const page of ["policy/", ""])
    expect(await textOf(`${url}/en/${page}`), page).not.toContain("1 April 2031");
}

/** With name and logo on its page, and where its goods are offered. */
async function namesThePartner(url: string): Promise<void> {
  const page = `${url}/en/partners/`;
  const html = await (await fetch(page)).text();
  expect(inText(html)).toMatch(
    /Silk Road Mills\s*Woollen blankets from Kashgar\s*Partner since 1 December 2026, until 30 April 2031/,
  );
  const logo = /<img[^>]*src="([^"]+)"[^>]*alt="Logo of Silk Road Mills"/.exec(html)?.[1] ?? "no logo";
  expect((await fetch(new URL(logo, url))).headers.get("content-type")).toBe("image/svg+xml");
  expect(await htmlMistakes(html)).toEqual([]);
  expect((await window.lookAtAnswer(page, html)).findings).toEqual([]);
  const order = await (await fetch(`${url}/en/order/`)).text();
  expect(order).toMatch(/Goods offered here come from.*Silk Road Mills/s);
  expect((await window.lookAtAnswer(page, order)).findings).toEqual([]);
}

/** A version that is there in English only says so in the other languages, and leads to the English text. */
async function saysWhatIsNotTranslated(url: string): Promise<void> {
  for (const language of organization.languages.slice(1)) {
    const html = await (await fetch(`${url}/${language}/policy/`)).text();
    expect(html).toContain(`<html lang="${language}"`);
    expect(html).toContain(`href="/en/policy/${later}/"`);
    expect(html).not.toContain("The later text.");
    const home = inText(await (await fetch(`${url}/${language}/`)).text());
    expect(home).toContain(inText(textsIn(language).home.facts.version({ sequence: numberOf.later })));
    expect(home).toContain(inText(dayInWords(later, language)));
  }
  expect(await (await fetch(`${url}/en/policy/`)).text()).not.toMatch(
    /<link rel="alternate" hreflang="(?!en|x-default)/,
  );
}

async function bindsTheLaterText(url: string): Promise<void> {
  const { headers } = await fetch(`${url}/en/policy/${draft}/`);
  expect(headers.get("link")).toContain('</en/policy/>; rel="latest-version"');
  const compared = await fetch(`${url}/en/policy/compare/${draft}/current/`);
  expect(new URL(compared.url).pathname).toBe(`/en/policy/compare/${draft}/${later}/`);
  expect(await (await fetch(`${url}/en/policy/feed.xml`)).text()).toContain("In effect from 1 May 2031.");
  expect(await textOf(`${url}/en/policy/at/2031-04-30/`)).toMatch(
    /In force on 30 April 2031\..*Superseded until 1 May 2031/s,
  );
}

/** Somebody had the contact form open when the later version took effect. */
async function asksAgain(url: string, ticket: string): Promise<void> {
  const contact = `${url}/en/contact/`;
  const refused = await send(contact, { ticket, ...typed });
  const html = await refused.text();
  expect(refused.status).toBe(422);
  expect(html).toContain("Our privacy policy has changed since you opened this page.");
  expect(html).toContain(`href="/en/policy/${later}/"`);
  expect(html).toContain(`href="/en/policy/compare/${draft}/${later}/"`);
  expect(html).toContain("Typed before the change");
  expect(html).not.toMatch(/type="checkbox"[^>]*checked/);
  const renewed = /name="ticket" value="([^"]+)"/.exec(html)?.[1] ?? "";
  expect((await send(contact, { ticket: renewed, ...typed })).status).toBe(303);
}

/** Whoever opened an account before is asked at the next sign-in, may refuse, and may agree after all. */
async function asksTheAccount(url: string): Promise<void> {
  const client = new Visitor(url);
  const { password } = registration;
  const signIn = async () =>
    (await client.fillIn("/en/sign-in/", { email, password })).headers.get("location");
  const question = "/en/account/consents/accept/";
  expect(await signIn()).toBe(question);
  expect(inText(await (await client.open("/en/account/")).text())).toContain(
    `You agreed to the one of ${inWords(draft)}.`,
  );
  const html = await (await client.open(question)).text();
  expect(html).toContain(`href="/en/policy/compare/${draft}/${later}/"`);
  expect(await htmlMistakes(html)).toEqual([]);
  expect((await window.lookAtAnswer(url + question, html)).findings).toEqual([]);
  await client.send("/en/account/consents/refuse/", { version: later });
  expect((await client.open("/en/account/order/")).headers.get("location")).toBe(
    `${question}?done=no-orders`,
  );
  const overview = await (await client.open("/en/account/")).text();
  expect(inText(overview)).toContain("so this account takes no new orders.");
  expect((await window.lookAtAnswer(`${url}/en/account/`, overview)).findings).toEqual([]);
  const signed = await client.fillIn(question, { consent: "yes", password });
  expect(signed.headers.get("location")).toBe("/en/account/consents/?done=signed");
  expect((await client.open("/en/account/order/")).status).toBe(200);
  expect(await signIn()).toBe("/en/account/");
}

/** The later version does not list the newsletter among its purposes. */
async function offersNoNewsletter(url: string): Promise<void> {
  const contact = `${url}/en/contact/`;
  expect(await (await fetch(contact)).text()).not.toMatch(/name="newsletter"|\/en\/newsletter\//);
  const ticked = await send(contact, { ticket: await ticketOf(contact), ...typed, newsletter: "yes" });
  expect(ticked.status).toBe(422);
  expect(await ticked.text()).toContain("Typed before the change");
  expect((await fetch(`${url}/en/newsletter/`)).status).toBe(404);
  expect(await (await fetch(`${url}/en/`)).text()).not.toContain("/en/newsletter/");
  expect((await send(`${url}/en/newsletter/`, answers.newsletter)).status).toBe(404);
}

async function textOf(url: string): Promise<string> {
  return inText(await (await fetch(url)).text());
}

function inText(html: string): string {
  return html.replace(/<[^>]+>/g, "").replace(/\s+/g, " ");
}

/** The later version was published in English alone. */
async function listsWhatIsNotTranslated(url: string): Promise<void> {
  for (const language of organization.languages.filter((one) => one !== "en")) {
    const page = await (await fetch(`${url}/${language}/policy/versions/`)).text();
    expect(page).toMatch(new RegExp(`<a href="/en/policy/${later}/" hreflang="en"`));
    expect(page).toContain(`href="/en/policy/compare/${draft}/${later}/" hreflang="en"`);
    for (const name of ["a", "b"])
      expect(page).toMatch(new RegExp(`<select id="${name}".*?<option value="${later}".*?</select>`, "s"));
    await announcesWhatIsNotTranslated(url, language);
  }
}

/** Whoever follows the feed, compares or reads home in another language misses no version for want of a translation. */
async function announcesWhatIsNotTranslated(url: string, language: Language): Promise<void> {
  const address = new URL(`/en/policy/${later}/`, organization.site).href;
  const changes = `/en/policy/compare/${draft}/${later}/`;
  const atom = await (await fetch(`${url}/${language}/policy/feed.xml`)).text();
  expect(atom).toContain(`hreflang="en" href="${address}"`);
  expect(atom).toContain(`href="${new URL(changes, organization.site).href}"`);
  const { items } = (await (await fetch(`${url}/${language}/policy/feed.json`)).json()) as {
    items: { url: string; title: string }[];
  };
  const { only } = textsIn(language).policy.versions;
  expect(items.find((item) => item.url === address)?.title).toContain(
    only({ original: languageName("en", language) }),
  );
  for (const form of ["", "list/"]) {
    const compared = await fetch(`${url}/${language}/policy/compare/${draft}/${later}/${form}`);
    expect([compared.status, new URL(compared.url).pathname]).toEqual([200, changes + form]);
  }
  expect(await (await fetch(`${url}/${language}/`)).text()).toContain(
    `href="/${language}/policy/compare/${draft}/${later}/"`,
  );
}
