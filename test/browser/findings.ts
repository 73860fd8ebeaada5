import { HtmlValidate } from "html-validate";
import type { Page } from "playwright-core";
import { axeFindings } from "./axe.ts";
import { brokenWords } from "./broken-words.ts";
import { looseDays } from "./loose-days.ts";
import { isWithin, shownNow } from "./shown.ts";

/** Every colour scheme and width in which a page is looked at. */
const screens = [
  ["light", 1280],
  ["dark", 1280],
  ["dark", 360],
  ["light", 360],
] as const;

/** Colours of text in which axe found nothing. */
const seenColours = new Set<string>();

/** A page's header and footer, which many pages share. */
const frame = "body > header, body > footer";
/** The headers and footers that have been looked at in every look. */
const seenFrames = new Set<string>();

/**
 * What axe finds in a page in any look, which words are broken on a phone, which days could be, and how many pixels it is
 * too wide for a small screen.
 */
export async function pageFindings(page: Page): Promise<string[]> {
  const found: string[] = [];
  const around = await page.locator(frame).evaluateAll((parts) => parts.map((part) => part.outerHTML).join());
  const leftOut = seenFrames.has(around) ? frame : undefined;
  const seen: { elements: string; width: number }[] = [];
  let scheme: string | undefined;
  for (const [colorScheme, width] of screens) {
    if (scheme !== colorScheme) await page.emulateMedia({ colorScheme });
    scheme = colorScheme;
    if (page.viewportSize()?.width !== width) await page.setViewportSize({ width, height: 800 });
    const { elements, colours } = await page.evaluate(shownNow, leftOut);
    const unseen = colours.filter((one) => !seenColours.has(one));
    const about = {
      elements: !seen.some((before) => isWithin(elements, before.elements)),
      // The dark look moves nothing.
      places: !seen.some((before) => before.width === width && isWithin(elements, before.elements)),
      colours: unseen,
    };
    seen.push({ elements, width });
    const here = await axeFindings(page, about, leftOut);
    if (here.length === 0) for (const one of unseen) seenColours.add(one);
    found.push(...here.map((one) => `${colorScheme} at ${width} px: ${one}`));
  }
  if (found.length === 0) seenFrames.add(around);
  const loose = await page.evaluate(looseDays);
  found.push(...loose.map((one) => `a line may end within ${one}`));
  await page.evaluate(widenReferences);
  for (const width of [360, 320]) {
    if (width !== 360) await page.setViewportSize({ width, height: 800 });
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

/** How many pixels a page is wider than its screen, with text as it is and at 200 %. */
function overflow(page: Page): Promise<string[]> {
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
