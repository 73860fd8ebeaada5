import { join } from "node:path";
import { expect } from "vitest";
import { endOfPeriod } from "../../worker/lifetimes/periods.ts";
import { addDays } from "../../worker/web/days.ts";
import { answers, registration } from "../fixtures/answers.ts";
import { firstVersion, hereAt, inWords } from "../fixtures/content.ts";
import { draft } from "../fixtures/publish-draft.ts";
import { clientOf, madeClient } from "../http/accounts.ts";
import { fillIn, mailTo, referenceOf, rowsOf, send } from "../http/site.ts";
import { mailsTo, Visitor } from "../http/visitor.ts";
import { from, onDisk, press } from "../promises/outside.ts";
import { booksAgree, type Kept, keptNow } from "./books.ts";
import { references, signedIn, staff } from "./on-site.ts";
import { disclosureIsTold, disclosureStaysSecret, holdOutlastsThePeriod } from "./secret-disclosure.ts";
import { WalkedSite } from "./walked-site.ts";

const { password } = registration;
const [li, mei, olga, minor, guardian] = ["li", "mei", "olga", "minor", "guardian"].map(
  (name) => `${name}@years.example.org`,
) as [string, string, string, string, string];

/** Words that nobody may find on the disk, and those of people who were erased least of all. */
const secret = { mei: "Mei asks about 40 carpets", minor: "A minor asks for two hats", child: "I am eight" };

/** The day on which people come. */
const begin = "2026-12-10";

/** What people sent, by its reference. */
interface Sent {
  order: string;
  second: string;
  feedback: string;
  fromChild: string;
  guarded: string;
}

/**
 * Walks a site through three years, in which the draft takes effect, and looks from outside whether each promise
 * holds and the books agree.
 * @returns how the promises stand in the end
 */
export async function threeYears({ isDaily }: { isDaily: boolean }): Promise<Kept["promises"]> {
  const site = await WalkedSite.startedOn(begin, isDaily);
  try {
    const sent = await peopleCome(site);
    await whoeverIsErasedStaysErased(site);
    await changeIsAnnounced(site, sent);
    await agreementIsAskedAgain(site, sent);
    await disclosureStaysSecret(site, li, sent.order);
    await childIsErased(site, sent);
    await periodsEnd(site, sent);
    await disclosureIsTold(site, li);
    await accountIsErased(site);
    await holdOutlastsThePeriod(site, sent.order, sent.second);
    await booksAgree(site, { erased: [mei, olga], silent: Object.values(secret) });
    return (await keptNow(site)).promises;
  } finally {
    await site.server.stop();
  }
}

/** December 2026: accounts, orders, feedback, a subscription, somebody too young, a minor, and a child nobody noticed. */
async function peopleCome(site: WalkedSite): Promise<Sent> {
  await site.server.runCron();
  const at = (form: string) => `${site.url}/en/${form}/`;
  await clientOf(site.server, li);
  await madeClient(site.server, olga);
  await madeClient(site.server, mei);
  const order = referenceOf(await fillIn(at("order"), from("order", li)));
  const feedback = referenceOf(await fillIn(at("feedback"), from("feedback", li)));
  await fillIn(at("contact"), { ...from("contact", mei), message: secret.mei });
  await fillIn(at("order"), from("order", olga));
  const fromChild = referenceOf(
    await fillIn(at("contact"), { ...from("contact", "parent@years.example.org"), message: secret.child }),
  );
  await fillIn(at("newsletter"), { ...answers.newsletter, email: li });
  expect((await press(site, li, "confirm")).status).toBe(200);
  const young = { ...from("contact", "young@years.example.org"), age: "too-young" };
  expect((await fillIn(at("contact"), young)).status).toBe(422);
  const asks = { ...from("contact", minor), age: "with-guardian", guardian, message: secret.minor };
  const guarded = referenceOf(await fillIn(at("contact"), asks));
  expect(await references(site, "contact_messages")).not.toContain(guarded);
  const { text } = await mailTo(site.server, guardian, "/guardian/");
  const link = /http\S+\/guardian\/[\w-]+\//.exec(text)?.[0] ?? "";
  expect((await send(`${link}agree/`, {})).status).toBe(200);
  expect(await references(site, "contact_messages")).toContain(guarded);
  return { order, second: "", feedback, fromChild, guarded };
}

/** The database is put back to the evening before Mei left. */
async function whoeverIsErasedStaysErased(site: WalkedSite): Promise<void> {
  await site.goTo("2026-12-11");
  const copy = join(site.state, "evening.sqlite");
  await site.run("backup", copy);
  const visitor = await signedIn(site, mei);
  const gone = await visitor.fillIn("/en/account/delete/", { when: "now", password });
  expect(gone.headers.get("location")).toBe("/en/erased/");
  expect(await site.run("restore", copy, "--at", "2026-12-11T13:00")).toContain("Erased again: 1.");
  await site.goTo("2026-12-12");
  const back = await new Visitor(site.url).fillIn("/en/sign-in/", { email: mei, password });
  expect(back.status).toBe(422);
  expect(onDisk(site, [secret.mei, mei])).toEqual([]);
}

