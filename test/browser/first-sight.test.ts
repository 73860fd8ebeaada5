import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { ownSite } from "../http/site.ts";
import { inItsOwnLetters, sharedBrowser } from "./window.ts";

/** Not the shared one, whose page of evidence grows with what other tests leave undone. */
const site = ownSite();

test.each(["/en/", "/en/policy/", "/ru/policy/versions/", "/en/policy/kept/", "/zh/contact/"])(
  "%s needs one answer to be drawn for whoever comes from elsewhere, and looks the same within the site",
  async (path) => {
    const context = await (await sharedBrowser()).newContext();
    const page = await context.newPage();
    const [asked, refused]: [string[], string[]] = [[], []];
    page.on("request", (request) => asked.push(request.resourceType()));
    page.on("console", (message) => refused.push(message.text()));
    await page.goto(site.url + path);
    const first = await picture(page);
    expect(asked.filter((type) => type !== "font" && type !== "other")).toEqual(["document"]);
    expect(await fontsBeforePaint(page)).toEqual([]);
    // Chinese has the system's fonts.
    expect(asked.includes("font")).toBe(!path.startsWith("/zh/"));
    // Sec-Fetch-Site says that a page of the site was left for this one.
    await page.goto(`${site.url}/en/cookies/`);
    await page.evaluate((address) => location.assign(address), path);
    await page.waitForURL(site.url + path);
    await page.waitForLoadState("networkidle");
    expect(asked).toContain("stylesheet");
    expect((await picture(page)).equals(first)).toBe(true);
    expect(refused).toEqual([]);
    await context.close();
  },
);

test("Russian lines break in the same places before its letters have come, between their two files, and after", async () => {
  const context = await (await sharedBrowser()).newContext({ viewport: { width: 390, height: 800 } });
  const page = await context.newPage();
  const [latin, cyrillic] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  await page.route(/\.woff2/, async (route) => {
    await (route.request().url().includes("cyrillic") ? cyrillic : latin).promise;
    await route.continue();
  });
  await page.goto(`${site.url}/ru/policy/record/`, { waitUntil: "domcontentloaded" });
  const lead = () => page.locator(".lead").evaluate((element) => element.getBoundingClientRect().height);
  const heights = [await lead()];
  const come = page.waitForResponse(/latin-400/);
  latin.resolve();
  await (await come).finished();
  await page.waitForFunction(() => Array.from(document.fonts).some(({ status }) => status === "loaded"));
  heights.push(await lead());
  cyrillic.resolve();
  await inItsOwnLetters(page);
  heights.push(await lead());
  expect(new Set(heights).size).toBe(1);
  await context.close();
});

/** The whole page, without the minute that it says it is true of: another may have begun between two pictures. */
async function picture(page: Page): Promise<Buffer> {
  await inItsOwnLetters(page);
  return page.screenshot({ fullPage: true, mask: [page.locator(".as-of")] });
}

/** The fonts that a page asked for before it can have been drawn: within 0.2 s of its first frame. */
function fontsBeforePaint(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const asking = document
      .getAnimations()
      .find((one) => "animationName" in one && one.animationName === "ask-for-fonts");
    const firstFrame = Number(asking?.startTime ?? 0);
    return performance
      .getEntriesByType("resource")
      .filter(({ name, startTime }) => name.endsWith(".woff2") && startTime < firstFrame + 200)
      .map(({ name }) => name);
  });
}
