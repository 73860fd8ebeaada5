import { beforeAll, expect, it } from "vitest";
import organization from "../../content/organization.yaml";
import { dayOf } from "../../worker/web/days.ts";
import { fillYears } from "../fixtures/year.ts";
import { ownSite } from "../http/site.ts";
import { staffMember } from "../http/staff-member.ts";
import { clickHere } from "./clicks.ts";
import { Window } from "./window.ts";

const site = ownSite();
const window = new Window();

beforeAll(async () => {
  await fillYears(site.server, 2_000, 60);
  await window.belongsTo((await staffMember(site.server, "owner")).visitor);
});

/** Opens a page of the desk with everything unfolded. */
async function unfolded(path: string, width: number) {
  const page = await window.open(`${site.url}${path}`);
  await page.setViewportSize({ width, height: 800 });
  await page.evaluate(() => {
    for (const details of document.querySelectorAll<HTMLDetailsElement>("main details")) details.open = true;
  });
  return page;
}

it.each(["/staff/inbox/", "/ru/staff/audit/", "/zh/staff/acts/", "/staff/statistics/", "/staff/people/"])(
  "gives the fields and the buttons of a row one height on %s",
  async (path) => {
    const page = await unfolded(path, 1280);
    const rows = await page.locator(".one-row").evaluateAll((forms) =>
      forms.map((form) => {
        const parts = form.querySelectorAll("select, button, input:not([type=hidden], [type=checkbox])");
        return [...new Set(Array.from(parts, (part) => Math.round(part.getBoundingClientRect().height)))];
      }),
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter((heights) => heights.length !== 1)).toEqual([]);
  },
);

it.each(["/staff/audit/", "/zh/staff/audit/", "/ru/staff/audit/"])(
  "sets the search of the audit log in one row, however long a name is: %s",
  async (path) => {
    const page = await unfolded(path, 1280);
    const row = page.locator(".find .one-row");
    await row
      .locator("select")
      .first()
      .evaluate((select) => {
        select.append(new Option("Konstantin Konstantinopolsky of the organization"));
      });
    const places = await row
      .locator("select, input, button")
      .evaluateAll((parts) => parts.map((part) => Math.round(part.getBoundingClientRect().bottom)));
    expect(places).toHaveLength(6);
    expect(new Set(places).size).toBe(1);
  },
);

it.each(["/staff/disclosures/propose/", "/staff/newsletter/write/", "/staff/clients/", "/staff/acts/"])(
  "keeps the first field apart from the heading on %s",
  async (path) => {
    const page = await unfolded(path, 360);
    const gap = await page
      .locator("main form")
      .first()
      .evaluate((form) => {
        const above = document.querySelector("h1 + p") ?? document.querySelector("h1");
        return form.getBoundingClientRect().top - (above?.getBoundingClientRect().bottom ?? 0);
      });
    expect(gap).toBeGreaterThanOrEqual(12);
  },
);

it.each(["/staff/", "/zh/staff/people/", "/ru/staff/people/"])(
  "shows who is signed in, and the other languages evenly, on a phone: %s",
  async (path) => {
    const page = await unfolded(path, 360);
    const name = await page.locator(".you summary span").evaluate((span) => ({
      hidden: span.scrollWidth - span.clientWidth > 1 && getComputedStyle(span).overflow !== "visible",
      right: Math.round(span.getBoundingClientRect().right),
    }));
    expect(name.hidden).toBe(false);
    expect(name.right).toBeLessThanOrEqual(360);
    await clickHere(page, ".you summary");
    const heights = await page
      .locator(".you li:has(a)")
      .evaluateAll((rows) => rows.map((row) => Math.round(row.getBoundingClientRect().height)));
    expect(heights.length).toBe(4);
    expect(Math.max(...heights) - Math.min(...heights)).toBeLessThanOrEqual(1);
  },
);

it.each([
  ["en", 360],
  ["zh", 360],
  ["ru", 360],
  ["ru", 1280],
] as const)(
  "gives names the width that figures leave, and figures the right edge, in %s at %i px",
  async (language, width) => {
    const page = await unfolded(`${language === "en" ? "" : `/${language}`}/staff/statistics/`, width);
    const lists = await page.locator(".lists table").evaluateAll((tables) =>
      tables.map((table) => {
        const name = table.querySelector("tbody th")?.getBoundingClientRect().width ?? 0;
        return name / table.getBoundingClientRect().width;
      }),
    );
    expect(lists.length).toBeGreaterThan(5);
    expect(Math.min(...lists)).toBeGreaterThan(0.5);
    const cells = await page
      .locator("main td")
      .evaluateAll((found) =>
        found.map((cell) => ({ words: cell.textContent?.trim(), align: getComputedStyle(cell).textAlign })),
      );
    expect(cells.filter(({ words, align }) => words === "" || align !== "end")).toEqual([]);
  },
);

it("offers the languages of a caller in one even line on a phone", async () => {
  const page = await unfolded("/staff/inbox/enter/zh/", 360);
  const places = await page.locator("nav.spoken a").evaluateAll((links) =>
    links.map((link) => {
      const { top, height } = link.getBoundingClientRect();
      return [Math.round(top), Math.round(height)];
    }),
  );
  expect(places.length).toBeGreaterThan(1);
  for (const at of [0, 1]) {
    const all = places.map((place) => place[at] ?? 0);
    expect(Math.max(...all) - Math.min(...all)).toBeLessThanOrEqual(3);
  }
  expect(await page.locator("header nav summary").innerText()).toBe("Inbox");
});

it("keeps a Russian word of an act in one line on a phone", async () => {
  const day = dayOf(new Date(), organization.timeZone);
  const { db } = site.server;
  await db
    .prepare("insert or replace into job_runs values (?1, ?2, 'done', 1, ?3, ?3, ?4)")
    .bind("submissions: erase what is over", day, new Date().toISOString(), '{"feedback":3}')
    .run();
  const page = await unfolded(`/ru/staff/acts/?from=${day}&to=${day}`, 360);
  const cell = page.locator("td.words").first();
  expect(await cell.innerText()).toContain("Отзывы");
  expect(await cell.evaluate((one) => one.getBoundingClientRect().height)).toBeLessThan(36);
});
