import { AxeBuilder } from "@axe-core/playwright";
import { HtmlValidate } from "html-validate";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";

/** Every colour scheme and width that a page is looked at in. */
export const looks = [
  ["light", 360],
  ["light", 1280],
  ["dark", 360],
  ["dark", 1280],
] as const;

/** Uses a page of a browser window of its own, with its own cookies. */
export async function withPage(
  browser: Browser,
  options: BrowserContextOptions,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ reducedMotion: "reduce", bypassCSP: false, ...options });
  try {
    await use(await context.newPage());
  } finally {
    await context.close();
  }
}

/** What axe finds against WCAG 2.2 A and AA and its best practice. */
export async function axeFindings(page: Page): Promise<string[]> {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(tags).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
}

/** By how many pixels a page is wider than a screen of 320, with text as it is and at 200 %. */
export async function overflow(page: Page): Promise<string[]> {
  const found: string[] = [];
  await page.setViewportSize({ width: 320, height: 700 });
  for (const zoom of ["100%", "200%"]) {
    // Set by script because the content security policy lets no style of the test in.
    await page.evaluate((size) => document.documentElement.style.setProperty("font-size", size), zoom);
    const pixels = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (pixels !== 0) found.push(`${pixels} px at ${zoom}`);
  }
  return found;
}

/** The same for the page at an address. */
export async function overflows(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<string[]> {
  let found: string[] = [];
  await withPage(browser, options, async (page) => {
    await page.goto(address);
    found = await overflow(page);
  });
  return found;
}

/**
 * What is wrong with a page in any look, as axe sees it, and what is wider than a small screen. It is shown as it was
 * answered, because a post cannot be opened twice.
 */
export async function answerFindings(browser: Browser, address: string, html: string): Promise<string[]> {
  const found: string[] = [];
  await withPage(browser, {}, async (page) => {
    const answer = { contentType: "text/html; charset=utf-8", body: html };
    await page.route(address, (route) => route.fulfill(answer));
    await page.goto(address);
    for (const [colorScheme, width] of looks) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      const here = await axeFindings(page);
      found.push(...here.map((one) => `${colorScheme} at ${width} px: ${one}`));
    }
    found.push(...(await overflow(page)));
  });
  return found;
}

/** What `html-validate` finds in a page. */
export async function htmlMistakes(html: string): Promise<string[]> {
  const validator = new HtmlValidate({ extends: ["html-validate:standard"] });
  const report = await validator.validateString(html);
  return report.results.flatMap(({ messages }) =>
    messages.map(({ line, column, ruleId, message }) => `${line}:${column} ${ruleId} ${message}`),
  );
}
