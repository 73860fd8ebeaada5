import { brotliCompressSync, gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import organization from "../../content/organization.yaml";
import { readPartners } from "../../editor/partners.ts";
import type { VersionText } from "../../worker/policy/text/version-text.ts";
import { firstClause, firstVersion } from "../fixtures/content.ts";
import { send, sharedSite, ticketOf } from "../http/site.ts";
import { axeFindings } from "./axe.ts";
import { clickHere, follow } from "./clicks.ts";
import { htmlMistakes, twinsIn } from "./findings.ts";
import { answerTo } from "./links.ts";
import { inItsOwnLetters, type Look, Window, withPage } from "./window.ts";

const site = sharedSite();
const window = new Window();
const { date } = firstVersion;

/** Every template, and each state of it that has an address. */
const pages = [
  "/en/",
  "/en/policy/",
  "/en/policy/versions/",
  `/en/policy/compare/${date}/${date}/`,
  `/en/policy/clause/${firstClause}/`,
  "/en/policy/kept/",
  "/en/policy/record/",
  `/en/policy/at/${date}/`,
  "/en/policy/at/2020-01-01/",
  "/en/policy/at/?date=yesterday",
  "/en/contact/",
  "/en/feedback/",
  "/en/order/",
  "/en/newsletter/",
  "/en/data-request/",
  `/en/confirm/${"x".repeat(43)}/`,
  "/en/statistics/",
  "/en/partners/",
  "/en/cookies/",
  "/en/accessibility/",
  "/en/nothing-here/",
];

/** The log of public facts has each text a minute after it was published, and pages lead to it. */
beforeAll(() => site.server.runCron());

describe.each(pages)("%s", (path) => {
  let look: Look & { status: number };
  beforeAll(async () => {
    look = await window.lookAt(site.url + path);
  });

  test("gives axe nothing to find in any look, and fits a small screen and large text", () => {
    expect(look.findings).toEqual([]);
  });

  test("is valid HTML", async () => {
    expect(await htmlMistakes(look.html)).toEqual([]);
  });

  test("has no broken link and no broken fragment", async () => {
    const twins = look.status >= 400 ? twinsIn(look.html) : [];
    const links = [...look.html.matchAll(/<a [^>]*href="([^"]+)"/g)]
      .map(([, href = ""]) => href)
      .filter((href) => !twins.includes(href));
    expect(await Promise.all(links.map((href) => linkProblem(href, path)))).toEqual(
      links.map(() => undefined),
    );
  });
});

describe("the refused form", () => {
  test.each(["light", "dark"] as const)(
    "gives axe nothing to find in %s, and puts the summary first",
    async (colorScheme) => {
      await withPage({ colorScheme }, async (page) => {
        await page.goto(`${site.url}/en/contact/`);
        await follow(page, "form button");
        await page.locator(".summary:focus").waitFor();
        expect(await page.title()).toMatch(/^Error: /);
        expect(await axeFindings(page)).toEqual([]);
      });
    },
  );

  test("is valid HTML", async () => {
    const page = `${site.url}/en/contact/`;
    const answer = await send(page, { ticket: await ticketOf(page), name: 'A "B" <c>' });
    expect(await htmlMistakes(await answer.text())).toEqual([]);
  });
});

describe("the policy page", () => {
  test.each(organization.languages)(
    "comes with its styles in the first 14 KB in %s, compressed as Cloudflare sends it",
    async (language) => {
      const headers = { "sec-fetch-dest": "document", "sec-fetch-site": "none" };
      const html = await (await fetch(`${site.url}/${language}/policy/`, { headers })).text();
      expect(html).toContain("<style>");
      expect(brotliCompressSync(html).length).toBeLessThanOrEqual(14 * 1024);
    },
  );

  test("needs no script and at most five requests, all of this site, and little weight", async () => {
    await withPage({}, async (page) => {
      const answers: { url: string; type: string; bytes: Promise<Buffer> }[] = [];
      page.on("response", (answer) => {
        answers.push({ url: answer.url(), type: answer.request().resourceType(), bytes: answer.body() });
      });
      await page.goto(`${site.url}/en/policy/`, { waitUntil: "networkidle" });
      const weight = async (type: string) => {
        const bodies = await Promise.all(
          answers.filter((one) => one.type === type).map(({ bytes }) => bytes),
        );
        return bodies.reduce((sum, body) => sum + gzipSync(body).length, 0);
      };
      expect(answers.length).toBeLessThanOrEqual(5);
      expect(answers.every(({ url }) => new URL(url).origin === site.url)).toBe(true);
      expect(answers.filter(({ type }) => type === "script")).toEqual([]);
      expect((await weight("document")) + (await weight("stylesheet"))).toBeLessThanOrEqual(14 * 1024);
      expect(await weight("font")).toBeLessThanOrEqual(45 * 1024);
      await inItsOwnLetters(page);
      expect(await page.evaluate(() => document.fonts.check('16px "Source Serif 4"'))).toBe(true);
    });
  });

  test("begins with its text on the first screen of a phone", async () => {
    await withPage({ viewport: { width: 360, height: 740 } }, async (page) => {
      await page.goto(`${site.url}/en/policy/`);
      const box = await page.locator(".clause p").first().boundingBox();
      expect((box?.y ?? 740) + 100).toBeLessThan(640);
    });
  });

  test("leads from a clause to each other clause that it names", async () => {
    await withPage({}, async (page) => {
      const { clauses } = (await (
        await fetch(`${site.url}/en/policy/${date}/clauses.json`)
      ).json()) as VersionText;
      const [[naming, named] = ["", { id: "", title: "" }]] = clauses.flatMap(({ id, paragraphs }) =>
        clauses
          .filter(({ title }) => paragraphs.some((words) => words.includes(`“${title}”`)))
          .map((other) => [id, other] as const),
      );
      await page.goto(`${site.url}/en/policy/`);
      await clickHere(page, `section[aria-labelledby="${naming}"] p a:has-text("${named.title}")`);
      expect(new URL(page.url()).hash).toBe(`#${named.id}`);
      expect(await page.locator("h2 .self").count()).toBe(await page.locator(".clause").count());
    });
  });

  test("prints its address, version and hash, and no navigation", async () => {
    await withPage({}, async (page) => {
      await page.goto(`${site.url}/en/policy/`);
      await page.emulateMedia({ media: "print" });
      for (const selector of ["header", "nav", "footer ul"]) {
        expect(await page.locator(selector).first().isVisible(), selector).toBe(false);
      }
      const printed = await page.locator("body").innerText();
      expect(printed).toMatch(/\/en\/policy\/\d{4}-\d{2}-\d{2}\//);
      expect(printed).toMatch(/[0-9a-f]{64}/);
      expect(printed).toMatch(/Version\s+1/);
    });
  });
});

/** The only other sites that a page leads to. */
const partners = new Set(readPartners("content/partners", organization).map(({ site }) => site));

/** What is wrong with a link: another site, no such page, no such place on it. */
async function linkProblem(href: string, path: string): Promise<string | undefined> {
  if (/^(mailto|tel):/.test(href) || partners.has(href)) return undefined;
  const target = new URL(href.replace(organization.site, site.url), site.url + path);
  if (target.origin !== site.url) return `${href} leaves the site`;
  const answer = await answerTo(target);
  if (!answer.ok && target.pathname + target.search !== path) return `${href} is ${answer.status}`;
  const { hash } = target;
  return hash && !answer.text.includes(`id="${hash.slice(1)}"`) ? `${href} leads nowhere` : undefined;
}
