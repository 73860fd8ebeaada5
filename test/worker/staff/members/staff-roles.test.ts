import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import { insertDisclosure } from "../../../../worker/accounts/disclosures/disclosures.ts";
import { type Role, roles } from "../../../../worker/accounts/engine/signed-in.ts";
import { queueMail } from "../../../../worker/mail/outbox.ts";
import { insertIssue } from "../../../../worker/submissions/newsletter/issues.ts";
import { keyRing } from "../../../../worker/vault/ring.ts";
import { answers } from "../../../fixtures/answers.ts";
import { settled } from "../../../workerd/afterwards.ts";
import { allRows, ask, fillIn, makeSignedIn, routesBelow } from "../../site.ts";

/** The roles that may open each part of `/staff/`. A part that is missing here has no routes. */
const openTo: Record<string, readonly string[]> = {
  "": ["analyst", "manager", "editor", "owner"],
  inbox: ["manager", "owner"],
  orders: ["manager", "owner"],
  "data-requests": ["manager", "owner"],
  clients: ["manager", "owner"],
  disclosures: ["manager", "owner"],
  mail: ["manager", "owner"],
  newsletter: ["editor", "owner"],
  statistics: ["analyst", "manager", "owner"],
  policy: ["editor", "manager", "owner"],
  acts: ["manager", "owner"],
  people: ["owner"],
  audit: ["owner"],
};
const partOf = (path: string) => path.split("/")[2]?.split(".")[0] ?? "";
const routes = routesBelow(/^\/staff\//);
type Address = (typeof routes)[number] & { address: string };

describe("every address of the staff", () => {
  it("belongs to a part that names whom it is open to", () => {
    expect(new Set(routes.map(({ path }) => partOf(path)))).toEqual(new Set(Object.keys(openTo)));
  });

  it("is closed to clients, and to each role but for the parts that are its own", async () => {
    const { userId, cookie } = await makeSignedIn("somebody@example.org", "seven dried apricots");
    const addresses = await routesWithNumbers();
    const logged = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    for (const role of roles) {
      await become(userId, role, true);
      const isOpen = ({ path }: Address) => openTo[partOf(path)]?.includes(role) ?? false;
      const before = await untouched();
      const [closed, open] = [addresses.filter((one) => !isOpen(one)), addresses.filter(isOpen)];
      const refused = closed.map((one) => saying(one, "403"));
      expect([role, await outcomesOf(closed, cookie)]).toEqual([role, refused]);
      expect([role, await untouched()]).toEqual([role, before]);
      const admitted = open.map((one) => saying(one, one.method === "GET" ? "200" : "read"));
      expect([role, await outcomesOf(open, cookie)]).toEqual([role, admitted]);
    }
    expect(logged.mock.calls.map(([line]) => JSON.parse(String(line)))).toContainEqual({
      level: "warn",
      event: "sessions: refused",
      method: "POST",
      route: "/staff/*",
      role: "client",
    });
    logged.mockRestore();
  });

  it("is closed to staff without a second step, and to who is not signed in", async () => {
    const { userId, cookie } = await makeSignedIn("half@example.org", "seven dried apricots");
    const addresses = await routesWithNumbers();
    await become(userId, "owner", false);
    const before = await untouched();
    for (const { method, path, address } of addresses) {
      const fields = method === "POST" ? { fields: {} } : {};
      const half = await ask(address, { cookie, ...fields });
      expect([path, half.headers.get("location")]).toEqual([path, "/en/account/security/two-factor/"]);
      const stranger = await ask(address, fields);
      expect([path, stranger.headers.get("location")?.startsWith("/en/sign-in/")]).toEqual([path, true]);
    }
    expect(await untouched()).toEqual(before);
  });
});

const saying = ({ method, path }: Address, outcome: string) => `${method} ${path}: ${outcome}`;

/** What routes answer. For an admitted form, only that it was admitted. */
async function outcomesOf(addresses: readonly Address[], cookie: string): Promise<string[]> {
  const found: string[] = [];
  for (const one of addresses) {
    const { status } = await ask(one.address, { cookie, ...(one.method === "POST" ? { fields: {} } : {}) });
    found.push(saying(one, status === 403 || one.method === "GET" ? String(status) : "read"));
  }
  return found;
}

async function become(userId: string, role: Role, twoFactor: boolean): Promise<void> {
  await env.DB.prepare("update users set role = ?2, two_factor_enabled = ?3 where id = ?1")
    .bind(userId, role, Number(twoFactor))
    .run();
}

/** The routes, with real numbers of things somebody has sent. */
async function routesWithNumbers(): Promise<Address[]> {
  for (const form of ["contact", "order", "data-request"] as const)
    await fillIn(form, `/en/${form}/`, answers[form]);
  await env.DB.prepare("update data_requests set confirmed_at = received_at").run();
  const refused = { id: "sign-in/x", to: "a,b", subject: "Hello", text: "", html: "", headers: {} };
  await (await queueMail(env.DB, await keyRing(env), refused, new Date())).run();
  const issue = { id: "spring", language: "en", subject: "Spring", paragraphs: ["Figs."] } as const;
  await insertIssue(env.DB, { ...issue, paragraphs: [...issue.paragraphs] }, new Date()).run();
  await settled();
  const { results } = await env.DB.prepare("select reference, form from submissions").all<{
    reference: string;
    form: string;
  }>();
  const referenceOf = (form: string) => results.find((one) => one.form === form)?.reference ?? "";
  const numbers: Record<string, string> = {
    inbox: referenceOf("contact"),
    orders: referenceOf("order"),
    "data-requests": referenceOf("data-request"),
    clients: referenceOf("contact"),
    disclosures: await madeDisclosure(referenceOf("contact")),
    mail: "sign-in/x",
    newsletter: "spring",
  };
  return routes.map(({ method, path }) => {
    const inEnglish = path.replace(/:lang\{[^}]*\}/, "en");
    const address = inEnglish.replace(/:\w+(?:\{[^}]*\})?/g, numbers[partOf(path)] ?? "none");
    return { method, path, address: address.replace(/x$/, "x/") };
  });
}

/** The reference of a disclosure that somebody else proposed. */
async function madeDisclosure(record: string): Promise<string> {
  const proposal = {
    reference: "R-AAAA-BBBB-CCCC",
    kind: "order",
    language: "en",
    recipient: "District court",
    basis: "Article 57",
    paper: "",
    reason: "Ordered.",
    fields: ["name"],
    records: [record],
    proposedBy: "U-AAAA-BBBB-CCCC",
    proposedAt: new Date(),
  } as const;
  const concerned = { emailIndex: "nobody", answerHash: undefined };
  await env.DB.batch(await insertDisclosure(env.DB, await keyRing(env), proposal, concerned));
  return proposal.reference;
}

/** All rows, except the time a session was last used, which every visit changes. */
async function untouched(): Promise<string[]> {
  return (await allRows()).filter((row) => !row.startsWith("sessions "));
}