/** Everybody with an account hears of the new version once, well ahead; Mei did before she left, and not again. */
async function changeIsAnnounced(site: WalkedSite, { order }: Sent): Promise<void> {
  await site.goTo("2026-12-15");
  const manager = await staff(site, "manager");
  const offer = { position: "1", price: "CNY 412,000", terms: "At Khorgos.", holdsUntil: "2026-12-31" };
  expect((await manager.send(`/staff/orders/${order}/offer/`, offer)).status).toBe(303);
  for (const [index, status] of ["confirmed", "preparing", "shipped", "completed"].entries()) {
    const change = { position: String(index + 2), status, note: "By phone." };
    expect((await manager.send(`/staff/orders/${order}/status/`, change)).status).toBe(303);
  }
  await site.goTo("2027-01-29");
  const told = (email: string) =>
    mailsTo(site.server.mailbox, email).filter(({ subject }) =>
      subject.includes(`policy changes on ${inWords(draft)}`),
    );
  expect((await mailTo(site.server, li, inWords(draft))).text).toContain(
    `compare/${firstVersion.date}/${draft}`,
  );
  await mailTo(site.server, olga, inWords(draft));
  expect([li, olga, mei].map((email) => told(email).length)).toEqual([1, 1, 1]);
}

/** Li agrees and orders; Olga refuses and cannot; Li takes one order back, and staff cannot go on with it. */
async function agreementIsAskedAgain(site: WalkedSite, sent: Sent): Promise<void> {
  await site.goTo(addDays(draft, 1));
  expect((await keptNow(site)).policy.date).toBe(draft);
  const question = "/en/account/consents/accept/";
  const [client, refusing] = [await signedIn(site, li, question), await signedIn(site, olga, question)];
  expect((await client.fillIn(question, { consent: "yes", password })).status).toBe(303);
  await refusing.send("/en/account/consents/refuse/", { version: draft });
  expect((await refusing.open("/en/account/order/")).headers.get("location")).toContain(question);
  expect((await rowsOf(site.server, "current_readers")).length).toBe(1);

  const { email: _, newsletter: __, country: ___, guardian: ____, ...wanted } = answers.order;
  const before = await references(site, "orders");
  const ordered = await client.fillIn("/en/account/order/", { ...wanted, password });
  expect(ordered.headers.get("location")).toBe("/en/account/orders/?done=ordered");
  const [second] = (await references(site, "orders")).filter((one) => !before.includes(one));
  sent.second = String(second);
  await client.send("/en/account/consents/withdraw/", { consent: `${sent.second}/orders` });
  await mailTo(site.server, li, sent.second);
  const manager = await staff(site, "manager");
  const change = { position: "2", status: "confirmed", note: "" };
  expect((await manager.send(`/staff/orders/${sent.second}/status/`, change)).status).toBe(409);
}

async function childIsErased(site: WalkedSite, { fromChild }: Sent): Promise<void> {
  await site.goTo("2027-06-01");
  const manager = await staff(site, "manager");
  const sure = { position: "1", child: "yes" };
  expect((await manager.send(`/staff/inbox/${fromChild}/from-child/`, sure)).status).toBe(303);
  expect(await references(site, "submissions")).not.toContain(fromChild);
}

/**
 * Feedback and sign-ins end after the periods of the text they were given under. As long as the purpose needs is twelve
 * months for feedback, and 90 days for sign-ins.
 */
async function periodsEnd(site: WalkedSite, { feedback, guarded }: Sent): Promise<void> {
  const { retention } = firstVersion.commitments;
  const period = retention.feedback === "purpose" ? "P12M" : retention.feedback;
  const end = endOfPeriod(period, hereAt(begin)).toISOString().slice(0, 10);
  await site.goTo(addDays(end, -1));
  expect(await references(site, "feedback")).toEqual([feedback]);
  await site.goTo(addDays(end, 1));
  expect(await references(site, "feedback")).toEqual([]);
  expect(await references(site, "contact_messages")).toEqual([guarded]);
  const days = Number(/^P(\d+)D$/.exec(retention.signIn)?.[1] ?? 90);
  const oldest = new Date(site.server.now().getTime() - (days + 1) * 86_400_000).toISOString();
  const signIns = await rowsOf(site.server, "sign_ins");
  expect(signIns.filter(({ day }) => String(day) < oldest.slice(0, 10))).toEqual([]);
}

async function accountIsErased(site: WalkedSite): Promise<void> {
  await site.goTo("2029-02-01");
  await site.run("vault", "rotate", "--drop-old");
  await site.goTo("2029-02-02");
  const visitor = await signedIn(site, olga);
  await visitor.fillIn("/en/account/delete/", { when: "now", password });
  expect(await references(site, "orders")).toHaveLength(2);
}
