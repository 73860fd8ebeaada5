import type { Locator, Page } from "playwright-core";

/**
 * Does what leads to another page, and waits until that has loaded. Playwright waits only until the next page begins:
 * half of it may still be missing then.
 */
export async function arrive(page: Page, act: () => Promise<unknown>): Promise<void> {
  await Promise.all([page.waitForEvent("load"), act()]);
}

/** Clicks what leads to another page: a link, a button that sends. Of several, a selector means the first. */
export function follow(page: Page, target: string | Locator): Promise<void> {
  return arrive(page, () => clickHere(page, target));
}

/** Clicks what leads nowhere: what unfolds, a link to a place on the same page, a download. */
export function clickHere(page: Page, target: string | Locator): Promise<void> {
  return (typeof target === "string" ? page.locator(target).first() : target).click();
}
