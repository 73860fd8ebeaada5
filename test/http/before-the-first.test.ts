import { expect, test } from "vitest";
import organization from "../../content/organization.yaml";
import { addDays } from "../../worker/web/days.ts";
import { answers } from "../fixtures/answers.ts";
import { firstVersion, hereAt, inWords } from "../fixtures/content.ts";
import { ownSite, rowsOf, send } from "./site.ts";

/** Two days before the first version takes effect. */
const site = ownSite({ clockShiftMs: hereAt(addDays(firstVersion.date, -2)).getTime() - Date.now() });

const open = (path: string) => fetch(site.url + path, { redirect: "manual" });

test("before the first version, a reader finds the text to come, from when it binds, and its files", async () => {
  const page = await open("/en/policy/");
  const html = await page.text();
  expect(page.status).toBe(200);
  expect(html).toMatch(new RegExp(`<strong>Upcoming</strong> from <time[^>]*>${inWords(firstVersion.date)}`));
  expect(html).not.toContain("Read the version in force");
  for (const path of [
    "versions/",
    `${firstVersion.date}/`,
    `${firstVersion.date}/policy.md`,
    ...(firstVersion.languages.en?.pdf ? [`${firstVersion.date}/policy.pdf`] : []),
    "feed.xml",
  ])
    expect([path, (await open(`/en/policy/${path}`)).status]).toEqual([path, 200]);
});

test.each([
  ["en", `Our privacy policy takes effect on ${inWords(firstVersion.date)}`],
  ["zh", `我们的隐私政策将于 ${inWords(firstVersion.date, "zh")}生效`],
  ["ru", `Наша политика конфиденциальности вступает в силу ${inWords(firstVersion.date, "ru")}`],
])("home and contact say so and how to reach us: %s", async (language, words) => {
  for (const path of ["", "contact/"]) {
    const answer = await open(`/${language}/${path}`);
    const html = await answer.text();
    expect(answer.status).toBe(200);
    expect(html.replaceAll("\u00A0", " ")).toContain(words);
    expect(html).toContain(`tel:${organization.phone.replace(/[^+\d]/g, "")}`);
    expect(html).not.toContain("<form");
  }
});

test("everything else is not open yet, and nothing fails", async () => {
  const pages = ["order/", "register/", "account/", "statistics/", "policy/kept/", "no/such/"];
  for (const path of [...pages.map((page) => `/en/${page}`), "/staff/", "/zh/staff/inbox/"])
    expect([path, (await open(path)).status]).toEqual([path, 503]);
  const sent = await send(`${site.url}/en/contact/`, answers.contact);
  expect(sent.status).toBe(503);
  expect(await rowsOf(site.server, "submissions")).toEqual([]);
  await site.server.runCron();
  const runs = await rowsOf(site.server, "job_runs");
  expect(runs.filter(({ result }) => result === "failed")).toEqual([]);
});

test("addresses without a language lead on, and styles are there", async () => {
  expect((await open("/")).headers.get("location")).toBe("/en/");
  const css = /href="(\/_astro\/[^"]+\.css)"/.exec(await (await open("/en/")).text())?.[1] ?? "";
  expect((await open(css)).status).toBe(200);
});

test.each(["/en/", "/en/policy/"])("%s brings its styles along, and its headers allow them", async (path) => {
  const headers = { "sec-fetch-dest": "document", "sec-fetch-site": "none" };
  const answer = await fetch(site.url + path, { headers });
  expect(await answer.text()).toContain("<style>");
  expect(answer.headers.get("content-security-policy")).toMatch(/style-src [^;]*'sha256-/);
});
