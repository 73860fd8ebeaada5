import { describe, expect, test } from "vitest";
import { registration } from "../fixtures/answers.ts";
import { breaking, breakSite, type Fault } from "../fixtures/faults.ts";
import { madeClient, ticketIn } from "./accounts.ts";
import { rowsOf, sharedSite } from "./site.ts";
import { Visitor } from "./visitor.ts";

const site = sharedSite(breaking);
const { password } = registration;
/** How many rows a table has; without a table, always the same. */
const count = async (table: string | undefined) => (table ? (await rowsOf(site.server, table)).length : 0);

interface Flow {
  path: string;
  typed: Record<string, string>;
  /** What of it must appear on the returned page. */
  kept: string | RegExp;
  /** The table that gets exactly one row, however often it is sent. */
  adds?: string;
}

const strangers: Flow[] = [
  {
    path: "/en/sign-in/",
    typed: { email: "li@account-faults.example.org", password },
    kept: "li@account-faults.example.org",
  },
  { path: "/en/register/", typed: { ...registration }, kept: "2 Example Road", adds: "users" },
  {
    path: "/en/forgot-password/",
    typed: { email: "li@account-faults.example.org" },
    kept: "li@account-faults.example.org",
  },
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
  {
    path: "/en/account/consents/accept/",
    typed: { consent: "yes", password },
    kept: "Your password",
    adds: "signatures",
  },
  {
    path: "/en/account/security/email/",
    typed: { email: "other@account-faults.example.org", password },
    kept: "other@account-faults.example.org",
    adds: "waiting_addresses",
  },
  {
    path: "/en/account/security/two-factor/",
    typed: { password },
    kept: "Your password",
    adds: "two_factors",
  },
  {
    path: "/en/account/security/password/",
    typed: { current: password, password: "ten dried figs" },
    kept: "New password",
  },
  { path: "/en/account/delete/", typed: { when: "later", password }, kept: /value="later"[^>]* checked/ },
];

/** Sends one open page again and again, with one more database call working each time, until it is accepted. */
async function sendThroughFaults(who: Visitor, { path, typed }: Flow, fault: Fault) {
  const ticket = ticketIn(await (await who.open(path)).text());
  const failed: { page: string; retryAfter: string | null }[] = [];
  for (let passes = 0; passes < 20; passes += 1) {
    await breakSite(site.url, { db: fault, dbPasses: passes });
    const answer = await who.send(path, { ...typed, ticket });
    await breakSite(site.url, {});
    if (answer.status !== 503) return { ticket, failed, status: answer.status };
    failed.push({ page: await answer.text(), retryAfter: answer.headers.get("retry-after") });
  }
  throw new Error(`${path} never worked`);
}

/** Checks each returned page, and gives how many rows the form added in the end. */
async function rowsAdded(who: Visitor, flow: Flow, fault: Fault): Promise<number> {
  const before = await count(flow.adds);
  const { ticket, failed, status } = await sendThroughFaults(who, flow, fault);
  expect(failed.length).toBeGreaterThanOrEqual(2);
  for (const { page, retryAfter } of failed) {
    expect(retryAfter).toBe("60");
    expect(page).toContain("Our database does not answer");
    expect(page).toContain(ticket);
    expect(page).toMatch(flow.kept);
    for (const secret of [password, "ten dried figs"]) expect(page).not.toContain(secret);
  }
  expect([200, 303]).toContain(status);
  return (await count(flow.adds)) - before;
}

// Every route, fault and call: test/worker/routes/faults.test.ts. Here it is what the pages say.
describe.each<Fault>(["after"])("while the database fails %s its work", (fault) => {
  test.each(strangers)("$path keeps what was typed and works with the same ticket", async (flow) => {
    const email = `${fault}.li@account-faults.example.org`;
    if (flow.path === "/en/sign-in/") await madeClient(site.server, email);
    const typed = { ...flow.typed, email: flow.adds ? `${fault}.new@account-faults.example.org` : email };
    expect(await rowsAdded(new Visitor(site.url), { ...flow, typed }, fault)).toBe(flow.adds ? 1 : 0);
  });

  test.each(clients)("$path keeps what was typed and works with the same ticket", async (flow) => {
    const owner = await madeClient(
      site.server,
      `${fault}${flow.path.replaceAll("/", ".")}x@account-faults.example.org`,
    );
    expect(await rowsAdded(owner, flow, fault)).toBe(flow.adds ? 1 : 0);
  });
});

test("a database that never answers is not waited for without end", async () => {
  const owner = await madeClient(site.server, "never@account-faults.example.org");
  const ticket = ticketIn(await (await owner.open("/en/account/details/")).text());
  const elsewhere = new Visitor(site.url);
  const other = ticketIn(await (await elsewhere.open("/en/sign-in/")).text());
  await breakSite(site.url, { db: "never" });
  const answers = await Promise.all([
    owner.send("/en/account/details/", { ...details, ticket }),
    elsewhere.send("/en/sign-in/", { email: "never@account-faults.example.org", password, ticket: other }),
    owner.open("/en/account/"),
    owner.send("/en/account/security/end-all/", {}),
  ]);
  await breakSite(site.url, {});
  expect(answers.map(({ status }) => status)).toEqual([503, 503, 503, 503]);
  expect(await answers[0]?.text()).toContain("7 Example Road");
  expect(await answers[1]?.text()).toContain("never@account-faults.example.org");
  expect((await owner.open("/en/account/")).status).toBe(200);
});

test("the page that keeps what was typed has no address of its own", async () => {
  expect((await new Visitor(site.url).open("/en/not-saved/")).status).toBe(404);
});
