import { describe, expect, test } from "vitest";
import { breaking, breakSite, type Fault } from "../fixtures/faults.ts";
import { clientOf, registration, ticketIn } from "./accounts.ts";
import { rowsOf, servedSite } from "./site.ts";
import { Visitor } from "./visitor.ts";

const site = servedSite({ inFront: breaking });
const { password } = registration;
const count = async (table: string) => (await rowsOf(site.server, table)).length;

interface Flow {
  path: string;
  typed: Record<string, string>;
  /** What of it has to be on the page that comes back. */
  kept?: string;
  /** The table that gets one row, however often it is sent. */
  adds?: string;
}

const strangers: Flow[] = [
  { path: "/en/sign-in/", typed: { email: "li@example.org", password }, kept: "li@example.org" },
  { path: "/en/register/", typed: { ...registration }, kept: "2 Example Road", adds: "users" },
  { path: "/en/forgot-password/", typed: { email: "li@example.org" }, kept: "li@example.org" },
];
const order = { goods: "Dried apricots", quantity: "2 boxes", delivery: "Almaty", company: "" };
const details = { name: "Li Wei", phone: "", address: "7 Example Road" };
const clients: Flow[] = [
  { path: "/en/account/details/", typed: details, kept: "7 Example Road" },
  {
    path: "/en/account/order/",
    typed: { ...order, ...details, age: "of-age", consent: "yes", password },
    kept: "Dried apricots",
    adds: "orders",
  },
  { path: "/en/account/consents/accept/", typed: { consent: "yes", password }, adds: "signatures" },
  {
    path: "/en/account/security/email/",
    typed: { email: "other@example.org", password },
    kept: "other@example.org",
    adds: "waiting_addresses",
  },
  { path: "/en/account/security/two-factor/", typed: { password }, adds: "two_factors" },
  { path: "/en/account/security/password/", typed: { current: password, password: "ten dried figs" } },
  { path: "/en/account/delete/", typed: { when: "later", password }, kept: 'value="later" checked' },
];

/** Sends one open page again and again, while one more call of the database works each time. */
async function sendThroughFaults(who: Visitor, { path, typed, kept }: Flow, fault: Fault): Promise<number> {
  const ticket = ticketIn(await (await who.open(path)).text());
  for (let passes = 0; passes < 10; passes += 1) {
    await breakSite(site.url, { db: fault, dbPasses: passes });
    const answer = await who.send(path, { ...typed, ticket });
    await breakSite(site.url, {});
    if (answer.status !== 503) {
      expect(answer.status).toBeLessThan(400);
      return passes;
    }
    const page = await answer.text();
    expect(answer.headers.get("retry-after")).toBe("60");
    expect(page).toContain("Our database does not answer");
    expect(page).toContain(ticket);
    if (kept) expect(page).toContain(kept);
    for (const secret of [password, "ten dried figs"]) expect(page).not.toContain(secret);
  }
  throw new Error(`${path} never worked`);
}

describe.each<Fault>(["before", "after"])("while the database fails %s its work", (fault) => {
  test.each(strangers)("$path keeps what was typed and works with the same ticket", async (flow) => {
    const email = `${fault}.li@example.org`;
    if (flow.path === "/en/sign-in/") await clientOf(site.server, email);
    const typed = { ...flow.typed, email: flow.adds ? `${fault}.new@example.org` : email };
    const before = flow.adds ? await count(flow.adds) : 0;
    const failed = await sendThroughFaults(new Visitor(site.url), { ...flow, typed }, fault);
    expect(failed).toBeGreaterThanOrEqual(2);
    if (flow.adds) expect(await count(flow.adds)).toBe(before + 1);
  });

  test.each(clients)("$path keeps what was typed and works with the same ticket", async (flow) => {
    const owner = await clientOf(site.server, `${fault}${flow.path.replaceAll("/", ".")}x@example.org`);
    const before = flow.adds ? await count(flow.adds) : 0;
    const failed = await sendThroughFaults(owner, flow, fault);
    expect(failed).toBeGreaterThanOrEqual(2);
    if (flow.adds) expect(await count(flow.adds)).toBe(before + 1);
  });
});

test("a database that never answers is waited for ten seconds", { timeout: 30_000 }, async () => {
  const owner = await clientOf(site.server, "never@example.org");
  const ticket = ticketIn(await (await owner.open("/en/account/details/")).text());
  const elsewhere = new Visitor(site.url);
  const other = ticketIn(await (await elsewhere.open("/en/sign-in/")).text());
  await breakSite(site.url, { db: "never" });
  const answers = await Promise.all([
    owner.send("/en/account/details/", { ...details, ticket }),
    elsewhere.send("/en/sign-in/", { email: "never@example.org", password, ticket: other }),
    owner.open("/en/account/"),
    owner.send("/en/account/security/end-all/", {}),
  ]);
  await breakSite(site.url, {});
  expect(answers.map(({ status }) => status)).toEqual([503, 503, 503, 503]);
  expect(await answers[0]?.text()).toContain("7 Example Road");
  expect(await answers[1]?.text()).toContain("never@example.org");
  expect((await owner.open("/en/account/")).status).toBe(200);
});

test("the page that keeps what was typed has no address of its own", async () => {
  expect((await new Visitor(site.url).open("/en/not-saved/")).status).toBe(404);
});
