import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { answers } from "../fixtures/answers.ts";
import { linkTo } from "../http/accounts.ts";
import { fillIn, ownSite, referenceOf, send } from "../http/site.ts";
import { staffMember } from "../http/staff-member.ts";
import { follow } from "./clicks.ts";
import { Window } from "./window.ts";

const site = ownSite();
const window = new Window({ viewport: { width: 360, height: 780 } });

/** HTML, a formula, a right-to-left override with its letters turned round, and one endless word. */
const hostile = (length: number) =>
  `=cmd|'/C calc'!A0 <img src=x onerror="document.title='taken'"><script>document.title='taken'</script></textarea></title> \u202Etxt.exe\u2066 ${"W".repeat(length)}`.slice(
    0,
    length,
  );
const email = "hostile@example.org";
const references: Record<string, string> = {};

async function sent(form: keyof typeof answers, more: Readonly<Record<string, string>>): Promise<string> {
  return referenceOf(await fillIn(`${site.url}/en/${form}/`, { ...answers[form], email, ...more }));
}

beforeAll(async () => {
  const owner = (await staffMember(site.server, "owner")).visitor;
  await window.belongsTo(owner);
  const [name, address] = ["\u202E<b>iew iL</b> =1+1", "1 <i>Road</i>\u202E"];
  references.message = await sent("contact", { name, address, message: hostile(5_000) });
  references.feedback = await sent("feedback", { feedback: hostile(5_000) });
  // A name may be one endless word too.
  references.order = await sent("order", {
    name: "W".repeat(100),
    address,
    goods: hostile(2_000),
    delivery: hostile(1_000),
  });
  references.request = await sent("data-request", { name, details: hostile(5_000) });
  await send(`${site.url}${await linkTo(site.server, email, "confirm")}`, {});
  const about = { position: "1", do: "note", answer: hostile(5_000) };
  await owner.send(`/staff/inbox/${references.message}/answer/`, about);
  await owner.send("/staff/inbox/texts/", { title: hostile(100), language: "en", text: hostile(2_000) });
  await owner.send("/staff/statistics/", { day: "2026-11-22", note: hostile(200) });
});

/** Opens a page as a phone shows it. */
async function onPhone(path: string): Promise<Page> {
  const { page } = window;
  await page.setViewportSize({ width: 360, height: 780 });
  const answer = await page.goto(
    site.url + path.replace(/\{(\w+)\}/, (_, key: string) => references[key] ?? ""),
  );
  expect([path, answer?.status()]).toEqual([path, 200]);
  return page;
}

/** How much wider the page is than the phone, what it runs, and where a text turns round the words beside it. */
function harm(page: Page) {
  return page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const turned: string[] = [];
    while (texts.nextNode()) {
      if (!texts.currentNode.textContent?.includes("\u202E")) continue;
      let around = texts.currentNode.parentElement as Element;
      while (
        getComputedStyle(around).display === "inline" &&
        getComputedStyle(around).unicodeBidi === "normal"
      )
        around = around.parentElement as Element;
      const { unicodeBidi } = getComputedStyle(around);
      const isAlone = around.textContent?.trim() === texts.currentNode.textContent.trim();
      if (unicodeBidi === "normal" && !isAlone) turned.push(around.outerHTML.slice(0, 200));
    }
    return {
      wider: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      run: [...document.querySelectorAll("script, img, iframe, [onerror]")].map(({ outerHTML }) => outerHTML),
      taken: document.title === "taken",
      turned,
    };
  });
}

const harmless = { wider: 0, run: [], taken: false, turned: [] };

describe("HTML, formulas, turned letters and endless words that somebody sent", () => {
  it.each([
    "/staff/",
    "/staff/inbox/",
    "/staff/inbox/?show=all",
    "/staff/inbox/{message}/",
    "/staff/inbox/{feedback}/",
    "/staff/inbox/texts/",
    "/staff/orders/",
    "/staff/orders/{order}/",
    "/staff/data-requests/",
    "/staff/data-requests/{request}/",
    "/staff/mail/?show=all",
    "/staff/audit/",
    "/staff/statistics/?from=2026-11-01&to=2026-11-30",
  ])("are words on %s, and break nothing", async (path) => {
    expect(await harm(await onPhone(path))).toEqual(harmless);
  });
});

describe("60 KB of it", () => {
  it("come back in their form with the reason, and break nothing", async () => {
    const page = await onPhone("/staff/inbox/{message}/");
    const fill = (text: string) =>
      page.locator("#answer").evaluate((box, typed) => {
        (box as HTMLTextAreaElement).value = typed;
      }, text);
    await fill(hostile(60_000));
    await follow(page, page.getByRole("button", { name: "Send answer" }));
    await page.locator("main", { hasText: "Use 5,000 characters or fewer" }).waitFor();
    expect(await harm(page)).toEqual(harmless);
    expect((await page.inputValue("#answer")).length).toBe(60_000);
  });
});

describe("a search", () => {
  it.each(["hostile@example.org", hostile(300)])(
    "for %j shows words and breaks nothing",
    async (searched) => {
      const page = await onPhone("/staff/inbox/search/");
      await page.fill("#q", searched);
      await follow(page, page.getByRole("button", { name: "Find", exact: true }));
      expect(await harm(page)).toEqual(harmless);
    },
  );
});

describe("a list on a phone", () => {
  it.each([
    ["/staff/inbox/", ".due-head"],
    ["/staff/orders/", ".due-head"],
    ["/staff/data-requests/", ".due-head"],
    // What stands below the tabs, with rows or without.
    ["/staff/disclosures/", "nav + *"],
    ["/staff/mail/?show=all", "nav + *"],
    ["/staff/people/", "li"],
    ["/staff/audit/", "ol > li"],
  ])("begins in the upper third of the screen, below one navigation: %s", async (path, beginning) => {
    const page = await onPhone(path);
    const top = await page
      .locator(`main ${beginning}`)
      .first()
      .evaluate((head) => head.getBoundingClientRect().top);
    expect(top).toBeLessThanOrEqual(780 / 3);
    expect(await page.locator("footer").count()).toBe(0);
    expect(await page.locator("header nav").count()).toBe(1);
  });
});
