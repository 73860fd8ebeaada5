import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sharedBrowser } from "./window.ts";

/** A site with one page. */
async function startSite(): Promise<{ server: Server; url: string }> {
  const server = createServer((_, answer) => answer.end("<p>private</p>"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

describe("the browser that looks at the pages", () => {
  let browser: Browser;
  const sites: Awaited<ReturnType<typeof startSite>>[] = [];

  beforeAll(async () => {
    browser = await sharedBrowser();
    sites.push(await startSite(), await startSite());
  });

  afterAll(() => {
    for (const { server } of sites) server.close();
  });

  it("is a Chromium new enough for what the pages' styles use", async () => {
    const page = await browser.newPage();
    const supported = await page.evaluate(() => [
      CSS.supports("color", "light-dark(white, black)"),
      CSS.supports("selector(details::details-content)"),
    ]);
    expect(supported).toEqual([true, true]);
    await page.close();
  });

  it("keeps one site's words from another, as people's browsers do", async () => {
    const [one, two] = sites.map(({ url }) => url);
    const page = await browser.newPage();
    await page.goto(one ?? "");
    expect(await page.textContent("p")).toBe("private");
    const read = page.evaluate((other) => fetch(other ?? "").then((answer) => answer.text()), two);
    await expect(read).rejects.toThrow("Failed to fetch");
    await page.close();
  });
});
