import axe, { type RunOptions } from "axe-core";
import { HtmlValidate } from "html-validate";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { brokenWords } from "./broken-words.ts";
import { looseDays } from "./loose-days.ts";

/** Every colour scheme and width in which a page is looked at. */
const screens = [
  ["light", 360],
  ["dark", 360],
  ["dark", 1280],
  ["light", 1280],
] as const;
export type Screen = (typeof screens)[number];

/** Uses a page in a separate browser window with separate cookies. */
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

/** WCAG 2.2 A and AA, and axe's best practice. */
const standard: RunOptions = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  resultTypes: ["violations"],
};
const aboutColours = ["color-contrast", "link-in-text-block"];
/** What depends on colours and nothing else. */
const colours: RunOptions = {
  runOnly: { type: "rule", values: aboutColours },
  resultTypes: ["violations"],
};
const withoutColours: RunOptions = {
  ...standard,
  rules: Object.fromEntries(aboutColours.map((rule) => [rule, { enabled: false }])),
};

/** What another width can change while it shows the same elements. */
const places: RunOptions = {
  runOnly: { type: "rule", values: ["target-size", "scrollable-region-focusable"] },
  resultTypes: ["violations"],
};

/** Colours of text, as `textColours` gives them, in which axe found nothing. */
const seenColours = new Set<string>();

/** A page's header and footer, which many pages share. */
const frame = "body > header, body > footer";
/** The headers and footers that have been looked at in every look. */
const seenFrames = new Set<string>();

/**
 * What axe finds in a page as shown.
 * @param leftOut a selector of elements that are not looked at
 */
export async function axeFindings(page: Page, options = standard, leftOut?: string): Promise<string[]> {
  // As text through the debugger, because the content security policy refuses the test's scripts.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    ({ context, how }) => (globalThis as unknown as { axe: typeof axe }).axe.run(context, how),
    { context: { include: "html", exclude: leftOut ?? [] }, how: options },
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
}

/**
 * What axe finds in a page in any look, which words are broken on a phone, which days could be, and how many pixels it is
 * too wide for a small screen.
 * @param picture takes a picture of each look, for those who want to see
 */
export async function pageFindings(
  page: Page,
  picture?: (screen: Screen) => Promise<unknown> | undefined,
): Promise<string[]> {
  const found: string[] = [];
  const around = await page.locator(frame).evaluateAll((parts) => parts.map((part) => part.outerHTML).join());
  const leftOut = seenFrames.has(around) ? frame : undefined;
  const seen: string[] = [];
  for (const screen of screens) {
    const [colorScheme, width] = screen;
    await page.emulateMedia({ colorScheme });
    if (page.viewportSize()?.width !== width) await page.setViewportSize({ width, height: 800 });
    const shown = await shownElements(page);
    const isSeen = seen.some((before) => isWithin(shown, before));
    seen.push(shown);
    // The dark look moves nothing.
    const rules = isSeen ? places : withoutColours;
    const here = isSeen && colorScheme === "dark" ? [] : await axeFindings(page, rules, leftOut);
    here.push(...(await colourFindings(page)));
    found.push(...here.map((one) => `${colorScheme} at ${width} px: ${one}`));
    await picture?.(screen);
  }
  if (found.length === 0) seenFrames.add(around);
  const loose = await page.evaluate(looseDays);
  found.push(...loose.map((one) => `a line may end within ${one}`));
  await page.evaluate(widenReferences);
  for (const width of [360, 320]) {
    await page.setViewportSize({ width, height: 700 });
    const broken = await page.evaluate(brokenWords);
    found.push(...broken.map((word) => `broken at ${width} px: ${word}`));
  }
  return [...found, ...(await overflow(page))];
}

/** Gives each reference the widest letters, which come by chance only. Runs in the browser. */
function widenReferences(): void {
  const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (nodes.nextNode()) {
    const node = nodes.currentNode as Text;
    node.data = node.data.replaceAll(/\b[A-Z](?:-[0-9A-Z]{4}){3}\b/g, "M-MWMW-MWMW-MWMW");
  }
}

/** What axe finds in the colours of a page, unless it found nothing in each of them before. */
async function colourFindings(page: Page): Promise<string[]> {
  const unseen = (await page.evaluate(textColours)).filter((one) => !seenColours.has(one));
  const found = unseen.length > 0 ? await axeFindings(page, colours) : [];
  if (found.length === 0) for (const one of unseen) seenColours.add(one);
  return found;
}

/**
 * The ways in which a page colours its text: what decides contrast. Most pages share all of them with one that was
 * looked at before. Runs in the browser.
 */
function textColours(): string[] {
  const ways = new Set<string>();
  const behind = (element: Element): string => {
    const { backgroundColor, backgroundImage, opacity } = getComputedStyle(element);
    const own = `${backgroundColor} ${backgroundImage} ${opacity}`;
    const isOpaque = /^(?:rgb\(|color\([^/]+\)|okl\w+\([^/]+\))/.test(backgroundColor) && opacity === "1";
    return isOpaque || !element.parentElement ? own : `${own} < ${behind(element.parentElement)}`;
  };
  for (const element of document.querySelectorAll("body *")) {
    const isText = [...element.childNodes].some((node) => node.nodeType === 3 && node.nodeValue?.trim());
    if (!(isText || element.matches("input, textarea, select")) || !element.checkVisibility()) continue;
    const { color, fontSize, fontWeight, textDecorationLine } = getComputedStyle(element);
    const around =
      element.matches("a") && element.parentElement ? getComputedStyle(element.parentElement).color : "";
    ways.add([color, fontSize, fontWeight, textDecorationLine, around, behind(element)].join(" "));
  }
  return [...ways];
}

/** The elements that a page shows: a mark for each, in order. */
function shownElements(page: Page): Promise<string> {
  return page.evaluate(() =>
    Array.from(document.querySelectorAll("*"), (element) => (element.checkVisibility() ? "x" : "-")).join(""),
  );
}

/** Whether a page now shows no element that it did not show before. */
function isWithin(now: string, before: string): boolean {
  return (
    now.length === before.length && now.split("").every((mark, at) => mark === "-" || before[at] === "x")
  );
}

/** How many pixels a page is wider than a screen of 320, with text as it is and at 200 %. */
async function overflow(page: Page): Promise<string[]> {
  await page.setViewportSize({ width: 320, height: 700 });
  return page.evaluate(() => {
    const { documentElement } = document;
    return ["100%", "200%"].flatMap((size) => {
      // Set by script, because the content security policy refuses the test's styles.
      documentElement.style.setProperty("font-size", size);
      const pixels = documentElement.scrollWidth - documentElement.clientWidth;
      return pixels === 0 ? [] : `${pixels} px at ${size}`;
    });
  });
}

/** Where the switch of languages leads from a page. */
export function twinsIn(html: string): string[] {
  return [...html.matchAll(/<a href="([^"]+)" lang="[a-z]{2}"/g)].map(([, href = ""]) => href);
}

const validator = new HtmlValidate({ extends: ["html-validate:standard"] });

/** What `html-validate` finds in a page. */
export async function htmlMistakes(html: string): Promise<string[]> {
  const report = await validator.validateString(html);
  return report.results.flatMap(({ messages }) =>
    messages.map(({ line, column, ruleId, message }) => `${line}:${column} ${ruleId} ${message}`),
  );
}
