import type { Browser } from "playwright-core";
import type { Organization } from "../../worker/web/organization.ts";
import { launchChromium } from "./chromium.ts";
import { documentOf, footOf, type PrintedVersion } from "./document.ts";

/**
 * Prints versions as tagged PDFs on the organization’s paper, with an outline, and with address, hash and page on each
 * page. Throws when no Chromium can be started.
 */
export async function printed(
  versions: readonly PrintedVersion[],
  organization: Organization,
): Promise<Uint8Array[]> {
  const browser = await launchChromium();
  try {
    const files: Uint8Array[] = [];
    for (const version of versions) files.push(await print(browser, version, organization));
    return files;
  } finally {
    await browser.close();
  }
}

async function print(
  browser: Browser,
  version: PrintedVersion,
  organization: Organization,
): Promise<Uint8Array> {
  const page = await browser.newPage();
  await page.setContent(documentOf(version, organization));
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const file = await page.pdf({
    format: organization.paper,
    margin: { top: "18mm", bottom: "22mm", left: "18mm", right: "18mm" },
    displayHeaderFooter: true,
    headerTemplate: "<span></span>",
    footerTemplate: footOf(version, organization),
    tagged: true,
    outline: true,
    printBackground: true,
  });
  await page.close();
  return file;
}
