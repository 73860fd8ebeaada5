import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page, Response } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "../../../local/environment.ts";
import { type LocalServer, startServer } from "../../../local/server.ts";
import { referenceFrom } from "../../../worker/forms/form/reference.ts";
import { htmlMistakes, pageFindings } from "../../browser/findings.ts";
import { cookiesOf, type Population, populate } from "../../browser/people.ts";
import { inItsOwnLetters, stillContext } from "../../browser/window.ts";
import { answers } from "../../fixtures/answers.ts";
import { signingSecret } from "../../fixtures/signing-secret.ts";
import { fillYears } from "../../fixtures/year.ts";
import { linkTo } from "../../http/accounts.ts";
import { builtCopy } from "../../http/later-version.ts";
import { fillIn, referenceOf } from "../../http/site.ts";
import { staffMember } from "../../http/staff-member.ts";
import { Visitor } from "../../http/visitor.ts";
import { indexPage, type Picture } from "./index-page.ts";
import { type Look, looks } from "./looks.ts";

const folder = process.env.SHEET ?? join(root, ".local/sheet");
const only = new RegExp(process.env.SHEET_ONLY ?? "");
const vars = { SIGNING_SECRET: signingSecret, FORMS_PER_NETWORK: "100000" };
const languages = ["en", "zh", "ru"] as const;
const widths = [360, 1280] as const;
const schemes = ["light", "dark"] as const;

let server: LocalServer;
let people: Population;
let staff: Visitor;
/** The same site on its first day. */
let emptyServer: LocalServer;
let newStaff: Visitor;
const paths: Record<string, string> = {};
const pictures: Picture[] = [];

beforeAll(async () => {
  const state = mkdtempSync(join(tmpdir(), "sheet-"));
  const dist = join(await builtCopy(), "dist");
  server = await startServer({ port: 0, state, quiet: true, cronsByHand: true, vars, dist });
  people = await populate(server);
  staff = (await staffMember(server, "owner")).visitor;
  const emptyState = mkdtempSync(join(tmpdir(), "sheet-empty-"));
  emptyServer = await startServer({ port: 0, state: emptyState, quiet: true, cronsByHand: true, vars, dist });
  newStaff = (await staffMember(emptyServer, "owner")).visitor;
  const sent: Send = async (form, more = {}) =>
    referenceOf(
      await fillIn(`${server.url}/en/${form}/`, { ...answers[form], email: "guest@example.org", ...more }),
    );
  // One page of the inbox and one of the orders is full, and one message is as long as a message can be.
  for (let count = 0; count < 26; count += 1) {
    await sent("contact");
    await sent("order");
  }
  await sent("contact", { name: "W".repeat(100), message: `A ${"very ".repeat(900)}${"W".repeat(400)}` });
  await sendLong(sent, staff);
  await fillYears(server, 8_000, 400);
  const [message, order] = [await sent("contact"), await sent("order")];
  Object.assign(paths, people.paths, {
    sent: `/en/sent/${message}/`,
    message: `/staff/inbox/${message}/`,
    client: `/staff/clients/${message}/`,
    order: `/staff/orders/${order}/`,
  });
  // What the jobs found today stands on the page of promises.
  await server.runCron();
  mkdirSync(folder, { recursive: true });
});

afterAll(async () => {
  await server.stop();
  await emptyServer.stop();
  writeFileSync(join(folder, "index.html"), indexPage(pictures));
  console.log(`Wrote ${pictures.length} pictures: ${join(folder, "index.html")}`);
});

const chosen = [...looks.entries()].filter(([, { who, path }]) => only.test(`${who} ${path}`));

test.each(chosen)("%i is pictured and faultless in every language, width and scheme", async (index, look) => {
  const found: Record<string, string[]> = {};
  for (const language of languages) {
    const faults = await take(index, look, language);
    if (faults.length > 0) found[language] = faults;
  }
  expect(pictures.filter(({ name }) => name.startsWith(`${index} `))).toHaveLength(12);
  expect(found).toEqual({});
});

/** Sends a form with its usual answers but for some, and gives the reference. */
type Send = (
  form: "contact" | "order" | "data-request",
  more?: Readonly<Record<string, string>>,
) => Promise<string>;

/** What is as long as it may be: a confirmed data request, an issue, a disclosure. */
async function sendLong(sent: Send, owner: Visitor): Promise<void> {
  const word = (length: number) => "W".repeat(length);
  const email = `${word(60).toLowerCase()}@example.org`;
  await sent("data-request", { email, name: word(100), details: `A ${"very ".repeat(900)}${word(400)}` });
  await new Visitor(server.url).send(await linkTo(server, email, "confirm"), {});
  const issue = { language: "en", subject: word(150), text: `${"very ".repeat(900)}\n\n> ${word(400)}` };
  await owner.send("/staff/newsletter/write/send/", { ...issue, id: crypto.randomUUID() });
  const proposed = { kind: "order", recipient: word(200), basis: word(200), paper: word(200), tell: "tell" };
  const scope = { records: await sent("contact"), "field-name": "yes", "field-email": "yes" };
  const reference = referenceFrom("R", crypto.getRandomValues(new Uint8Array(12)));
  const reason = `${"very ".repeat(150)}${word(200)}`;
  await owner.send("/staff/disclosures/propose/", { ...proposed, ...scope, reason, reference });
}

/** Takes the pictures of a page in a language, and gives what axe and the validator find in it, and how it overflows. */
async function take(index: number, look: Look, language: string): Promise<string[]> {
  const context = await stillContext();
  await signIn(context, look);
  const page = await context.newPage();
  let sent: Response | undefined;
  page.on("response", (answer) => {
    if (answer.request().resourceType() === "document") sent = answer;
  });
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme: "light" });
    await page.goto((look.who === "newStaff" ? emptyServer : server).url + addressOf(look, language));
    await look.first?.(page);
    await inItsOwnLetters(page);
    for (const scheme of schemes)
      pictures.push(await picture(page, { index, look, language, width, scheme }));
  }
  const mistakes = await htmlMistakes((await sent?.text()) ?? "");
  await page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
  const findings = await pageFindings(page);
  await context.close();
  return [...mistakes, ...findings];
}

async function picture(
  page: Page,
  {
    index,
    look,
    language,
    width,
    scheme,
  }: { index: number; look: Look; language: string; width: number; scheme: "light" | "dark" },
): Promise<Picture> {
  await page.emulateMedia({ colorScheme: scheme });
  const file = `${String(index).padStart(2, "0")}-${language}-${width}-${scheme}.jpeg`;
  await page.screenshot({ path: join(folder, file), fullPage: true, type: "jpeg", quality: 70 });
  const state = look.first ? ", after an act" : "";
  return { name: `${index} ${look.who}: /${look.path}${state}`, language, width, scheme, file };
}

/** The address of a look in a language. Paths that one person knows are in English. */
function addressOf({ who, path }: Look, language: string): string {
  const [, name] = /^\{(.+)\}$/.exec(path) ?? [];
  const plain = name
    ? (paths[name] ?? "")
    : `/${who === "staff" || who === "newStaff" ? "staff" : "en"}/${path}`;
  if (plain.startsWith("/staff/")) return language === "en" ? plain : `/${language}${plain}`;
  return plain.replace(/^\/en\//, `/${language}/`);
}

async function signIn(context: BrowserContext, { who }: Look): Promise<void> {
  const visitor = { staff, newStaff, ...people.visitors }[who];
  await context.addCookies(cookiesOf(visitor));
}
