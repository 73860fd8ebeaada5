import { beforeAll, describe, expect, it } from "vitest";
import { answers } from "../fixtures/answers.ts";
import { breaking, breakSite } from "../fixtures/faults.ts";
import { linkTo, madeClient } from "../http/accounts.ts";
import { eventually, fillIn, mailTo, ownSite, referenceOf, rowsOf, send } from "../http/site.ts";
import { staffMember } from "../http/staff-member.ts";
import type { Visitor } from "../http/visitor.ts";
import { axeFindings } from "./axe.ts";
import { clickHere, follow } from "./clicks.ts";
import { htmlMistakes } from "./findings.ts";
import { cookiesOf } from "./people.ts";
import { maxBytes, weightOf } from "./weight.ts";
import { stillContext, Window } from "./window.ts";

const site = ownSite({ inFront: breaking });
const email = "aigul.sadykova.with.a.long.address@mail.trading-company.example.org";
const issue = {
  language: "en",
  subject: "Spring",
  text: `The first apricots are here.\n\n${"long".repeat(60)}`,
};
const window = new Window();
let owner: Visitor;
const references: Record<string, string> = {};

async function sent(form: keyof typeof answers, more: Readonly<Record<string, string>>): Promise<string> {
  return referenceOf(await fillIn(`${site.url}/en/${form}/`, { ...answers[form], email, ...more }));
}

/** The id of a mail that failed for good, about an order. */
async function failedMail(): Promise<string> {
  await breakSite(site.url, { mail: "before" });
  const id = `${await sent("order", {})}/client`;
  const row = async () => (await rowsOf(site.server, "outbox")).find((one) => one.id === id);
  await eventually(async () => ((await row())?.sealed_error ? true : undefined));
  await breakSite(site.url, {});
  const { db } = site.server;
  await db
    .prepare(
      "update outbox set failed_at = queued_at, attempts = 8, next_attempt_at = null where sent_at is null",
    )
    .run();
  return id;
}

const soon = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

/** The reference of a disclosure of the message, as the owner proposes it. */
async function proposed(fields: Readonly<Record<string, string>>): Promise<string> {
  const path = "/staff/disclosures/propose/";
  const shown = await (await owner.open(path)).text();
  const reference = /name="reference" value="([^"]+)"/.exec(shown)?.[1] ?? "";
  const proposal = {
    kind: "order",
    recipient: "District court",
    basis: "Code of procedure, article 57",
    reason: "The court ordered it.",
    records: references.message ?? "",
    "field-name": "yes",
  };
  await owner.send(path, { ...proposal, ...fields, reference });
  return reference;
}

beforeAll(async () => {
  owner = (await staffMember(site.server, "owner")).visitor;
  await window.belongsTo(owner);
  references.mail = await failedMail();
  references.message = await sent("contact", { message: `A ${"very".repeat(60)} long word.` });
  await owner.send("/staff/newsletter/write/send/", { ...issue, id: "spring" });
  references.order = await sent("order", {});
  references.held = await sent("contact", { remarks: "robot" });
  references.request = await sent("data-request", {});
  await send(`${site.url}${await linkTo(site.server, email, "confirm")}`, {});
  references.disclosure = await proposed({ tell: "tell" });
  references.withheld = await proposed({
    tell: "withhold",
    silence: "An inquiry.",
    hold: "yes",
    reviewOn: soon,
  });
  const offer = { position: "1", price: "CNY 412,000", terms: "Free at Khorgos.", holdsUntil: "2099-12-31" };
  await owner.send(`/staff/orders/${references.order}/offer/`, offer);
  const accepted = { position: "2", status: "confirmed", note: "Accepted by phone." };
  await owner.send(`/staff/orders/${references.order}/status/`, accepted);
  references.offered = await sent("order", { email: "offered@example.org" });
  await owner.send(`/staff/orders/${references.offered}/offer/`, offer);
  await owner.send("/staff/inbox/texts/", { title: "Thanks", language: "en", text: "Thank you." });
  references.answered = await sent("contact", { email: "answered@example.org" });
  await owner.send(`/staff/inbox/${references.answered}/answer/`, { position: "1", answer: "Yes." });
  await owner.send(`/staff/inbox/${references.answered}/answer/`, { do: "note", answer: "Only for us." });
  await madeClient(site.server, "suspended@example.org");
  const found = await owner.send("/staff/clients/", { q: "suspended@example.org" });
  references.suspended = /\/clients\/([^/]+)\/suspend\//.exec(await found.text())?.[1] ?? "";
  const suspension = { reason: "Orders to empty houses.", told: "We check your orders.", reviewOn: soon };
  await owner.send(`/staff/clients/${references.suspended}/suspend/`, suspension);
  await owner.send(`/staff/inbox/${references.answered}/answer/`, { do: "draft", answer: "A draft." });
});

