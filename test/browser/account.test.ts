import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import type { Page } from "playwright-core";
import { afterAll, expect, it } from "vitest";
import type { LocalServer } from "../../local/server.ts";
import { linkTo } from "../http/accounts.ts";
import { mailTo, ownSite, rowsOf } from "../http/site.ts";
import { clickHere, follow } from "./clicks.ts";
import { htmlMistakes, pageFindings } from "./findings.ts";
import { stillContext, withPage } from "./window.ts";

const site = ownSite();
const email = "aigul@example.org";
const password = "nine wool blankets";
const downloads = mkdtempSync(join(tmpdir(), "kept-export-"));
afterAll(() => rmSync(downloads, { recursive: true, force: true }));

it("lets a person without scripts open an account, use it, take everything along and leave without a trace", async () => {
  const context = await stillContext({
    javaScriptEnabled: false,
    acceptDownloads: true,
  });
  const page = await context.newPage();
  const go = (path: string) => page.goto(site.url + path);
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const press = (name: string) => follow(page, button(name));
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
  await says("Check your email");
  await go(await linkTo(site.server, email, "verify"));
  await page.fill("#password", password);
  await press("Confirm and sign in");
  await says("+7 701 555 0100");

  // Order with the newsletter, which the mail confirms, and again signed with the password.
  await go("/en/order/");
  await page.fill("#goods", "Camel wool blankets");
  await page.fill("#quantity", "nine");
  await page.fill("#delivery", "5 Abai Avenue");
  await says(`From your account: Aigul Sadykova, ${email}`);
  await page.check("#consent");
  await page.check("#newsletter");
  await press("Send order");
  await says("B-");
  await go(await linkTo(site.server, email, "confirm"));
  await follow(page, "main button");
  await go("/en/account/order/");
  await says("From your account: Aigul Sadykova");
  await page.fill("#goods", "Felt slippers");
  await page.fill("#quantity", "two pairs");
  await page.fill("#delivery", "5 Abai Avenue");
  await page.check("#consent");
  await page.fill("#password", password);
  await press("Sign and send the order");
  await says("Your order is signed");
  await says("Camel wool blankets");
  await says("Felt slippers");

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
  await says("Taken back");

  // Export everything.
  const files = await download(page, async () => {
    await go("/en/account/export/");
    await clickHere(page, button("Download"));
  });
  expect(Object.keys(files)).toContain("orders.csv");
  const data = JSON.parse(files["data.json"] ?? "") as {
    version: number;
    meanings: Record<string, string>;
    details: object;
    orders: { goods: string }[];
  };
  expect(data.version).toBe(2);
  expect(data.meanings.goods).toBe("What you ordered");
  expect(data.details).toEqual({
    name: "Aigul Sadykova",
    phone: "+7 701 555 0199",
    phoneE164: "+77015550199",
    address: "5 Abai Avenue, Almaty",
  });
  expect(data.orders.map(({ goods }) => goods)).toEqual(["Felt slippers", "Camel wool blankets"]);
  const readable = files["read-me.html"] ?? "";
  expect(readable).toContain("Camel wool blankets");
  expect(await htmlMistakes(readable)).toEqual([]);
  await withPage({}, async (file) => {
    await file.setContent(readable);
    expect(await pageFindings(file)).toEqual([]);
  });
  expect(files["account.csv"]).toContain(",'+7 701 555 0199,");

  // Delete, then change one's mind.
  await go("/en/account/delete/");
  await page.check("#when");
  await page.fill("#password", password);
  await press("Delete my account");
  await says("will be erased on");
  await press("Keep my account");
  await says("Your account stays");

  // Delete at once, knowing what is kept and until when.
  await mailTo(site.server, email, "will be erased");
  const traces = await tracesOf(site.server, email);
  await go("/en/account/delete/");
  await says("What is kept, why and until when");
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
  await site.server.runCron();

  const left = await bytesOf(site.server);
  const words = [
    "Aigul",
    "Sadykova",
    "Abai",
    "701 555",
    "blankets",
    "slippers",
    "127.0.0.1",
    password,
    email,
  ];
  for (const trace of [...words, traces.emailIndex, ...traces.secrets])
    expect([trace, left.filter(({ text }) => text.includes(trace)).map(({ table }) => table)]).toEqual([
      trace,
      [],
    ]);
  // What the page has listed: proof of consents and signatures under the account's number, and nothing else.
  const byNumber = left.filter(({ text }) => text.includes(traces.userId));
  expect([...new Set(byNumber.map(({ table }) => table))].sort()).toEqual(["consents", "signatures"]);
  for (const { text } of byNumber) expect(text).toMatch(/"kept_until":"20|"event":"given"/);
  // Keyed hashes of the erasure, of the last sign-in try, and of used links.
  const kept = left.filter(({ isAboutPeople }) => isAboutPeople).map(({ table }) => table);
  expect([...new Set(kept)].sort()).toEqual([
    "consents",
    "erasures",
    "key_checks",
    "sign_in_failures",
    "signatures",
    "used_verifications",
  ]);
});

/** Tables that hold nothing about anybody: settings, counts, evidence, the words of boxes. */
const impersonal =
  /^(?:_|d1|sqlite|visit|vault_keys|noted_keys|job_runs|consent_words|consent_counts|rating_counts|newsletter_issues|statistics|log_)/;

/** Every row of every table, as text. */
async function bytesOf(server: LocalServer) {
  const { results } = await server.db
    .prepare("select name from sqlite_schema where type = 'table' and name not like '\\_%' escape '\\'")
    .all<{ name: string }>();
  const rows = await Promise.all(
    results.map(async ({ name }) => {
      const found = await rowsOf(server, `"${name}"`);
      return found.map((row) => ({
        table: name,
        text: JSON.stringify(row),
        isAboutPeople: !impersonal.test(name),
      }));
    }),
  );
  return rows.flat();
}

/** How the database knows a person: by number, blind index, hashes and the sealed texts of their rows. */
async function tracesOf(server: LocalServer, address: string) {
  const [user, ...others] = await rowsOf(server, "users");
  if (!user || others.length > 0) throw new Error(`${address} is not the only account`);
  const own = [
    ...(await rowsOf(server, "users")),
    ...(await rowsOf(server, "credentials")),
    ...(await rowsOf(server, "sessions")),
    ...(await rowsOf(server, "orders")),
  ];
  const secrets = own.flatMap((row) =>
    Object.entries(row)
      .filter(([name, value]) => /^sealed_|_hash$|^password$/.test(name) && value !== null)
      .map(([, value]) => String(value)),
  );
  return { userId: String(user.id), emailIndex: String(user.email_index), secrets };
}

async function download(page: Page, start: () => Promise<void>): Promise<Record<string, string>> {
  const [got] = await Promise.all([page.waitForEvent("download"), start()]);
  const file = join(downloads, "my-data.zip");
  await got.saveAs(file);
  return Object.fromEntries(
    Object.entries(unzipSync(readFileSync(file))).map(([name, bytes]) => [name, strFromU8(bytes)]),
  );
}
