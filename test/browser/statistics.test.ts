import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import organization from "../../content/organization.yaml";
import type { Statistics } from "../../worker/visits/figures/figures.ts";
import { addDays, dayOf } from "../../worker/web/days.ts";
import { firstVersion, today } from "../fixtures/content.ts";
import { fillYears } from "../fixtures/year.ts";
import { ownSite } from "../http/site.ts";
import { staffMember } from "../http/staff-member.ts";
import type { Visitor } from "../http/visitor.ts";
import { htmlMistakes } from "./findings.ts";
import { type Look, Window } from "./window.ts";

const full = ownSite();
const empty = ownSite();
const analysts = new Map<typeof full, Visitor>();
const window = new Window();
beforeAll(async () => {
  // Months before last year's are shown nowhere here.
  await fillYears(full.server, 8_000, 400);
  for (const site of [full, empty]) {
    const { visitor } = await staffMember(site.server, "analyst");
    await visitor.send("/staff/statistics/", { day: today(), note: "Fair" });
    analysts.set(site, visitor);
  }
});
const analystOf = (site: typeof full) => analysts.get(site) as Visitor;

/** Whole, and so full of figures at any time of day. */
const yesterday = addDays(dayOf(new Date(), organization.timeZone), -1);

const states = [
  ["of a month", full, "/staff/statistics/"],
  ["of twelve months", full, "/staff/statistics/?period=12-months"],
  ["of one day", full, `/staff/statistics/?from=${yesterday}&to=${yesterday}`],
  ["of one page", full, "/staff/statistics/?period=90-days&page=%2Fen%2Fpolicy%2F"],
  ["of a page that there is not", full, "/staff/statistics/?page=%2Fxx%2F%22%3E%3Cb%3E"],
  ["of dates that are refused", full, "/staff/statistics/?from=1.11.2026&to=tomorrow"],
  ["of a site that nobody has opened", empty, "/staff/statistics/"],
] as const;

describe.each(states)("the dashboard %s", (_, site, address) => {
  let look: Look;
  beforeAll(async () => {
    await window.belongsTo(analystOf(site));
    look = await window.lookAt(site.url + address);
  });

  test("gives axe nothing to find in any look, and fits a small screen and large text", () => {
    expect(look.findings).toEqual([]);
  });

  test("is valid HTML of at most 15 KB, compressed, with no script and no style of its own", async () => {
    const { html } = look;
    expect(await htmlMistakes(html)).toEqual([]);
    expect(gzipSync(html).length).toBeLessThanOrEqual(15 * 1024);
    expect(html).not.toMatch(/<script|style="/);
  });
});

test("every figure that is shown is a full group", async () => {
  const { smallestGroup } = firstVersion.commitments;
  for (const [, site, address] of states.slice(0, 4)) {
    const html = await (await analystOf(site).open(address)).text();
    const cells = [...html.matchAll(/<td[^>]*>([\d,]+)<\/td>|<dd[^>]*>\s*([\d,]+) </g)];
    const figures = cells.map(([, cell, headline]) => Number((cell ?? headline ?? "").replaceAll(",", "")));
    expect(figures.length).toBeGreaterThan(10);
    expect(figures.filter((figure) => figure % smallestGroup !== 0)).toEqual([]);
  }
});

test("the devices of a year add up to about the views of the whole site", async () => {
  const { smallestGroup } = firstVersion.commitments;
  const answer = await analystOf(full).open("/staff/statistics.json?period=12-months");
  const { totals, tables } = (await answer.json()) as Statistics;
  const { rows, rest } = tables.device;
  const sum = rows.reduce((views, row) => views + row.views, rest.views);
  // A value's groups of the first, cut month can fill a day later than those of the whole.
  expect(Math.abs(sum - totals.now.views)).toBeLessThanOrEqual(smallestGroup * (rows.length + 1));
});
