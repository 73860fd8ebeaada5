import { beforeAll, describe, expect, test } from "vitest";
import { registration } from "../fixtures/answers.ts";
import { rowsOf } from "../http/site.ts";
import { staffMember } from "../http/staff-member.ts";
import { Visitor } from "../http/visitor.ts";
import { movedSite } from "./moved-site.ts";
import { client, everythingIsSent, register, type Sent } from "./one-of-each.ts";
import { inForce, inText } from "./outside.ts";

const dayMs = 86_400_000;
const site = movedSite();
let sent: Sent;
let began: number;

/** How long each kind is kept where its purpose decides, as the kept page says, and whether anything of it is left. */
const kinds: Readonly<Record<string, { purpose: string; isLeft: () => Promise<boolean> }>> = {
  contact: { purpose: "P12M", isLeft: () => has("contact_messages", sent.contact) },
  order: { purpose: "P3Y", isLeft: () => has("orders", sent.order) },
  feedback: { purpose: "P12M", isLeft: () => has("feedback", sent.feedback) },
  dataRequest: { purpose: "P3Y", isLeft: () => has("data_requests", sent.request) },
  newsletter: { purpose: "P3Y", isLeft: () => has("newsletter_subscriptions", sent.newsletter) },
  signIn: { purpose: "P90D", isLeft: () => isOld("sign_ins", "at") },
  statistics: { purpose: "P25M", isLeft: () => isOld("visit_cells", "day") },
  consent: { purpose: "P3Y", isLeft: () => has("consents", sent.taken, "subject") },
  refused: { purpose: "P30D", isLeft: () => has("contact_messages", sent.refused) },
  failedMail: { purpose: "P30D", isLeft: () => has("outbox", sent.failed, "id") },
};

/** What was left of each kind on the day before its period ended, and on the day after. */
const left: Record<string, { before: boolean; after: boolean }> = {};
const days: string[] = [];

beforeAll(async () => {
  began = site.now();
  sent = await everythingIsSent(site);
  const { retention } = (await inForce(site)).commitments;
  const ends = Map.groupBy(Object.keys(kinds), (kind) => {
    const { purpose } = kinds[kind] ?? { purpose: "" };
    const period = retention[kind] === "purpose" ? purpose : (retention[kind] ?? "");
    return ended(kind === "failedMail" ? sent.failedAt : began, period);
  });
  for (const [end, some] of [...ends].toSorted(([one], [other]) => one - other)) {
    await goTo(end - dayMs);
    const before = await whatIsLeft(some);
    await goTo(end + dayMs);
    const after = await whatIsLeft(some);
    for (const kind of some) left[kind] = { before: before.includes(kind), after: after.includes(kind) };
  }
});

describe("storage-period", () => {
  test.each(Object.keys(kinds).map((kind) => [kind]))(
    "When a period ends, we erase the data. (%s)",
    async (kind) => {
      expect(left[kind]).toEqual({ before: true, after: false });
    },
  );

  test("The Organization keeps personal data for as long as Clients need it for their purposes in obtaining goods and services from us.", async () => {
    expect(sent.page).toMatch(/until \d+ \w+ \d{4}/i);
    // Nobody has confirmed the request, nobody has closed the order, and nobody has deleted the account.
    expect(await has("data_requests", sent.unconfirmed)).toBe(false);
    expect(await has("orders", sent.open)).toBe(true);
    const { password } = registration;
    const answer = await new Visitor(site.url).fillIn("/en/sign-in/", { email: client, password });
    expect(answer.status).toBe(303);
  });

  test("Data may be kept differently in cases where applicable international law requires or permits this.", async () => {
    expect(await has("feedback", sent.held)).toBe(true);
    const { visitor } = await staffMember(site.server, "owner");
    const shown = inText(await (await visitor.open(`/staff/disclosures/${register}/`)).text());
    expect(shown).toContain(sent.held);
    const released = await visitor.send(`/staff/disclosures/${register}/hold/release/`, { position: "2" });
    expect(released.headers.get("location")).toContain("done=hold-released");
    await site.goOn(1);
    expect(await has("feedback", sent.held)).toBe(false);
  });

  test("We check every day which periods have ended.", async () => {
    const runs = (await rowsOf(site.server, "job_runs")).filter(
      ({ name }) => name === "submissions: erase what is over",
    );
    // Rows of jobs are kept for 37 months.
    expect(runs.map(({ day }) => day)).toEqual(expect.arrayContaining(days.slice(-4)));
  });
});

/** Of which of some kinds there is something left. */
async function whatIsLeft(some: readonly string[]): Promise<string[]> {
  const found = await Promise.all(some.map(async (kind) => ((await kinds[kind]?.isLeft()) ? [kind] : [])));
  return found.flat();
}

/** The site on another day, which is noted. */
async function goTo(instant: number): Promise<void> {
  await site.goTo(instant);
  days.push(new Date(instant).toLocaleDateString("sv-SE", { timeZone: "Asia/Shanghai" }));
}

/** When a period has passed since an instant: in a month that is too short, on its last day. */
function ended(from: number, period: string): number {
  const at = new Date(from);
  const [count, unit] = [Number(period.slice(1, -1)), period.slice(-1)];
  if (unit === "D") return from + count * dayMs;
  const day = at.getUTCDate();
  at.setUTCMonth(at.getUTCMonth() + (unit === "Y" ? 12 : 1) * count);
  if (at.getUTCDate() !== day) at.setUTCDate(0);
  return at.getTime();
}

async function has(table: string, value: string, column = "reference"): Promise<boolean> {
  return (await rowsOf(site.server, table)).some((row) => row[column] === value);
}

/** Whether a table still has something of the days on which everything was sent. */
async function isOld(table: string, column: string): Promise<boolean> {
  const before = new Date(began + 2 * dayMs).toISOString();
  return (await rowsOf(site.server, table)).some((row) => String(row[column]) < before);
}
