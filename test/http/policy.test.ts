import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import organization from "../../content/organization.yaml";
import type { VersionText } from "../../worker/policy/text/version-text.ts";
import { addDays } from "../../worker/web/days.ts";
import { firstVersion, inWords } from "../fixtures/content.ts";
import { draft } from "../fixtures/publish-draft.ts";
import { sharedSite } from "./site.ts";

const site = sharedSite();
const { date } = firstVersion;
const { en } = firstVersion.languages;
/** A day on which no version takes effect. */
const dayAfter = addDays(date, 1);
const ask = (path: string, headers: Record<string, string> = {}) =>
  fetch(site.url + path, { headers, redirect: "manual" });
const textAt = async (path: string) => textIn(await (await ask(path)).text());

describe("someone who reads the policy", () => {
  test("sees whether it binds them, since when, and how to cite it", async () => {
    const text = await textAt(`/en/policy/${date}/`);
    expect(text).toContain(`In force since ${inWords(date)}`);
    expect(text).toContain(en?.sha256);
    expect(text).toContain(`/en/policy/${date}/`);
    expect(text).not.toMatch(/Upcoming|Superseded|Draft/);
  });

  test("reads the same text that is compared", async () => {
    const html = await (await ask(`/en/policy/${date}/`)).text();
    const article = html.replace(/.*<article[^>]*>/s, "").replace(/<\/article>.*/s, "");
    const shown = article.replace(/<p class="signature.*?<\/p>|<ul class="more.*?<\/ul>/gs, "");
    const { clauses } = (await (await ask(`/en/policy/${date}/clauses.json`)).json()) as VersionText;
    const compared = clauses.map(({ number, title, paragraphs }) =>
      [`${number}.`, title, ...paragraphs].join(" "),
    );
    expect(textIn(shown).replace(/\s/g, "")).toBe(compared.join("").replace(/\s/g, ""));
  });

  test("does not get a page twice that did not change, and never keeps it for more than a minute", async () => {
    for (const path of [
      "/en/policy/",
      `/en/policy/${date}/policy.md`,
      "/en/policy/feed.xml",
      "/en/policy/versions.json",
    ]) {
      const { headers } = await ask(path);
      const seconds = Number(/^public, max-age=(\d+)$/.exec(headers.get("cache-control") ?? "")?.[1]);
      expect(seconds).toBeLessThanOrEqual(60);
      const again = await ask(path, { "if-none-match": headers.get("etag") ?? "" });
      expect([again.status, await again.text()]).toEqual([304, ""]);
      expect(again.headers.get("content-security-policy")).toContain("default-src 'none'");
      expect((await ask(path, { "if-none-match": '"another"' })).status).toBe(200);
    }
  });
});

describe("someone who checks the text", () => {
  test("computes from the download the hash that the lock, the page and versions.json name", async () => {
    const list = await (await ask("/en/policy/versions.json")).json();
    expect(list.verify).toBe("curl -s $md | shasum -a 256");
    expect(list.versions[0].state).toBe("in-force");
    const { sha256, md } = list.versions[0].languages.en;
    expect(sha256).toBe(en?.sha256);
    const answer = await ask(new URL(md).pathname);
    expect(answer.headers.get("content-type")).toBe("text/markdown; charset=utf-8");
    expect(answer.headers.get("content-disposition")).toMatch(/^inline; /);
    expect(
      createHash("sha256")
        .update(Buffer.from(await answer.arrayBuffer()))
        .digest("hex"),
    ).toBe(sha256);
  });

  test.each(organization.languages)("gets the PDF in %s whose hash the lock names", async (language) => {
    const answer = await ask(`/${language}/policy/${date}/policy.pdf`);
    expect(answer.headers.get("content-type")).toBe("application/pdf");
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(firstVersion.languages[language]?.pdf);
    const page = await (await ask(`/${language}/policy/${date}/`)).text();
    expect(page).toContain(`href="/${language}/policy/${date}/policy.pdf"`);
    expect((await ask(`/${language}/policy/2020-01-01/policy.pdf`)).status).toBe(404);
  });

  test("gets plain text in lines that fit", async () => {
    const answer = await ask(`/en/policy/${date}/policy.txt`);
    expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    const text = await answer.text();
    expect(text).toContain(en?.sha256);
    const wide = text.split("\n").filter((line) => line.length > 72 && !/https:|SHA-256/.test(line));
    expect(wide).toEqual([]);
  });

  test("finds the neighbours of a version in its Link header", async () => {
    const link = (await ask(`/en/policy/${date}/`)).headers.get("link");
    expect(link).toContain('</en/policy/>; rel="latest-version"');
    expect(link).toContain('</en/policy/versions/>; rel="version-history"');
  });
});

