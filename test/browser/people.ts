import type { Cookie } from "playwright-core";
import type { LocalServer } from "../../local/server.ts";
import { signInvitation } from "../../worker/staff/members/invitation.ts";
import { answers, registration } from "../fixtures/answers.ts";
import { signingSecret } from "../fixtures/signing-secret.ts";
import { clientOf, linkTo, madeClient } from "../http/accounts.ts";
import { staffMember } from "../http/staff-member.ts";
import { totp } from "../http/totp.ts";
import { Visitor } from "../http/visitor.ts";

const { password } = registration;
const order = {
  goods: "Dried apricots",
  quantity: "20 boxes",
  delivery: "Urumqi, in May",
  name: "Li Wei",
  company: "",
  address: "2 Example Road",
  phone: "",
  age: "of-age",
  consent: "yes",
  password,
};

/** People in each state that the account's pages have words for. */
export type Person = "nobody" | "new" | "busy" | "leaving" | "secured";

export interface Population {
  visitors: Record<Person, Visitor>;
  /** Paths that only the recipient of a mail or a receipt knows, by purpose. */
  paths: Record<
    "signature" | "agreement" | "answer" | "verify" | "reset" | "new-address" | "invitation",
    string
  >;
}

/** Creates the people. The server's signing secret is that of test/http/staff-member.ts. */
export async function populate(server: LocalServer): Promise<Population> {
  const nobody = new Visitor(server.url);
  await nobody.fillIn("/en/register/", { ...registration, email: "unverified@example.org" });
  const visitors = {
    nobody,
    new: await clientOf(server, "new@example.org"),
    busy: await busyClient(server),
    leaving: await madeClient(server, "leaving@example.org"),
    secured: await securedClient(server),
  };
  await visitors.leaving.fillIn("/en/account/delete/", { when: "later", password });
  await nobody.fillIn("/en/forgot-password/", { email: "new@example.org" });
  await visitors.busy.fillIn("/en/account/security/email/", { email: "busier@example.org", password });
  const receipts = await (await visitors.busy.open("/en/account/consents/")).text();
  const receipt = (kind: string) =>
    new RegExp(`/en/account/receipts/${kind}-[^/"]+/`).exec(receipts)?.[0] ?? "";
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
  const invitation = { email: "staff@example.org", role: "editor", expiresAt } as const;
  return {
    visitors,
    paths: {
      signature: receipt("S"),
      agreement: receipt("U"),
      answer: await askedToAgree(server, visitors.busy),
      verify: await linkTo(server, "unverified@example.org", "verify"),
      reset: await linkTo(server, "new@example.org", "reset"),
      "new-address": await linkTo(server, "busier@example.org", "new-address"),
      invitation: `/en/invitation/${await signInvitation(invitation, signingSecret)}/`,
    },
  };
}

/** A visitor's cookies for a browser. */
export function cookiesOf({ cookies, url }: Visitor): Omit<Cookie, "expires" | "sameSite">[] {
  const domain = new URL(url).hostname;
  return [...cookies].map(([name, value]) => ({
    name,
    value,
    domain,
    path: "/",
    secure: true,
    httpOnly: true,
  }));
}

/** Somebody with orders, the newsletter and a signature under the policy. */
async function busyClient(server: LocalServer): Promise<Visitor> {
  const visitor = await clientOf(server, "busy@example.org");
  await visitor.fillIn("/en/account/order/", order);
  await visitor.fillIn("/en/contact/", { ...answers.contact, email: "busy@example.org" });
  await visitor.fillIn("/en/account/newsletter/", { newsletter: "yes" });
  await visitor.fillIn("/en/account/consents/accept/", { consent: "yes", password });
  return visitor;
}

/** The link with which the busy client answers whether their message may be handed over. */
async function askedToAgree(server: LocalServer, busy: Visitor): Promise<string> {
  const sent = await (await busy.open("/en/account/orders/")).text();
  const { visitor } = await staffMember(server, "manager");
  await visitor.send("/staff/disclosures/propose/", {
    reference: "R-AAAA-BBBB-CCCC",
    kind: "agreement",
    recipient: "Kashgar Freight Brokers",
    basis: "Clause 7 of the policy",
    reason: "They find you a carrier.",
    records: /M(?:-[0-9A-Z]{4}){3}/.exec(sent)?.[0] ?? "",
    "field-name": "yes",
    "field-email": "yes",
    tell: "tell",
  });
  return linkTo(server, "busy@example.org", "answer");
}

/** Somebody whose sign-in has a second step. */
async function securedClient(server: LocalServer): Promise<Visitor> {
  const visitor = await madeClient(server, "secured@example.org");
  const shown = await (await visitor.fillIn("/en/account/security/two-factor/", { password })).text();
  const code = totp(/secret=([A-Z2-7]+)/.exec(shown)?.[1] ?? "", new Date());
  await visitor.fillIn("/en/account/security/two-factor/confirm/", { code });
  return visitor;
}
