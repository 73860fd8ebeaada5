import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { type LocalServer, startServer } from "../../local/server.ts";
import { namesIn } from "../../worker/web/names.ts";
import { Offer } from "../../worker/web/organization.ts";
import { answers } from "../fixtures/answers.ts";
import { crawl, type Found } from "../fixtures/crawl.ts";
import { lighthouse, makeLighthouse, makeWithout, organizationIn } from "../fixtures/organizations.ts";
import { signingSecret } from "../fixtures/signing-secret.ts";
import { madeAccount } from "./made-account.ts";
import { fillIn, mailTo, referenceOf, ticketOf } from "./site.ts";

const run = promisify(execFile);

/** What belongs to each offer: below the language, or the desk's. */
const addresses: Readonly<Record<Offer, readonly string[]>> = {
  orders: [
    "order/",
    "account/order/",
    "account/offer/B-0000-0000-0000/",
    "/staff/orders/",
    "/staff/orders/export/",
  ],
  feedback: ["feedback/"],
  newsletter: ["newsletter/", "account/newsletter/", "account/newsletter/stop/", "/staff/newsletter/"],
  accounts: [
    "register/",
    "register/sent/",
    "account/",
    "account/details/",
    "account/consents/",
    "account/delete/",
  ],
};

/** Words that speak of each offer, in any of the languages. */
const words: Readonly<Record<Offer, RegExp>> = {
  orders: /\b(?:your|an|new|place an|first) orders?\b|\bgoods\b|заказ|товар|订单|商品/i,
  feedback: /\bfeedback\b|оставить отзыв|反馈/i,
  newsletter: /newsletter|рассылк|资讯/i,
  accounts: /\baccounts?\b|учётн|账户/i,
};

/** The copy of the repository in which somebody made `content/` theirs, built and served. */
async function served(make: (copy: string) => void): Promise<{ copy: string; server: LocalServer }> {
  const copy = mkdtempSync(join(tmpdir(), "organization-"));
  make(copy);
  await run(process.execPath, ["editor/texts/write.ts"], { cwd: copy });
  const build = 'await (await import("./local/build.ts")).build()';
  await run(process.execPath, ["--input-type=module", "--eval", build], { cwd: copy });
  const server = await startServer({
    port: 0,
    quiet: true,
    cronsByHand: true,
    state: join(copy, "state"),
    dist: join(copy, "dist"),
    vars: { FORMS_PER_NETWORK: "100000", SIGNING_SECRET: signingSecret },
  });
  return { copy, server };
}

const below = (language: string, path: string) => (path.startsWith("/") ? path : `/${language}/${path}`);

/**
 * No page, link, form or word of what is left out.
 * @param own pages with words that are the organization’s own
 */
async function expectNothingOf(
  offer: Offer,
  url: string,
  languages: readonly string[],
  found: Found,
  own = /^$/,
) {
  const all = languages.flatMap((language) => addresses[offer].map((path) => below(language, path)));
  for (const path of all) {
    for (const asked of [path, path.slice(0, -1)])
      expect([asked, (await fetch(url + asked, { redirect: "manual" })).status]).toEqual([asked, 404]);
    const sent = await fetch(url + path, {
      method: "POST",
      headers: { origin: url },
      body: new URLSearchParams(),
    });
    expect(["POST", path, sent.status]).toEqual(["POST", path, 404]);
  }
  const sitemap = await (await fetch(`${url}/sitemap.xml`)).text();
  const led = [
    ...found.statuses.keys(),
    ...[...sitemap.matchAll(/<loc>[^<]*?\/\/[^/]*([^<]*)/g)].map(([, to = ""]) => to),
  ];
  expect(led.filter((path) => all.some((one) => path.startsWith(one)))).toEqual([]);
  const spoken = [...found.said].filter(([path, said]) => !own.test(path) && words[offer].test(said));
  expect(spoken.map(([path, said]) => [path, words[offer].exec(said)?.[0]])).toEqual([]);
}

