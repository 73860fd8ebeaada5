import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { sharedSite } from "../http/site.ts";
import { inItsOwnLetters, sharedBrowser } from "./window.ts";

const site = sharedSite();

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

async function picture(page: Page): Promise<Buffer> {
  await inItsOwnLetters(page);
  return page.screenshot({ fullPage: true });
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
