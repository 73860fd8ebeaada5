import { env } from "cloudflare:workers";
import { strFromU8, unzipSync } from "fflate";
import { beforeEach, describe, expect, it } from "vitest";
import { answers } from "../../../fixtures/answers.ts";
import { firstVersion } from "../../../fixtures/content.ts";
import { settled } from "../../../workerd/afterwards.ts";
import { allRows, ask, fillIn, lastShown, makeSignedIn, routesBelow } from "../../site.ts";

const password = "seven dried apricots";
const [li, eve] = ["li@example.org", "eve@example.org"];

/** Everything in the database that identifies Li Wei or anything of his. */
interface Traces {
  userId: string;
  session: string;
  consent: string;
  receipts: string[];
  all: string[];
}

/** What Eve sends to each path that takes forms, with his numbers in every field that a route could believe. */
const sent = (
  of: Traces,
): Record<string, { form?: string; fields?: Record<string, string>; status: number }> => ({
  "/en/account/details/": { form: "details", fields: { name: "Eve", phone: "", address: "" }, status: 303 },
  "/en/account/order/": {
    form: "signed-order",
    fields: { ...answers.order, password },
    status: 303,
  },
  "/en/account/offer/:reference/": { form: "accept-offer", fields: { password }, status: 404 },
  "/en/account/consents/withdraw/": { fields: { consent: of.consent }, status: 404 },
  "/en/account/consents/refuse/": { fields: { version: firstVersion.date }, status: 303 },
  "/en/account/consents/accept/": {
    form: "accept-policy",
    fields: { consent: "yes", password },
    status: 303,
  },
  "/en/account/newsletter/": { form: "own-newsletter", fields: { newsletter: "yes" }, status: 303 },
  "/en/account/newsletter/stop/": { status: 303 },
  "/en/account/disclosures/answer/": { fields: { answer: "agree" }, status: 404 },
  "/en/account/export/": { status: 200 },
  "/en/account/delete/": { form: "delete", fields: { when: "later", password }, status: 303 },
  "/en/account/delete/undo/": { status: 303 },
  "/en/account/security/email/": {
    form: "new-address",
    fields: { email: "eve.later@example.org", password },
    status: 303,
  },
  "/en/account/security/two-factor/": { form: "two-factor", fields: { password }, status: 200 },
  "/en/account/security/two-factor/confirm/": {
    form: "two-factor-confirm",
    fields: { code: "000000" },
    status: 422,
  },
  "/en/account/security/recovery-codes/": { form: "recovery-codes", fields: { password }, status: 303 },
  "/en/account/security/password/": {
    form: "change-password",
    fields: { current: password, password: "dried figs and dates" },
    status: 303,
  },
  "/en/account/security/end/": { fields: { session: of.session }, status: 404 },
  "/en/account/security/end-all/": { status: 303 },
});

let liTraces: Traces;
let eveCookie: string;
beforeEach(async () => {
  const { userId, cookie } = await makeSignedIn(li, password);
  for (const [form, fields] of [
    ["contact", answers.contact],
    ["feedback", answers.feedback],
    ["data-request", answers["data-request"]],
  ] as const)
    await fillIn(form, `/en/${form}/`, { ...fields, email: li });
  await fillIn("signed-order", "/en/account/order/", { ...answers.order, password }, cookie);
  await fillIn("accept-policy", "/en/account/consents/accept/", { consent: "yes", password }, cookie);
  await fillIn("own-newsletter", "/en/account/newsletter/", { newsletter: "yes" }, cookie);
  await settled();
  liTraces = await tracesOf(userId);
  eveCookie = (await makeSignedIn(eve, password)).cookie;
  await settled();
});

