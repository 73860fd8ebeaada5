import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answers } from "../fixtures/answers.ts";
import { later, siteWithLaterVersion } from "../http/later-version.ts";
import { send, ticketOf } from "../http/site.ts";
import { launchChromium } from "./chromium.ts";
import { answerFindings, htmlMistakes } from "./findings.ts";

const { servedAt } = siteWithLaterVersion();
let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** The forms that the later version still offers. */
const forms = ["contact", "order", "feedback", "data-request"] as const;

test("somebody whose form was open while the policy changed is told so by a page without a fault", async () => {
  const tickets = new Map<string, string>();
  await servedAt("2031-04-30T23:00", async (url) => {
    for (const form of forms) tickets.set(form, await ticketOf(`${url}/en/${form}/`));
  });
  await servedAt("2031-05-01T00:00", async (url) => {
    for (const form of forms) {
      const page = `${url}/en/${form}/`;
      const refused = await send(page, { ...answers[form], ticket: tickets.get(form) ?? "" });
      const html = await refused.text();
      expect(refused.status, form).toBe(422);
      expect(html, form).toContain(`href="/en/policy/compare/2026-11-22/${later}/"`);
      expect(html, form).toContain("li.wei@example.org");
      expect(html, form).not.toMatch(/type="checkbox"[^>]*checked/);
      expect(await htmlMistakes(html), form).toEqual([]);
      expect(await answerFindings(browser, page, html), form).toEqual([]);
    }
  });
}, 240_000);
