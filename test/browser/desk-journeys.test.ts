import type { BrowserContext, Page } from "playwright-core";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { staffRoles } from "../../worker/accounts/engine/signed-in.ts";
import { answers } from "../fixtures/answers.ts";
import { fillIn, ownSite, referenceOf } from "../http/site.ts";
import { staffMember } from "../http/staff-member.ts";
import { arrive, follow } from "./clicks.ts";
import { cookiesOf } from "./people.ts";
import { stillContext } from "./window.ts";

const site = ownSite();
const phone = { viewport: { width: 360, height: 780 }, javaScriptEnabled: false };
const contexts: BrowserContext[] = [];
const references: string[] = [];

beforeAll(async () => {
  for (const message of ["Do you ship figs?", "And dates?"])
    references.push(referenceOf(await fillIn(`${site.url}/en/contact/`, { ...answers.contact, message })));
});

afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
});

/** The first page of staff, as somebody with a role sees it on a phone without scripts. */
async function deskOf(role: (typeof staffRoles)[number]): Promise<Page> {
  const { visitor } = await staffMember(site.server, role);
  const context = await stillContext(phone);
  contexts.push(context);
  await context.addCookies(cookiesOf(visitor));
  const page = await context.newPage();
  await page.goto(`${site.url}/staff/`);
  return page;
}

/** Goes to what has these words with the key Tab alone, and sees that it is seen there. */
async function tabTo(page: Page, words: string | RegExp): Promise<void> {
  for (let steps = 0; steps < 80; steps += 1) {
    await page.keyboard.press("Tab");
    const focused = page.locator(":focus");
    const named = await page.evaluate(() => {
      const { innerText, labels, title } = document.activeElement as HTMLInputElement;
      return (labels?.[0]?.innerText ?? `${innerText} ${title}`).replaceAll("\u00a0", " ").trim();
    });
    if (typeof words === "string" ? named !== words : !words.test(named)) continue;
    expect(await focused.evaluate((element) => getComputedStyle(element).outlineStyle)).not.toBe("none");
    return;
  }
  throw new Error(`no Tab leads to ${words}`);
}

async function press(page: Page, words: string | RegExp): Promise<void> {
  await tabTo(page, words);
  await arrive(page, () => page.keyboard.press("Enter"));
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
}

/** Unfolds the navigation, and follows it. */
async function goTo(page: Page, part: string): Promise<void> {
  await tabTo(page, "Overview");
  await page.keyboard.press("Enter");
  await press(page, part);
}

async function type(page: Page, field: string, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.type(text);
}

const said = (page: Page) => page.locator("main").innerText();

describe("by keyboard, on a phone, without scripts", () => {
  it("a manager finds what waits and answers it", async () => {
    const page = await deskOf("manager");
    await press(page, /^2 messages to answer/);
    await press(page, new RegExp(references[0] ?? "none"));
    await type(page, "Your answer", "We do, from March on.");
    await press(page, "Send answer");
    expect(await said(page)).toContain("Your answer is on its way by email.");
  });

  it("an editor writes an issue, sees it as mail, and keeps it", async () => {
    const page = await deskOf("editor");
    await goTo(page, "Newsletter");
    await press(page, "Write an issue");
    await type(page, "Language", "English");
    await type(page, "Subject", "Spring");
    await type(page, "Text", "The **first** figs.");
    await press(page, "Preview it");
    expect(await page.locator("article strong").innerText()).toBe("first");
    await press(page, "Keep it as a draft");
    expect(await said(page)).toContain("Kept as a draft. Nothing was sent.");
  });

  it("an analyst looks at another period", async () => {
    const page = await deskOf("analyst");
    await goTo(page, "Statistics");
    await press(page, "1 year");
    expect(page.url()).toContain("period=12-months");
    expect(await said(page)).toContain("Ratings");
  });

  it("an owner invites somebody", async () => {
    const page = await deskOf("owner");
    await goTo(page, "People");
    await type(page, "Email address", "new.editor@example.org");
    await type(page, "Role", "editor");
    await press(page, "Make the link");
    expect(await said(page)).toContain("Give this link to new.editor@example.org.");
  });
});

it("who answers second gets the text back, with what the first one wrote, and sends it after that", async () => {
  const [first, second] = [await deskOf("manager"), await deskOf("owner")];
  const path = `${site.url}/staff/inbox/${references[1]}/`;
  for (const page of [first, second]) await page.goto(path);
  const answer = async (page: Page, text: string) => {
    await page.fill("#answer", text);
    await follow(page, page.getByRole("button", { name: "Send answer" }));
  };
  await answer(first, "We have dates.");
  await answer(second, "Dates come in May.");
  expect(await said(second)).toContain("Somebody else was faster. Nothing was sent.");
  expect(await said(second)).toContain("We have dates.");
  expect(await second.inputValue("#answer")).toBe("Dates come in May.");
  await follow(second, second.getByRole("button", { name: "Send answer" }));
  expect(await said(second)).toContain("Your answer is on its way by email.");
});
