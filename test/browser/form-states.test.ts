import { beforeAll, describe, expect, test } from "vitest";
import { answers, formIds } from "../fixtures/answers.ts";
import { fillIn, mailTo, referenceOf, send, sharedSite } from "../http/site.ts";
import { htmlMistakes, twinsIn } from "./findings.ts";
import { answerTo } from "./links.ts";
import { maxBytes, weightOf } from "./weight.ts";
import { type Look, Window } from "./window.ts";

const site = sharedSite();
const window = new Window();
const pageOf = (form: string) => `${site.url}/en/${form}/`;

/** The link mailed to somebody who asked for the newsletter or sent a data request. */
async function mailed(form: "newsletter" | "data-request", name: string): Promise<string> {
  const email = `${name}@form-states.example.org`;
  await fillIn(pageOf(form), { ...answers[form], email });
  const { text } = await mailTo(site.server, email, "/confirm/");
  return /http\S+\/confirm\/[\w-]{43}\//.exec(text)?.[0] ?? "no link";
}

async function outOfTime(link: string): Promise<string> {
  await site.server.db.prepare("update links set expires_at = '2020-01-01' where used_at is null").run();
  return link;
}

/** The newsletter's unsubscribe link. */
async function unsubscribe(name: string): Promise<string> {
  await send(await mailed("newsletter", name), {});
  const { text } = await mailTo(site.server, `${name}@form-states.example.org`, "/unsubscribe/");
  return /http\S+\/unsubscribe\/[\w-]{43}\//.exec(text)?.[0] ?? "no link";
}

/** What a minor sends; gives where they are led. */
const byMinor = (form: (typeof formIds)[number], name: string) =>
  fillIn(pageOf(form), {
    ...answers[form],
    age: "with-guardian",
    guardian: `${name}@form-states.example.org`,
  });

/** The link mailed to a guardian. */
async function guardianLink(name: string): Promise<string> {
  await byMinor("order", name);
  const { text } = await mailTo(site.server, `${name}@form-states.example.org`, "/guardian/");
  return /http\S+\/guardian\/[\w-]{43}\//.exec(text)?.[0] ?? "no link";
}

const sent = async (form: (typeof formIds)[number]) =>
  fetch(`${site.url}/en/sent/${referenceOf(await fillIn(pageOf(form), answers[form]))}/`);
const oneClick = { "List-Unsubscribe": "One-Click" };
const checkReceipt = (receipt: string) => send(pageOf("receipt"), { receipt });
const signedReceipt = async () => {
  const reference = referenceOf(await fillIn(pageOf("order"), { ...answers.order, newsletter: "yes" }));
  return (await fetch(`${site.url}/en/sent/${reference}/receipt.json`)).text();
};

/** Every state of a form's page that needs more than its address, and the words that identify it. */
const states: Record<string, [() => Promise<Response>, string]> = {
  ...Object.fromEntries(
    formIds.flatMap((form) => [
      [`${form}, refused`, [() => fillIn(pageOf(form), { email: "li wei" }), "There is a problem"]],
      [`${form}, sent`, [() => sent(form), "Your reference"]],
    ]),
  ),
  "a form that was open for too long": [
    () => send(pageOf("contact"), { ...answers.contact, ticket: "old" }),
    "This page was open for too long",
  ],
  "a form that a child sent": [
    () => fillIn(pageOf("order"), { ...answers.order, age: "too-young" }),
    "We can’t take this from you",
  ],
  "a form whose sender may not be of age": [
    () => fillIn(pageOf("contact"), { ...answers.contact, age: "19" }),
    "Choose where you live",
  ],
  "a form that needs a guardian": [
    () => fillIn(pageOf("contact"), { ...answers.contact, age: "with-guardian" }),
    "Enter the email address of your parent or guardian",
  ],
  "what waits for a guardian": [
    async () => fetch(`${site.url}/en/sent/${referenceOf(await byMinor("contact", "waiting"))}/`),
    "We have written to your guardian",
  ],
  "the link of a guardian": [async () => fetch(await guardianLink("asked-guardian")), "I agree"],
  "a guardian who agrees": [
    async () => send(`${await guardianLink("agreeing")}agree/`, {}),
    "you have agreed",
  ],
  "a guardian who refuses": [
    async () => send(`${await guardianLink("refusing")}refuse/`, {}),
    "It is erased",
  ],
  "a guardian’s link that nobody mailed": [() => fetch(pageOf("guardian/none")), "We don’t know this link"],
  "the check of a receipt": [() => fetch(pageOf("receipt")), "Check a receipt"],
  "the check of a receipt that is genuine": [async () => checkReceipt(await signedReceipt()), "is genuine"],
  "the check of what is no receipt": [() => checkReceipt("Hello"), "This is not a receipt of ours"],
  "a link to press": [async () => fetch(await mailed("newsletter", "open")), "Confirm the newsletter"],
  "a link just pressed": [async () => send(await mailed("data-request", "done"), {}), "is confirmed"],
  "a link out of time": [
    async () => fetch(await outOfTime(await mailed("data-request", "late"))),
    "Send me a new link",
  ],
  "a link sent anew": [
    async () => send(`${await outOfTime(await mailed("newsletter", "anew"))}again/`, {}),
    "A new link is on its way",
  ],
  "a link that nobody mailed": [() => fetch(pageOf("confirm/none")), "We don’t know this link"],
  "the way out of the newsletter": [async () => fetch(await unsubscribe("asked")), "Stop the newsletter"],
  "the newsletter stopped": [
    async () => send(await unsubscribe("stopped"), oneClick),
    "You no longer get the newsletter",
  ],
  "a way out that nobody mailed": [() => fetch(pageOf("unsubscribe/none")), "We don’t know this link"],
};

describe.each(Object.entries(states))("%s", (_, [reach, words]) => {
  let look: Look;
  beforeAll(async () => {
    const answer = await reach();
    look = await window.lookAtAnswer(answer.url, await answer.text());
  });

  test("is valid HTML of little weight that says so", async () => {
    const { html } = look;
    expect(html).toContain(words);
    expect(await htmlMistakes(html)).toEqual([]);
    expect(await weightOf(html, site.url)).toBeLessThan(maxBytes);
  });

  test("gives axe nothing to find in any look, and does not overflow at 320 px, nor with text at 200 %", () => {
    expect(look.findings).toEqual([]);
  });

  test("leads nowhere that is not there", async () => {
    const links = [...look.html.matchAll(/<a [^>]*href="(\/[^"]*)"/g)].map(
      ([, href = ""]) => site.url + href,
    );
    // The page in another language is as little there as this one is.
    const twins = new Set(twinsIn(look.html).map((href) => site.url + href));
    const statuses = await Promise.all(
      links.map(async (link) => [link, (await answerTo(new URL(link))).ok || twins.has(link)]),
    );
    expect(statuses.filter(([, isThere]) => !isThere)).toEqual([]);
  });
});
