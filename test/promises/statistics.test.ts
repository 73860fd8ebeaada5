import { describe, expect, test } from "vitest";
import { chrome } from "../fixtures/visit.ts";
import { eventually, rowsOf } from "../http/site.ts";
import { movedSite } from "./moved-site.ts";
import { textAt } from "./outside.ts";

const site = movedSite();
const opens = (headers: Record<string, string> = {}) =>
  fetch(`${site.url}/en/policy/`, {
    headers: { "user-agent": chrome(), "sec-fetch-dest": "document", "sec-fetch-site": "none", ...headers },
  });

/** Counts of a value, once everything so far has been counted. */
async function counted(indicator: string, value: string, atLeast = 0): Promise<number> {
  return eventually(async () => {
    const rows = (await rowsOf(site.server, "visit_cells")).filter(
      (row) => row.indicator === indicator && row.value === value,
    );
    const views = rows.reduce((sum, row) => sum + Number(row.views), 0);
    return views >= atLeast ? views : undefined;
  });
}

describe("statistics", () => {
  test("Each page counts as one view.", async () => {
    for (let times = 0; times < 6; times += 1) await opens();
    expect(await counted("page", "/en/policy/", 6)).toBe(6);
  });

  test("A view that does not come from another page of this site also counts as one visit.", async () => {
    await opens({ "sec-fetch-site": "same-origin" });
    await counted("page", "/en/policy/", 7);
    const rows = (await rowsOf(site.server, "visit_cells")).filter(({ value }) => value === "/en/policy/");
    expect(rows.map(({ views, visits }) => [views, visits])).toEqual([[7, 6]]);
  });

  test("A page viewed with either signal adds one to the number of views left out for that reason, and to no other figure.", async () => {
    await opens({ "sec-gpc": "1" });
    await opens({ dnt: "1" });
    expect(await counted("not-counted", "opted-out", 2)).toBe(2);
    expect(await counted("page", "/en/policy/")).toBe(7);
  });

  test("The figures cannot show which indicators belong to the same visit.", async () => {
    const columns = Object.keys((await rowsOf(site.server, "visit_cells"))[0] ?? {});
    expect(columns.toSorted()).toEqual(["day", "indicator", "rules", "value", "views", "visits"]);
    // Whatever one visitor brings along stands in rows of its own.
    await fetch(`${site.url}/en/contact/?utm_source=spring`, {
      headers: {
        "user-agent": chrome(),
        "sec-fetch-dest": "document",
        "accept-language": "kk",
        referer: "https://search.example/",
      },
    });
    await counted("campaign", "spring", 1);
    const traits = ["/en/contact/", "search.example", "spring", "kk", "Chrome", "Windows", "desktop"];
    const values = (await rowsOf(site.server, "visit_cells")).map(({ value }) => String(value));
    expect(traits.filter((trait) => !values.some((value) => value.includes(trait)))).toEqual([]);
    expect(values.filter((value) => traits.filter((trait) => value.includes(trait)).length > 1)).toEqual([]);
  });

  test("So no figure, and no difference between two figures, is about fewer than 5 views.", async () => {
    // What was counted today is shown tomorrow.
    await site.goOn(1);
    const text = await textAt(site, "/en/statistics/");
    expect(text).toMatch(/Privacy policy \(English\) 5 5\b/);
    expect(text).not.toMatch(/Contact \(English\) \d|search\.example/);
  });
});