/** Every template of the staff pages, and each state of it that has an address. */
const pages = [
  "/staff/",
  "/staff/inbox/",
  "/staff/inbox/?show=quarantined",
  "/staff/inbox/?show=answered",
  "/staff/inbox/?language=ru&late=yes",
  "/staff/inbox/?after=9999-12-31T23:59:59.999Z_M-1",
  "/staff/inbox/search/",
  "/staff/inbox/texts/",
  "/staff/inbox/enter/en/",
  "/staff/inbox/{answered}/?done=draft",
  "/staff/inbox/{message}/",
  "/staff/inbox/{held}/",
  "/staff/orders/",
  "/staff/orders/{order}/?done=changed",
  "/staff/orders/{offered}/",
  "/staff/data-requests/",
  "/staff/data-requests/{request}/",
  "/staff/clients/",
  "/staff/clients/{message}/",
  "/staff/clients/{suspended}/?done=suspended",
  "/staff/disclosures/",
  "/staff/disclosures/?show=ended",
  "/staff/disclosures/propose/",
  "/staff/disclosures/{disclosure}/?done=disclosure-proposed",
  "/staff/disclosures/{withheld}/",
  "/staff/mail/",
  "/staff/mail/?show=held",
  "/staff/mail/?show=all&done=mail-dropped",
  "/staff/mail/{mail}/",
  "/staff/newsletter/",
  "/staff/newsletter/write/",
  "/staff/newsletter/spring/failed/",
  "/staff/policy/",
  "/staff/acts/?from=2026-01-01&to=2026-12-31",
  "/staff/audit/?check=yes",
  "/staff/audit/?actor=command-line&from=2026-01-01",
  "/staff/people/",
];
const addressOf = (path: string) =>
  site.url + path.replace(/\{(\w+)\}/, (_, name: string) => references[name] ?? "missing");

describe.each(pages)("%s", (path) => {
  let look: Awaited<ReturnType<typeof window.lookAt>>;
  beforeAll(async () => {
    look = await window.lookAt(addressOf(path));
  });

  it("gives axe nothing to find in any look, fits a small screen and large text", () => {
    expect(look.findings).toEqual([]);
  });

  it("is valid HTML of little weight", async () => {
    expect(look.status).toBe(200);
    expect(await htmlMistakes(look.html)).toEqual([]);
    expect(await weightOf(look.html, site.url)).toBeLessThan(maxBytes);
  });
});

describe("an issue to look at", () => {
  it("gives axe nothing to find in any look, fits a small screen and large text", async () => {
    const page = await window.open(addressOf("/staff/newsletter/write/"));
    await page.selectOption("#language", issue.language);
    await page.fill("#subject", issue.subject);
    await page.fill("#text", issue.text);
    await follow(page, page.getByRole("button", { name: "Preview it" }));
    expect(await page.locator("main").innerText()).toContain(
      "Nobody has confirmed the newsletter in English",
    );
    expect((await window.look()).findings).toEqual([]);
  });
});

describe("the form that came back", () => {
  it.each(["light", "dark"] as const)(
    "gives axe nothing to find in %s, and puts the summary first",
    async (colorScheme) => {
      const page = await window.open(addressOf("/staff/inbox/{message}/"));
      await page.emulateMedia({ colorScheme });
      await follow(page, page.getByRole("button", { name: "Send answer" }));
      await page.locator(".summary:focus").waitFor();
      expect(await page.title()).toMatch(/^Error: /);
      expect(await axeFindings(page)).toEqual([]);
    },
  );
});

it("lets staff without scripts find what waits, answer it, release, ship an order and erase an address", async () => {
  const context = await stillContext({ javaScriptEnabled: false });
  await context.addCookies(cookiesOf(owner));
  const page = await context.newPage();
  const press = (name: string) => follow(page, page.getByRole("button", { name, exact: true }));
  const go = (name: string | RegExp) => follow(page, page.getByRole("link", { name }).first());
  const says = async (words: string) => expect(await page.locator("main").innerText()).toContain(words);

  await page.goto(`${site.url}/staff/`);
  await says("1 message to answer");
  await says("1 submission in quarantine");
  await go("1 message to answer");
  await go(`Li Wei ${references.message}`);
  await page.fill("#answer", "We do, from March on.");
  await press("Send answer");
  await says("Your answer is on its way by email.");
  await mailTo(site.server, email, `Our answer to ${references.message}`);

  await go("Overview");
  await go("1 submission in quarantine");
  await go(`Li Wei ${references.held}`);
  await says("A field that people neither see nor hear was filled in.");
  await press("Release it: a person sent it");
  await says("Released.");

  await go("Orders");
  await go("Confirmed");
  await go(`Li Wei ${references.order}`);
  await page.getByLabel("In preparation").check();
  await page.fill("#note", "By rail.");
  await press("Record and tell the client");
  await says("Recorded. The client is told by email.");
  await says("By rail.");

  await go("Overview");
  await go("2 emails failed");
  const [ordered = ""] = (references.mail ?? "").split("/");
  await follow(page, `a[href="/staff/mail/${ordered}/client/"]`);
  await says("broken before");
  await press("Give it up");
  await says("Tick the box if you are sure");
  await press("Try again");
  await says("It is being tried once more.");
  await mailTo(site.server, email, ordered);

  await go("Data requests");
  await go(`Li Wei ${references.request}`);
  await says("Everything, please.");
  await page.check("#sure");
  await press("Erase and tell the person");
  await says("Erased. A last email tells the person.");
  await go("Erased");
  await says(references.request ?? "");
  await mailTo(site.server, email, "Your data is erased");

  await go("Audit log");
  await press("Check the whole log");
  await says("Unbroken: all");
  await says(`Erased ${references.request}`);
  await clickHere(page, page.locator("summary", { hasText: "Zhang Min" }));
  await press("Sign out");
  await page.goto(`${site.url}/staff/`);
  expect(page.url()).toContain("/en/sign-in/");
  await context.close();
});
