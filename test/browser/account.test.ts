import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { linkTo } from "../http/accounts.ts";
import { eventually, servedSite } from "../http/site.ts";
import { mailsTo } from "../http/visitor.ts";
import { launchChromium } from "./chromium.ts";

const site = servedSite();
const email = "aigul@example.org";
const password = "nine wool blankets";
let browser: Browser;
const downloads = mkdtempSync(join(tmpdir(), "kept-export-"));
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  rmSync(downloads, { recursive: true, force: true });
});

it("lets a person without scripts open an account, use it, take everything along and leave without a trace", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, acceptDownloads: true });
  const page = await context.newPage();
  const go = (path: string) => page.goto(site.url + path);
  const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
  const says = async (words: string) => expect(await page.locator("main").innerText()).toContain(words);

  // Register, and confirm by mail.
  await go("/en/register/");
  await page.fill("#name", "Aigul Sadykova");
  await page.fill("#email", email);
  await page.fill("#password", password);
  await page.fill("#phone", "+7 701 555 0100");
  await page.fill("#address", "5 Abai Avenue, Almaty");
  await page.check("#age");
  await page.check("#consent");
  await press("Register");
  await says("Look into your mail");
  await go(await linkTo(site.server, email, "verify"));
  await page.fill("#password", password);
  await press("Confirm and sign in");
  await says("+7 701 555 0100");

  // Order, with the newsletter, which the mail confirms.
  await go("/en/order/");
  await page.fill("#goods", "Camel wool blankets");
  await page.fill("#quantity", "nine");
  await page.fill("#delivery", "5 Abai Avenue");
  await page.fill("#name", "Aigul Sadykova");
  await page.fill("#address", "5 Abai Avenue, Almaty");
  await page.fill("#email", email);
  await page.check("#age");
  await page.check("#consent");
  await page.check("#newsletter");
  // Faster than this looks like a robot.
  await new Promise((resolve) => setTimeout(resolve, 3500));
  await press("Send order");
  await says("B-");
  await go(await linkTo(site.server, email, "confirm"));
  await page.locator("main button").click();
  await go("/en/account/orders/");
  await says("Camel wool blankets");

  // Correct the phone number.
  await go("/en/account/details/");
  await page.fill("#phone", "+7 701 555 0199");
  await press("Save");
  await says("Your details are saved");
  await says("+7 701 555 0199");

  // Withdraw the newsletter.
  await go("/en/account/newsletter/");
  await says("You get the newsletter.");
  await press("Stop the newsletter");
  await says("You do not get the newsletter.");
  await go("/en/account/consents/");
  await says("Withdrawn");

  // Take everything along.
  const files = await download(page, async () => {
    await go("/en/account/export/");
    await press("Download");
  });
  expect(Object.keys(files)).toContain("orders.csv");
  const data = JSON.parse(files["data.json"] ?? "") as { details: object; orders: { goods: string }[] };
  expect(data.details).toEqual({
    name: "Aigul Sadykova",
    phone: "+7 701 555 0199",
    address: "5 Abai Avenue, Almaty",
  });
  expect(data.orders.map(({ goods }) => goods)).toEqual(["Camel wool blankets"]);
  expect(files["read-me.html"]).toContain("Camel wool blankets");
  expect(files["account.csv"]).toContain(`"'+7 701 555 0199"`);

  // Delete, and change one's mind.
  await go("/en/account/delete/");
  await page.check("#when");
  await page.fill("#password", password);
  await press("Delete my account");
  await says("will be erased on");
  await press("Keep my account");
  await says("Your account stays");

  // Delete at once.
  await eventually(async () =>
    mailsTo(site.server.mailbox, email).find(({ subject }) => subject.includes("erased")),
  );
  await go("/en/account/delete/");
  await page.check("#when-now");
  await page.fill("#password", password);
  await press("Delete my account");
  await says("Your account is erased");
  await go("/en/account/");
  await page.fill("#email", email);
  await page.fill("#password", password);
  await press("Sign in");
  await says("is not right");
  await context.close();

  // Proof of consent and the mark of the erasure; the last is a keyed hash of the try just now, for a day.
  const left = await tablesWithRows();
  expect(left).toEqual(["consents", "erasures", "sign_in_failures"]);
});

/** Tables with anything in them, of those that could tell about a person. */
async function tablesWithRows(): Promise<string[]> {
  const db = await site.server.db();
  const { results } = await db
    .prepare(
      "select name from sqlite_schema where type = 'table' and name not like '\\_%' escape '\\' and name not like 'd1%' and name not like 'visit%' and name not like 'sqlite%'",
    )
    .all<{ name: string }>();
  const counted = await Promise.all(
    results.map(async ({ name }) => ({
      name,
      ...(await db.prepare(`select count(*) as n from "${name}"`).first<{ n: number }>()),
    })),
  );
  const outbox = await db
    .prepare("select count(*) as n from outbox where sealed_mail is not null or recipient_index is not null")
    .first<{ n: number }>();
  expect(outbox?.n).toBe(0);
  return counted
    .filter(({ name, n }) => (n ?? 0) > 0 && !/^(?:vault_keys|used_verifications)$/.test(name))
    .map(({ name }) => name)
    .sort();
}

async function download(page: Page, start: () => Promise<void>): Promise<Record<string, string>> {
  const [got] = await Promise.all([page.waitForEvent("download"), start()]);
  const file = join(downloads, "my-data.zip");
  await got.saveAs(file);
  return Object.fromEntries(
    Object.entries(unzipSync(readFileSync(file))).map(([name, bytes]) => [name, strFromU8(bytes)]),
  );
}
