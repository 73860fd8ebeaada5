import { env } from "cloudflare:workers";
import { expect } from "vitest";
import type { Mail } from "../../../worker/mail/mail.ts";
import { openMail, queueMail } from "../../../worker/mail/outbox.ts";
import { signInvitation } from "../../../worker/staff/members/invitation.ts";
import { keyRing } from "../../../worker/vault/ring.ts";
import { answers, registration } from "../../fixtures/answers.ts";
import { ask, fillIn } from "../site.ts";
import { makeDeskThings, workAtDesk } from "./desk-things.ts";
import { cheapHash, makePerson, Person, password } from "./person.ts";
import { makeDisclosures } from "./register.ts";

/** Secret of a second step, in the engine's form. */
const secondStep = "A".repeat(32);

/** Everybody and everything that some route is about. */
export type Things = Awaited<ReturnType<typeof makeThings>>;

/** People with accounts, and what they and others have sent: enough for every route to have something to do. */
export async function makeThings() {
  // Mail stays in the outbox, so that its links can be read.
  await env.DB.exec(
    "create trigger mail_stays before update of attempts on outbox begin select raise(ignore); end",
  );
  const [li, leaving, mover, guarded, boss, peer] = await Promise.all([
    makePerson("li"),
    makePerson("leaving"),
    makePerson("mover"),
    makePerson("guarded", "client", secondStep),
    makePerson("boss", "owner", secondStep),
    makePerson("peer", "manager", secondStep),
  ]);
  const email = li.email;
  const message = () => send("contact", { ...answers.contact, email });
  const trapped = () => send("contact", { ...answers.contact, email: "robot@example.org", remarks: "buy" });
  const messages = {
    answered: await message(),
    handled: await message(),
    withdrawn: await message(),
    byRequest: await message(),
    child: await send("contact", { ...answers.contact, email: "child@example.org" }),
  };
  const quarantined = { spam: await trapped(), ham: await trapped() };
  const order = await send("order", { ...answers.order, email });
  await send("feedback", { ...answers.feedback, email });
  const requests = {
    withdraw: await send("data-request", {
      ...answers["data-request"],
      email,
      kind: "withdraw",
      about: messages.byRequest,
    }),
    erased: await send("data-request", { ...answers["data-request"], email: "goes@example.org" }),
  };
  const desk = await makeDeskThings(send);
  await fillIn("signed-order", "/en/account/order/", { ...answers.order, password }, li.cookie);
  const signedOrder = await text("select document as found from signatures where purpose = 'order' limit 1");
  await fillIn("accept-policy", "/en/account/consents/accept/", { consent: "yes", password }, li.cookie);
  const reader = await send("newsletter", { ...answers.newsletter, email: "reader@example.org" });
  const late = await send("newsletter", { ...answers.newsletter, email: "late@example.org" });
  await send("newsletter", { ...answers.newsletter, email: "asked@example.org" });
  const minor = { age: "with-guardian", guardian: "parent@example.org" };
  const minors = {
    agreed: await send("contact", { ...answers.contact, ...minor }),
    refused: await send("contact", { ...answers.contact, ...minor }),
  };
  await fillIn("register", "/en/register/", { ...registration, email: "new@example.org", age: "of-age" });
  await fillIn("forgot-password", "/en/forgot-password/", { email: "guarded@example.org" });
  await fillIn(
    "new-address",
    "/en/account/security/email/",
    { email: "moved@example.org", password },
    mover.cookie,
  );
  const disclosures = await makeDisclosures(peer, messages.answered);
  const mails = await allMail();
  const linkIn = (to: string, pattern: RegExp) => {
    const found = mails.filter((mail) => mail.to === to).map(({ text }) => pattern.exec(text)?.[1]);
    const token = found.find((one) => one !== undefined);
    expect([to, String(pattern), token]).not.toContain(undefined);
    return token ?? "";
  };
  const confirming = (to: string) => linkIn(to, /\/confirm\/([\w-]{43})\//);
  const readerLink = confirming("reader@example.org");
  await ask(`/en/confirm/${readerLink}/`, { fields: {} });
  const guardians = mails.flatMap(({ id, text }) => {
    const token = /\/guardian\/([\w-]{43})\//.exec(text)?.[1];
    return token ? [[id.split("/")[0] ?? "", token] as const] : [];
  });
  await env.DB.batch([
    env.DB.prepare("update credentials set password = ?1").bind(cheapHash),
    env.DB.prepare("update data_requests set confirmed_at = received_at"),
    env.DB.prepare("update links set expires_at = '2026-01-01' where subject = ?1").bind(late),
  ]);
  await workAtDesk(desk, boss, signedOrder);
  const later = await allMail();
  const answering = (to: string) =>
    later
      .filter((mail) => mail.to === to)
      .map((mail) => /\/answer\/([\w-]{43})\//.exec(mail.text)?.[1])
      .findLast((found) => found !== undefined) ?? "";
  const tokens = {
    offered: answering("linked@example.org"),
    copied: answering("copied@example.org"),
    asked: confirming("asked@example.org"),
    late: confirming("late@example.org"),
    reader:
      (await allMail()).map(({ text }) => /\/unsubscribe\/([\w-]{43})\//.exec(text)?.[1]).find(Boolean) ?? "",
    written: mails.map(({ text }) => /\/written\/([\w-]{43})\//.exec(text)?.[1]).find(Boolean) ?? "",
    agreed: new Map(guardians).get(minors.agreed) ?? "",
    refused: new Map(guardians).get(minors.refused) ?? "",
    answer: mails
      .filter(({ id }) => id.startsWith(disclosures.linked))
      .map(({ text }) => /\/answer\/([\w-]{43})\//.exec(text)?.[1] ?? "")
      .join(""),
    verify: linkIn("new@example.org", /\/verify\/([\w-]{43})\//),
    reset: linkIn("guarded@example.org", /\/reset\/([A-Za-z0-9]{24})\//),
    moved: linkIn("moved@example.org", /\/new-address\/([\w-]{43})\//),
    invitation: await signInvitation(
      {
        email: "joins@example.org",
        role: "analyst",
        expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
      },
      env.SIGNING_SECRET,
    ),
  };
  return {
    people: { nobody: new Person("nobody@example.org"), li, leaving, mover, guarded, boss, peer },
    messages,
    quarantined,
    order,
    desk,
    signedOrder,
    requests,
    reader,
    tokens,
    mails: { again: await refusedMail("again"), dropped: await refusedMail("dropped") },
    disclosures,
    secondStep,
    signature: await text("select id as found from signatures limit 1"),
    session: await text("select id as found from sessions where user_id = ?1", mover.userId),
  };
}

/** Sends a public form; gives its reference. */
async function send(form: string, fields: Readonly<Record<string, string>>): Promise<string> {
  const answer = await fillIn(form, `/en/${form}/`, fields);
  const [, reference = ""] = /\/sent\/(.+)\/$/.exec(answer.headers.get("location") ?? "") ?? [];
  expect([form, reference]).not.toContain("");
  return reference;
}

/** All mail that is in the outbox, opened. */
export async function allMail(): Promise<Mail[]> {
  const ring = await keyRing(env);
  const { results } = await env.DB.prepare(
    "select id, subject, sealed_mail as sealed from outbox where sealed_mail is not null",
  ).all<{ id: string; subject: string; sealed: string }>();
  return Promise.all(results.map((row) => openMail(ring, { ...row, attempt: 1 })));
}

/** Mail that can't be sent, and waits for staff. */
async function refusedMail(name: string): Promise<string> {
  const mail = { id: `sign-in/${name}`, to: "a,b", subject: "Hello", text: "", html: "", headers: {} };
  await (await queueMail(env.DB, await keyRing(env), mail, new Date())).run();
  return mail.id;
}

/** The first value that a statement finds. */
export async function text(sql: string, ...values: string[]): Promise<string> {
  const row = await env.DB.prepare(sql)
    .bind(...values)
    .first<{ found: string }>();
  return row?.found ?? "";
}