describe("another organization, whose content alone is its own,", () => {
  const own = organizationIn(lighthouse);
  const first = organizationIn("content");
  let site: { copy: string; server: LocalServer };
  let found: Found;

  beforeAll(async () => {
    site = await served(makeLighthouse);
    // What waits for a job, such as the proof of a text, is there once the cron has run.
    await site.server.runCron();
    found = await crawl(site.server.url);
  });
  afterAll(() => site.server.stop());

  const said = (path: string) => found.said.get(path) ?? "";
  const open = async (path: string) => (await fetch(site.server.url + path)).text();

  it("has pages in its own languages only, and every link leads somewhere", async () => {
    expect([...found.statuses].filter(([, status]) => status >= 400)).toEqual([]);
    expect(found.said.size).toBeGreaterThan(30);
    expect((await fetch(`${site.server.url}/`, { redirect: "manual" })).headers.get("location")).toBe("/ru/");
    expect((await fetch(`${site.server.url}/zh/`)).status).toBe(404);
  });

  it("names itself, and nobody else", () => {
    expect(said("/en/")).toContain(own.headline?.en);
    expect(said("/ru/")).toContain(namesIn(own, "ru").shortName);
    expect(said("/ru/policy/")).toContain(namesIn(own, "ru").name);
    const { email, phone, tagline = {} } = first;
    const names = first.languages.flatMap((language) => {
      const { address, ...others } = namesIn(first, language);
      return [...Object.values(others), ...address.slice(1, 2)];
    });
    const foreign = [...names, email, phone, ...Object.values(tagline)];
    const wrong = [...found.said].flatMap(([path, text]) =>
      foreign.filter((one) => text.includes(one)).map((one) => [path, one]),
    );
    expect(wrong).toEqual([]);
  });

  it("answers 404 for what it leaves out, and no page speaks of it or leads there", async () => {
    for (const offer of Offer.options.filter((one) => !own.offers.includes(one)))
      await expectNothingOf(offer, site.server.url, own.languages, found);
    for (const path of ["contact/", "feedback/", "data-request/"])
      expect([path, found.statuses.get(`/en/${path}`)]).toEqual([path, 200]);
  });

  it("has its own colours, mark, country, paper and partners", async () => {
    const html = await open("/en/");
    const css = await open(/href="(\/_astro\/[^"]+\.css)"/.exec(html)?.[1] ?? "");
    expect(css).toContain("#1c4f8a");
    expect(html).toContain(/ d="([^"]+)"/.exec(readFileSync(`${lighthouse}/look/mark.svg`, "utf8"))?.[1]);
    const icon = await open("/favicon.svg");
    expect(icon).toContain("path{fill:#1c4f8a}");
    expect(icon).toContain("M12 0h8l1 8h3v4h-3l3 20H8l3-20H8V8h3z");
    expect(said("/en/policy/record/")).toContain("Canada");
    expect(said("/en/partners/")).toContain("Harbour Oil Works");
    expect(await open("/ru/policy/versions.json")).toContain("2026-11-20T04:00:00.000Z");
  });

  it("has clauses with names that parts of pages could have, and no page names two things alike", async () => {
    for (const path of ["policy/", "policy/2026-11-20/", "policy/kept/"]) {
      const ids = [...(await open(`/en/${path}`)).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
      expect([path, ids.includes("how-long")]).toEqual([path, true]);
      expect([path, ids.filter((id, at) => ids.indexOf(id) !== at)]).toEqual([path, []]);
    }
  });

  it("says above a translation which text binds, and shows its own examples in hints", async () => {
    expect(said("/en/policy/")).toContain("The Russian text is authoritative");
    expect(said("/ru/policy/")).not.toContain("перевод");
    const page = `${site.server.url}/en/contact/`;
    const sent = await fetch(page, {
      method: "POST",
      headers: { origin: site.server.url },
      body: new URLSearchParams({ ...answers.contact, ticket: await ticketOf(page), phone: "soon" }),
    });
    expect(await sent.text()).toContain("such as +1 902 555 0100");
  });

  it("takes a message without a word about a newsletter, and hears of it in its own language", async () => {
    const page = `${site.server.url}/en/contact/`;
    expect(await open("/en/contact/")).not.toMatch(/value="order"|name="newsletter"/);
    const reference = referenceOf(await fillIn(page, { ...answers.contact, email: "wei@example.org" }));
    const mail = await mailTo(site.server, own.email, reference);
    expect(mail.subject).toMatch(/сообщение/i);
    const receipt = await mailTo(site.server, "wei@example.org", reference);
    for (const offer of ["orders", "newsletter", "accounts"] as const)
      expect(`${receipt.subject}\n${receipt.text}`).not.toMatch(words[offer]);
  });
});

// Each builds the site once more: `npm run trial -- offers`.
const each = process.env.OFFERS === "each" ? Offer.options : [];

test.each(each)("this organization, without %s, has nothing of it", async (offer) => {
  const { copy, server } = await served((folder) => makeWithout(offer, folder));
  try {
    const { languages } = organizationIn(join(copy, "content"));
    await server.runCron();
    const found = await crawl(server.url);
    expect(found.said.size).toBeGreaterThan(50);
    const policy = /^\/\w+\/policy\/(?!record\/)/;
    await expectNothingOf(offer, server.url, languages, found, policy);
    if (offer === "accounts") return;
    const email = "somebody@example.org";
    const client = await madeAccount(server, { email, name: "Li Wei", password: "seven dried apricots" });
    const owned = await crawl(server.url, client, ["/en/account/", "/zh/account/", "/ru/account/"]);
    await expectNothingOf(offer, server.url, languages, owned, policy);
  } finally {
    await server.stop();
  }
});
