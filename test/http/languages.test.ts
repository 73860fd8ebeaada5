import { describe, expect, test } from "vitest";
import { firstVersion } from "../fixtures/content.ts";
import { sharedSite } from "./site.ts";

const site = sharedSite();
const languages = ["en", "zh", "ru"];

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
    `/policy/${firstVersion.date}/`,
    "/policy/at/2026-11-30/",
    `/policy/compare/${firstVersion.date}/${firstVersion.date}/`,
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
    expect(twinsOf(html.replaceAll("&#38;", "&").replaceAll("&amp;", "&"), "a")).toEqual({
      zh: `/zh${path}`,
      ru: `/ru${path}`,
    });
  });

  test.each(languages)("finds the same page under each language, in %s", async (language) => {
    const pages = ["", "policy/", "contact/", "order/", "statistics/", "partners/"];
    for (const page of pages) {
      const html = await (await open(`/${language}/${page}`)).text();
      expect(html).toContain(`<html lang="${language}"`);
      expect(twinsOf(html, "link")).toEqual({
        en: `/en/${page}`,
        zh: `/zh/${page}`,
        ru: `/ru/${page}`,
        "x-default": `/en/${page}`,
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

  test.each(["zh", "ru"])(
    "is told above a text in %s that the English one is authoritative",
    async (language) => {
      for (const path of ["policy/", `policy/${firstVersion.date}/`, "policy/at/2026-11-30/"]) {
        const html = await (await open(`/${language}/${path}`)).text();
        const [before] = html.split('<section class="clause');
        expect(before).toMatch(
          new RegExp(`<p class="translated[^>]*>[^<]+<a href="/en/policy/${firstVersion.date}/"`),
        );
      }
      expect(await (await open("/en/policy/")).text()).not.toContain('class="translated');
    },
  );
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