describe("somebody with another client's numbers", () => {
  it("finds none of them at any address of the account, and sees nothing of his on any page", async () => {
    const withNumbers = routesBelow(/\/account\//).filter(({ path }) => path.includes(":"));
    expect(withNumbers.map(({ path }) => path)).toContain("/en/account/receipts/:id/");
    const before = await rowsOf(liTraces);
    for (const { path } of withNumbers) {
      for (const number of liTraces.all.filter((one) => !one.includes("/"))) {
        const address = path.replace(/:\w+(?:\{[^}]*\})?/g, encodeURIComponent(number));
        expect([address, (await ask(address, { cookie: eveCookie })).status]).toEqual([address, 404]);
        expectNothingOf(liTraces, lastShown());
      }
    }
    expect(await rowsOf(liTraces)).toEqual(before);
    for (const { method, path } of routesBelow(/\/account\//)) {
      if (method === "POST" || path.includes(":")) continue;
      const answer = await ask(path + asQuery(liTraces), { cookie: eveCookie });
      expect([path, answer.status]).toEqual([path, 200]);
      expect(lastShown()).toContain(eve);
      expectNothingOf(liTraces, lastShown());
    }
  });

  it("changes nothing of his by any form, and takes none of it along", async () => {
    const forms = sent(liTraces);
    const paths = routesBelow(/\/account\//).flatMap(({ method, path }) => (method === "POST" ? [path] : []));
    expect(new Set(paths)).toEqual(new Set(Object.keys(forms)));
    const hers = await ownRows();
    for (const [path, { form, fields = {}, status }] of Object.entries(forms)) {
      const before = await rowsOf(liTraces);
      const all = { ...asFields(liTraces), ...fields };
      const answer = form
        ? await fillIn(form, path + asQuery(liTraces), all, eveCookie)
        : await ask(path + asQuery(liTraces), { cookie: eveCookie, fields: all });
      expect([path, answer.status]).toEqual([path, status]);
      await settled();
      expect([path, await rowsOf(liTraces)]).toEqual([path, before]);
      if (path === "/en/account/export/") {
        const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
        for (const file of Object.values(files)) expectNothingOf(liTraces, strFromU8(file));
      }
      await restore(hers);
    }
  });
});

async function tracesOf(userId: string): Promise<Traces> {
  const column = async (sql: string) => {
    const { results } = await env.DB.prepare(sql).bind(userId).all<{ found: string }>();
    return results.map(({ found }) => found);
  };
  const sessions = await column("select id as found from sessions where user_id = ?1");
  const tokens = await column("select token_hash as found from sessions where user_id = ?1");
  const signatures = await column("select id as found from signatures where user_id = ?1");
  const references = await column(
    "select reference as found from submissions_by_email where email_index = (select email_index from users where id = ?1)",
  );
  const consents = await column(
    "select subject || '/' || purpose as found from consents where ?1 is not null",
  );
  const signIns = await column("select id as found from sign_ins where user_id = ?1");
  expect([sessions, signatures, references, consents, signIns].map(({ length }) => length)).toEqual([
    1, 2, 5, 6, 1,
  ]);
  return {
    userId,
    session: sessions[0] ?? "",
    consent: consents.find((one) => one.startsWith("B-")) ?? "",
    receipts: signatures,
    all: [userId, li, ...sessions, ...tokens, ...signatures, ...references, ...consents, ...signIns],
  };
}

/** The numbers, under every name by which a route could read one. */
function asFields({ userId, session, consent, receipts, all }: Traces): Record<string, string> {
  const reference = all.find((one) => one.startsWith("B-")) ?? "";
  return {
    id: receipts[0] ?? "",
    user: userId,
    userId,
    subject: userId,
    session,
    consent,
    reference,
    email: li,
  };
}

function asQuery(of: Traces): string {
  return `?${new URLSearchParams(asFields(of)).toString()}`;
}

async function rowsOf({ all }: Traces): Promise<string[]> {
  return (await allRows()).filter((row) => all.some((trace) => row.includes(trace)));
}

function expectNothingOf({ all }: Traces, text: string): void {
  expect(all.filter((trace) => text.includes(trace))).toEqual([]);
}

const ownTables = ["users", "credentials", "sessions", "two_factors"] as const;

/** Eve as she was before her forms: signed in, with the password she knows. */
async function ownRows() {
  return Promise.all(
    ownTables.map(async (table) => {
      const { results } = await env.DB.prepare(`select * from ${table}`).all<
        Record<string, string | number | null>
      >();
      return { table, rows: results };
    }),
  );
}

async function restore(kept: Awaited<ReturnType<typeof ownRows>>): Promise<void> {
  await env.DB.batch(
    kept.flatMap(({ table, rows }) => [
      env.DB.prepare(`delete from ${table}`),
      ...rows.map((row) => {
        const names = Object.keys(row);
        const marks = names.map((_, index) => `?${index + 1}`).join(", ");
        return env.DB.prepare(`insert into ${table} (${names.join(", ")}) values (${marks})`).bind(
          ...Object.values(row),
        );
      }),
    ]),
  );
}