describe("someone who comes to the home page", () => {
  test("reads which version binds, since when and how to read it", async () => {
    const html = await (await ask("/en/")).text();
    expect(textIn(html)).toMatch(new RegExp(`Version 1\\s*In force since ${inWords(date)}\\.`));
    expect(html).toContain('href="/en/policy/"');
    expect(html).not.toMatch(/data-when|data-version/);
  });

  test("finds the page whole although the month has no figure yet, and never an empty one", async () => {
    const html = await (await ask("/en/")).text();
    expect(html).not.toMatch(/data-figure|<strong class="figure[^>]*><\/strong>/);
    expect(textIn(html)).toContain("Page views counted this month, and nobody followed.");
  });

  test("is told how many clauses, promises and tests the page behind the figures shows", async () => {
    const { clauses } = (await (await ask(`/en/policy/${date}/clauses.json`)).json()) as VersionText;
    const kept = await (await ask("/en/policy/kept/")).text();
    const sections = clauses.map(
      ({ id }) => new RegExp(`<h2 id="${id}".*?</section>`, "s").exec(kept)?.[0] ?? "",
    );
    const proofs = [...sections.join("").matchAll(/Proven by<\/dt>(.*?)<\/div>/gs)].flatMap(
      ([, proof = ""]) => {
        const [file, ...names] = [...proof.matchAll(/<dd[^>]*>(.*?)<\/dd>/gs)].map(([, words]) => words);
        return names.map((name) => `${file} ${name}`);
      },
    );
    const shown = sections.join("");
    const promises = shown.match(/<li class="promise/g)?.length;
    const byHand = shown.match(/<p class="hand/g)?.length ?? "none";
    expect(clauses).toHaveLength(Object.keys(en?.promises ?? {}).length);
    expect(await textAt("/en/")).toMatch(
      new RegExp(
        `${promises}\\s*Promises in its ${clauses.length} clauses, .* ${new Set(proofs).size} tests prove them, and ${byHand} of the promises needs? people too\\.`,
      ),
    );
  });
});

describe("someone who asks for a day", () => {
  test("reads the version that was in force, with the day named", async () => {
    const answer = await ask(`/en/policy/at/?date=${date}`);
    expect([answer.status, answer.headers.get("location")]).toEqual([302, `/en/policy/at/${date}/`]);
    const { clauses } = (await (await ask(`/en/policy/${date}/clauses.json`)).json()) as VersionText;
    const [, shown = ""] = (await textAt(`/en/policy/at/${date}/`)).split(`force on ${inWords(date)}.`);
    expect(shown).toContain(`1. ${clauses[0]?.title}`);
  });

  test("is told that nothing was in force before the first version", async () => {
    const answer = await ask("/en/policy/at/2020-01-01/");
    expect(answer.status).toBe(404);
    expect(textIn(await answer.text())).toContain(`The first version took effect on ${inWords(date)}`);
  });

  test.each([
    "/en/policy/at/2026-02-30/",
    "/en/policy/at/?date=yesterday",
    "/en/policy/at/?date=%00%22%3E%3Cb%3E",
  ])("gets the form back for a day that does not exist: %s", async (path) => {
    const answer = await ask(path);
    const html = await answer.text();
    expect(answer.status).toBe(400);
    expect(html).toContain('name="date"');
    expect(html).not.toContain('"><b>');
  });
});

describe("someone who compares", () => {
  test("is told that a version does not differ from itself", async () => {
    expect(await textAt(`/en/policy/compare/${date}/${date}/`)).toContain("nothing to compare");
  });

  test("sees a draft named by its day, and reads once that it is one", async () => {
    const compared = await textAt(`/en/policy/compare/${date}/${draft}/`);
    const [, later = ""] = /Later([\s\S]*?)(?:In the text|$)/.exec(compared) ?? [];
    expect(later).toContain(inWords(draft));
    expect(later.match(/draft/gi)).toHaveLength(1);
  });

  test.each([
    `/en/policy/compare/${date}/${dayAfter}/`,
    "/en/policy/compare/x/y/",
    "/en/policy/compare/?a=x&b=y",
    "/en/policy/clause/nothing/",
    `/en/policy/${dayAfter}/`,
    `/en/policy/${dayAfter}/policy.md`,
  ])("gets a page that says that there is no such page: %s", async (path) => {
    const answer = await ask(path);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain("There is no such page");
  });
});

describe("programs", () => {
  test("find feeds whose entries keep their ids", async () => {
    const feed = await (await ask("/en/policy/feed.json")).json();
    expect(feed.items.at(-1)).toMatchObject({
      id: `tag:${new URL(organization.site).host},${date}:policy/en/${date}`,
      url: `${organization.site}/en/policy/${date}/`,
    });
    const atom = await ask("/en/policy/feed.xml");
    expect(atom.headers.get("content-type")).toBe("application/atom+xml; charset=utf-8");
    expect(await atom.text()).toContain(`<id>${feed.items.at(-1).id}</id>`);
  });

  test("find what is always in the same place", async () => {
    expect(await (await ask("/robots.txt")).text()).toContain(
      `Sitemap: ${organization.site}/sitemap-index.xml`,
    );
    expect(await (await ask("/sitemap-index.xml")).text()).toContain("/sitemap.xml</loc>");
    const map = await (await ask("/sitemap.xml")).text();
    for (const [, address = ""] of map.matchAll(/<loc>([^<]+)<\/loc>/g)) {
      expect([address, (await ask(new URL(address).pathname)).status]).toEqual([address, 200]);
    }
    const security = await (await ask("/.well-known/security.txt")).text();
    const expires = Date.parse(/^Expires: (.+)$/m.exec(security)?.[1] ?? "");
    expect(expires).toBeGreaterThan(Date.now());
    expect(expires).toBeLessThan(Date.now() + 366 * 86_400_000);
    expect(await (await ask("/.well-known/gpc.json")).json()).toEqual({ gpc: true, lastUpdate: date });
  });
});

describe("search engines", () => {
  test("find each address of the sitemap under its own name, with a sentence that no other has", async () => {
    const map = await (await ask("/sitemap.xml")).text();
    const addresses = [...map.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address = ""]) => address);
    const described = new Map<string, string>();
    for (const address of addresses) {
      const html = await (await ask(new URL(address).pathname)).text();
      const canonical = /<link rel="canonical" href="([^"]+)"/.exec(html)?.[1];
      const description = /<meta name="description" content="([^"]+)"/.exec(html)?.[1] ?? "";
      expect([address, canonical]).toEqual([address, address]);
      expect([address, description, described.get(description)]).toEqual([address, description, undefined]);
      expect(description).not.toBe("");
      described.set(description, address);
    }
    expect(addresses).toContain(`${organization.site}/en/policy/`);
  });
});

function textIn(html: string): string {
  return html
    .replace(/<[^>]+>/g, "")
    .replace(/&#(\d+);/g, (_, point) => String.fromCodePoint(Number(point)))
    .replace(/\s+/g, " ");
}
