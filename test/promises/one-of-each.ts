import { expect } from "vitest";
import { breakMail } from "../../local/mailbox.ts";
import { registration } from "../fixtures/answers.ts";
import { chrome } from "../fixtures/visit.ts";
import { madeClient } from "../http/accounts.ts";
import { allMail, eventually, fillIn, referenceOf, rowsOf } from "../http/site.ts";
import { staffMember } from "../http/staff-member.ts";
import type { MovedSite } from "./moved-site.ts";
import { from, inText, press } from "./outside.ts";

const [sender, reader] = ["periods@promises.example.org", "reader@promises.example.org"];
/** Somebody with an account that nobody deletes. */
export const client = "stays@promises.example.org";

/** The entry of the register with which the law keeps something. */
export const register = "R-HELD-0000-0001";

/** What was sent, by its reference, each as far as its period has begun, where nothing else is said. */
export interface Sent {
  contact: string;
  /** A message whose consent was taken back with the request. */
  taken: string;
  order: string;
  /** An order that nobody closes. */
  open: string;
  feedback: string;
  /** Feedback that the law keeps. */
  held: string;
  request: string;
  unconfirmed: string;
  newsletter: string;
  refused: string;
  /** A mail that never left. */
  failed: string;
  failedAt: number;
  /** What its sender reads about the feedback. */
  page: string;
}

/** Sends one of each kind of data, and does with it what begins its period. */
export async function everythingIsSent(site: MovedSite): Promise<Sent> {
  const send = async (
    form: "contact" | "order" | "feedback" | "data-request" | "newsletter",
    more: Record<string, string> = {},
  ) => referenceOf(await fillIn(`${site.url}/en/${form}/`, { ...from(form, sender), ...more }));
  await site.goOn(0);
  await fetch(`${site.url}/en/policy/`, {
    headers: { "user-agent": chrome(), "sec-fetch-dest": "document" },
  });
  const { password } = registration;
  const visitor = await madeClient(site.server, client);
  expect((await visitor.fillIn("/en/sign-in/", { email: client, password })).status).toBe(303);

  const [contact, taken] = [await send("contact"), await send("contact")];
  const [order, open] = [await send("order"), await send("order")];
  const [feedback, held] = [await send("feedback"), await send("feedback")];
  const refused = await send("contact", { remarks: "Cheap watches" });
  const newsletter = await send("newsletter", { email: reader });
  await press(site, reader, "confirm");
  await press(site, reader, "unsubscribe");
  const request = await send("data-request", { kind: "withdraw", about: taken });
  await press(site, sender, "confirm");
  const unconfirmed = await send("data-request");
  const page = inText(await (await fetch(`${site.url}/en/sent/${feedback}/`)).text());

  const staff = (await staffMember(site.server, "manager")).visitor;
  const cancelled = { position: "1", status: "cancelled", note: "It is sold out." };
  expect((await staff.send(`/staff/inbox/${contact}/handled/`, { position: "1" })).status).toBe(303);
  expect((await staff.send(`/staff/orders/${order}/status/`, cancelled)).status).toBe(303);
  const reviewOn = new Date(site.now() + 90 * 86_400_000).toISOString().slice(0, 10);
  const named = { kind: "order", recipient: "Court", basis: "Article 57", reason: "It was ordered." };
  const scope = { reference: register, records: held, "field-rating": "yes", tell: "tell", reviewOn };
  const proposed = await staff.send("/staff/disclosures/propose/", { ...named, ...scope, hold: "yes" });
  expect(proposed.status).toBe(303);
  await allMail(site.server);

  const { id: failed, failedAt } = await unsent(site, () => send("contact"));
  return {
    contact,
    taken,
    order,
    open,
    feedback,
    held,
    request,
    unconfirmed,
    newsletter,
    refused,
    failed,
    failedAt,
    page,
  };
}

/** Sends something while no mail leaves, until a mail about it has failed for good. */
async function unsent(
  site: MovedSite,
  send: () => Promise<string>,
): Promise<{ id: string; failedAt: number }> {
  breakMail(site.state, "before");
  const reference = await send();
  await eventually(async () => {
    // Whether it is tried first before this or by it, the last of eight tries is more than a day after the first.
    await site.goOn(1 / 4);
    return (await rowsOf(site.server, "unsent_mail where state = 'waiting'")).length === 0 || undefined;
  });
  breakMail(site.state, undefined);
  const [row] = await rowsOf(site.server, `outbox where id glob '${reference}/*' and failed_at is not null`);
  return { id: String(row?.id), failedAt: Date.parse(String(row?.failed_at)) };
}
