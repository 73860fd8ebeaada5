import { expect, test } from "vitest";
import { sharedSite } from "../http/site.ts";
import { sharedBrowser } from "./window.ts";

const site = sharedSite();

test.each(["/en/", "/en/policy/", "/en/policy/versions/", "/en/contact/"])(
  "%s needs one answer to be drawn for whoever comes from elsewhere, and looks the same within the site",
  async (path) => {
    const context = await (await sharedBrowser()).newContext();
    const page = await context.newPage();
    const [asked, refused]: [string[], string[]] = [[], []];
    page.on("request", (request) => asked.push(request.resourceType()));
    page.on("console", (message) => refused.push(message.text()));
    await page.goto(site.url + path);
    const first = await page.screenshot({ fullPage: true });
    expect(asked.filter((type) => type !== "font" && type !== "other")).toEqual(["document"]);
    // Sec-Fetch-Site says that a page of the site was left for this one.
    await page.goto(`${site.url}/en/cookies/`);
    await page.evaluate((address) => location.assign(address), path);
    await page.waitForURL(site.url + path);
    await page.waitForLoadState("networkidle");
    expect(asked).toContain("stylesheet");
    expect((await page.screenshot({ fullPage: true })).equals(first)).toBe(true);
    expect(refused).toEqual([]);
    await context.close();
  },
);
