import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import organization from "../../content/organization.yaml";
import type { VersionText } from "../../worker/policy/text/version-text.ts";
import { firstVersion, inWords } from "../fixtures/content.ts";
import { type CuttingProxy, cuttingProxy } from "../fixtures/cutting-proxy.ts";
import { eventually, mailTo, sharedSite } from "../http/site.ts";
import { clickHere, follow } from "./clicks.ts";
import { stillContext } from "./window.ts";

const site = sharedSite();
const readers: Page[] = [];
let line: CuttingProxy | undefined;
afterEach(async () => {
  for (const page of readers.splice(0)) await page.context().close();
});

/** The lines on which every journey is made: a good one, and one that breaks off as some networks do. */
const lines = { "a good line": undefined, "a line that cuts each answer after 16 KB": 16 * 1024 };

describe.each(Object.entries(lines))("a reader on a phone with JavaScript off and %s", (_, maxBytes) => {
  beforeAll(async () => {
    line = maxBytes === undefined ? undefined : await cuttingProxy(maxBytes);
  });
  afterAll(() => line?.stop());
  afterEach(() => {
    // Fonts are cut, and nothing else.
    const lost = line?.cut.filter((address) => !address.endsWith(".woff2")) ?? [];
    if (lost.length > 0) throw new Error(`cut off: ${lost.join(", ")}`);
  });

  test("reads the policy in force and all of its clauses", async () => {
    const page = await reader();
    await page.goto(`${site.url}/`);
    await follow(page, "text=Read the policy");
    expect(page.url()).toBe(`${site.url}/en/policy/`);
    const { date } = firstVersion;
    expect(await page.locator("main").innerText()).toContain(`In force since ${inWords(date)}`);
    const answer = await fetch(`${site.url}/en/policy/${date}/clauses.json`);
    const { clauses } = (await answer.json()) as VersionText;
    expect(await page.locator("article h2").count()).toBe(clauses.length);
    const { id, title, number } = clauses.at(-1) ?? { id: "", title: "", number: 0 };
    await clickHere(page, "summary");
    await clickHere(page, `nav >> text="${title}"`);
    expect(page.url()).toContain(`#${id}`);
    expect(await page.locator(`#${id}`).innerText()).toBe(`${number}. ${title}`);
  });

  test("sends the form wrong, then right, and gets a reference", async () => {
    const page = await reader();
    await page.goto(`${site.url}/en/contact/`);
    await page.fill("#name", "Aigerim");
    await page.fill("#message", "\n  Салем!\n<script>alert(1)</script>");
    await follow(page, "form button");
    expect(await page.locator("[role=alert] li").count()).toBe(4);
    expect(await page.inputValue("#name")).toBe("Aigerim");
    expect(await page.inputValue("#message")).toBe("\n  Салем!\n<script>alert(1)</script>");
    expect(await page.isChecked("#consent")).toBe(false);
    await page.fill("#email", "aigerim@example.org");
    await page.selectOption("#topic", "order");
    await page.check("#age");
    await page.check("#consent");
    await follow(page, "form button");
    expect(page.url()).toMatch(/\/en\/sent\/M-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\/$/);
    expect(await page.locator("main").innerText()).toContain("We have your message");
    const { text } = await mailTo(site.server, organization.email, "From: Aigerim <aigerim@example.org>");
    expect(text).toContain(">   Салем!\n> <script>alert(1)</script>");
  });

  test("sends an order in Chinese", async () => {
    const page = await reader();
    await page.goto(`${site.url}/zh/`);
    await follow(page, 'main a[href="/zh/order/"]');
    const typed = {
      goods: "杏干",
      quantity: "两吨",
      delivery: "阿拉木图，三月",
      name: "李伟",
      email: "li.wei@example.org",
    };
    for (const [name, words] of Object.entries(typed)) await page.fill(`#${name}`, words);
    await page.fill("#address", "乌鲁木齐市示例路2号");
    await page.check("#age");
    await page.check("#consent");
    await follow(page, "main form button");
    expect(page.url()).toMatch(/\/zh\/sent\/B-[0-9A-Z-]{14}\/$/);
    expect(await page.locator("html").getAttribute("lang")).toBe("zh");
  });

  test("takes the newsletter back from its mail alone", async () => {
    const email = `${crypto.randomUUID().slice(0, 8)}@example.org`;
    const page = await reader();
    await page.goto(`${site.url}/en/newsletter/`);
    await page.fill("#email", email);
    await page.check("#age");
    await page.check("#newsletter");
    await follow(page, "main form button");
    const { text } = await mailTo(site.server, email, "/confirm/");
    await page.goto(/\S+\/confirm\/\S+/.exec(text)?.[0] ?? "");
    await follow(page, "main form button");
    const welcome = await mailTo(site.server, email, "/unsubscribe/");
    await page.goto(/\S+\/unsubscribe\/[\w-]+\//.exec(welcome.text)?.[0] ?? "");
    await follow(page, "main form button");
    expect(await page.locator("h1").innerText()).toBe("You no longer get the newsletter");
  });

  test("is counted, and sees it on the statistics page once the day is over", async () => {
    const page = await reader();
    const { smallestGroup } = firstVersion.commitments;
    for (let times = 0; times <= smallestGroup; times += 1) await page.goto(`${site.url}/en/contact/`);
    const counted = site.server.db.prepare(
      "select sum(views) as views from visit_cells where value = '/en/contact/'",
    );
    const all = async () => ((await counted.first<number>("views")) ?? 0) > smallestGroup;
    await eventually(async () => (await all()) || undefined);
    const { db } = site.server;
    await db.prepare("update or replace visit_cells set day = date(day, '-1 day')").run();
    await page.goto(`${site.url}/en/statistics/`);
    const shown = await page.locator(".headline dd").first().innerText();
    expect(Number.parseInt(shown, 10)).toBeGreaterThanOrEqual(smallestGroup);
    expect(await page.locator("main").innerText()).toContain("Write to us (English)");
  });

  test("reaches everything with the keyboard, first of all the way past the menu", async () => {
    const page = await reader();
    await page.goto(`${site.url}/en/contact/`);
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to the content");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.url()).toContain("#page_content");
    await page.focus("#topic");
    for (const place of ["message", "name", "email", "SUMMARY", "age"]) {
      await page.keyboard.press("Tab");
      const here = await page.evaluate(() => [document.activeElement?.id, document.activeElement?.tagName]);
      expect(here).toContain(place);
    }
  });
});

async function reader(): Promise<Page> {
  const context = await stillContext({
    ...(line ? { proxy: { server: line.address, bypass: "<-loopback>" } } : {}),
    javaScriptEnabled: false,
    viewport: { width: 360, height: 740 },
    // A headless browser says so in its name, and then counts as a robot.
    userAgent:
      "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36",
  });
  const page = await context.newPage();
  readers.push(page);
  return page;
}
