import { describe, expect, test } from "vitest";
import organization from "../../content/organization.yaml";
import { firstVersion } from "../fixtures/content.ts";
import { sharedSite } from "./site.ts";

const site = sharedSite();
const { languages } = organization;
const [binding, ...translated] = languages;
const { date } = firstVersion;

/** The addresses of a page in these languages. */
const inEach = (all: readonly string[], path: string) =>
  Object.fromEntries(all.map((language) => [language, `/${language}${path}`]));

/** What the links of a page with `hreflang` say, by language. */
function twinsOf(html: string, element: "a" | "link"): Record<string, string> {
  const tags = html.match(new RegExp(`<${element} [^>]*hreflang="[^>]*>`, "g")) ?? [];
  return Object.fromEntries(
    tags.map((tag) => [
      /hreflang="([^"]+)"/.exec(tag)?.[1] ?? "",
      new URL(/href="([^"]+)"/.exec(tag)?.[1] ?? "", site.url).pathname +
        new URL(/href="([^"]+)"/.exec(tag)?.[1] ?? "", site.url).search,
    ]),
  );
}

const open = async (path: string, headers: Record<string, string> = {}) =>
  fetch(site.url + path, { headers, redirect: "manual" });

describe("someone who reads another language", () => {
  test.each([
    "/",
    "/policy/",
    `/policy/${date}/`,
    `/policy/at/${date}/`,
    `/policy/compare/${date}/${date}/`,
    "/policy/kept/",
    "/contact/",
    "/statistics/?from=2026-11-01&amp;to=2026-11-20",
    "/sign-in/?next=/en/account/orders/",
    "/confirm/a-link-that-nobody-mailed/",
    "/nothing-here/",
  ])("keeps the page in the switch of /en%s", async (page) => {
    const path = page.replace("&amp;", "&");
    const html = await (await open(`/en${path}`)).text();
    expect(html).toContain('<html lang="en"');
    expect(twinsOf(html.replaceAll("&#38;", "&").replaceAll("&amp;", "&"), "a")).toEqual(
      inEach(
        languages.filter((one) => one !== "en"),
        path,
      ),
    );
  });

  test.each(languages)("finds the same page under each language, in %s", async (language) => {
    const pages = ["", "policy/", "contact/", "order/", "statistics/", "partners/"];
    for (const page of pages) {
      const html = await (await open(`/${language}/${page}`)).text();
      expect(html).toContain(`<html lang="${language}"`);
      expect(twinsOf(html, "link")).toEqual({
        ...inEach(languages, `/${page}`),
        "x-default": `/${binding}/${page}`,
      });
    }
  });

  test("is asked by the browser's language once, at an address without one, and nothing is remembered", async () => {
    for (const page of ["/", "/policy/", "/privacy/", "/privacy-policy/"]) {
      const answer = await open(page, { "accept-language": "ru-RU,ru;q=0.9,en;q=0.5" });
      expect(answer.headers.get("location")).toMatch(/^\/ru\//);
      expect(answer.headers.get("set-cookie")).toBeNull();
    }
    const answer = await open("/zh/policy/", { "accept-language": "ru" });
    expect([answer.status, answer.headers.get("set-cookie")]).toEqual([200, null]);
    expect(await answer.text()).toContain('<html lang="zh"');
  });

  test.each(translated)("is told above a text in %s which text is authoritative", async (language) => {
    for (const path of ["policy/", `policy/${date}/`, `policy/at/${date}/`]) {
      const html = await (await open(`/${language}/${path}`)).text();
      const [before] = html.split('<section class="clause');
      expect(before).toMatch(
        new RegExp(`<p class="translated[^>]*>[^<]+<a href="/${binding}/policy/${date}/"`),
      );
    }
    expect(await (await open(`/${binding}/policy/`)).text()).not.toContain('class="translated');
  });
});

describe("staff who read another language", () => {
  test("are asked to sign in in it, and then come to the page that they wanted", async () => {
    const answer = await open("/zh/staff/inbox/?show=all");
    expect(answer.headers.get("location")).toBe(
      `/zh/sign-in/?next=${encodeURIComponent("/zh/staff/inbox/?show=all")}`,
    );
    expect((await open("/en/staff/inbox/?show=all")).headers.get("location")).toBe("/staff/inbox/?show=all");
  });
});
