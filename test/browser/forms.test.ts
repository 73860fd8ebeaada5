import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mailTo, sharedSite } from "../http/site.ts";
import { clickHere, follow } from "./clicks.ts";
import { stillContext } from "./window.ts";

const site = sharedSite();
let page: Page;
beforeAll(async () => {
  const context = await stillContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  page = await context.newPage();
});
afterAll(() => page.context().close());

const open = (path: string) => page.goto(`${site.url}/en/${path}`);
const main = () => page.locator("main").innerText();
const press = () => follow(page, "main form button");
const linkIn = (text: string) => /http:\/\/localhost:\d+\/\S+\/[\w-]{43}\//.exec(text)?.[0] ?? "no link";

describe("with JavaScript off, a person", () => {
  test("finds every form from the contact page", async () => {
    for (const name of [
      "Order or request goods",
      "Give feedback",
      "Get the newsletter",
      "See, correct or erase",
    ]) {
      await open("contact/");
      await follow(page, `main a:has-text("${name}")`);
      expect(await page.locator("main form").count()).toBe(1);
    }
  });

  test("orders goods, makes a mistake, keeps the rest and gets a reference", async () => {
    await open("order/");
    await page.fill("#goods", "Dried apricots");
    await page.fill("#delivery", "Almaty");
    await page.fill("#name", "Aigerim");
    await page.fill("#address", "2 Example Road");
    await page.fill("#email", "aigerim@forms.example.org");
    await page.check("#age");
    await page.check("#consent");
    await press();
    expect(await page.title()).toMatch(/^Error: /);
    expect(await page.inputValue("#goods")).toBe("Dried apricots");
    expect(await page.isChecked("#consent")).toBe(true);
    await clickHere(page, "[role=alert] a:has-text('Enter how much')");
    await page.fill("#quantity", "2 tonnes");
    await press();
    expect(await main()).toMatch(/We have your order[\s\S]*B-\w{4}-\w{4}-\w{4}/);
  });

  test("finds the whole contact form on two screens of a phone", async () => {
    await open("contact/");
    const button = await page.locator("main form button").boundingBox();
    expect((button?.y ?? 0) + (button?.height ?? 0)).toBeLessThanOrEqual(2 * 740);
    expect(await page.locator("#phone").isVisible()).toBe(false);
    await clickHere(page, "main form summary");
    expect(await page.locator("#phone").isVisible()).toBe(true);
  });

  test("is asked for a guardian only when that concerns them", async () => {
    await open("contact/");
    expect(await page.locator("#guardian").isVisible()).toBe(false);
    await page.check("#age-with-guardian");
    expect(await page.locator("#guardian").isVisible()).toBe(true);
  });

  test("gives feedback without an address", async () => {
    await open("feedback/");
    await page.check("text=5 – very well");
    await page.check("#age");
    await page.check("#consent");
    await press();
    expect(await main()).toContain("We have your feedback");
  });

  test("is told why when too young, and sees nothing of what was typed again", async () => {
    await open("newsletter/");
    await page.fill("#email", "mei@forms.example.org");
    await page.check("#age-too-young");
    await press();
    expect(await main()).toContain("We can’t take this from you");
    expect(await page.content()).not.toContain("mei@forms.example.org");
    await follow(page, "text=Open the form again");
    expect(await page.inputValue("#email")).toBe("");
  });

  test("gets the newsletter by a mailed link that works once", async () => {
    await open("newsletter/");
    await page.fill("#email", "anna@forms.example.org");
    await page.check("#age");
    await page.check("#newsletter");
    await press();
    expect(await main()).toContain("Please confirm by email");
    const { text } = await mailTo(site.server, "anna@forms.example.org", "confirm our newsletter");
    await page.goto(linkIn(text));
    await press();
    expect(await main()).toContain("You get our newsletter");
    await page.goto(linkIn(text));
    expect(await main()).toContain("This link has been used");
  });

  test("stops the newsletter with the link in a mail, after pressing a button", async () => {
    const { text } = await mailTo(site.server, "anna@forms.example.org", "You get our newsletter");
    await page.goto(/http\S+\/unsubscribe\/[\w-]{43}\//.exec(text)?.[0] ?? "no link");
    expect(await main()).toContain("Press the button and you get no further issue");
    await press();
    expect(await main()).toContain("You no longer get the newsletter");
    await follow(page, "text=Ask for the newsletter again");
    expect(await page.locator("main form").count()).toBe(1);
  });

  test("asks for erasure without an account and confirms it by mail", async () => {
    await open("");
    await follow(page, "footer >> text=Your data");
    await page.check("text=Erase it");
    await page.fill("#name", "Boris");
    await page.fill("#email", "boris@forms.example.org");
    await page.check("#age");
    await press();
    const { text } = await mailTo(site.server, "boris@forms.example.org", "confirm your data request");
    await page.goto(linkIn(text));
    expect(await main()).toContain("Nothing happens until then.");
    await press();
    expect(await main()).toContain("Your data request is confirmed");
  });

  test("neither sees nor reaches the field that is there for robots", async () => {
    await open("contact/");
    const box = await page.locator(".trap").boundingBox();
    expect(box?.width ?? 0).toBeLessThan(2);
    expect(await page.locator(".trap").evaluate((trap) => getComputedStyle(trap).overflow)).toBe("hidden");
    expect(await page.locator("#remarks").getAttribute("tabindex")).toBe("-1");
    expect(await page.locator("main").ariaSnapshot()).not.toContain("Leave this empty");
  });
});
