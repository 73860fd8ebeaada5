import { env } from "cloudflare:workers";
import { deliverDueMail } from "../../../../worker/mail/delivery.ts";
import { answers } from "../../../fixtures/answers.ts";
import { settled } from "../../../workerd/afterwards.ts";
import { ask, fillIn, lastShown, makeSignedIn } from "../../site.ts";

export const password = "seven dried apricots";

/** A mail as the mail service gets it. */
export interface SentMail {
  to: string;
  subject: string;
  text: string;
  headers: Readonly<Record<string, string>>;
}

/** Somebody of the staff who is signed in. From then on mail is looked at. */
export async function staff(
  role = "manager",
  email = `${role}@example.org`,
): Promise<{ userId: string; cookie: string }> {
  const who = await makeSignedIn(email, password);
  await settled();
  mailbox.mails.length = 0;
  await env.DB.prepare("update users set role = ?2, two_factor_enabled = 1 where id = ?1")
    .bind(who.userId, role)
    .run();
  return who;
}

/** The reference of something sent through a form of the site. */
export async function sent(
  form: keyof typeof answers,
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  const answer = await fillIn(form, `/en/${form}/`, { ...answers[form], ...more });
  await settled();
  const reference = /\/sent\/([^/]+)\//.exec(answer.headers.get("location") ?? "")?.[1];
  if (!reference) throw new Error(`${form} was answered ${answer.status}`);
  return reference;
}

/** A data request whose mailed link was used. */
export async function confirmed(kind: string, email = answers["data-request"].email): Promise<string> {
  const about = kind === "withdraw" ? "something" : "";
  const reference = await sent("data-request", { kind, email: email ?? "", about });
  await env.DB.prepare("update data_requests set confirmed_at = received_at where reference = ?1")
    .bind(reference)
    .run();
  return reference;
}

/** Sends a form of the desk. */
export async function act(
  path: string,
  fields: Readonly<Record<string, string>>,
  cookie: string,
): Promise<Response> {
  const answer = await ask(path, {
    cookie,
    fields: { position: "1", ...fields },
    bindings: mailbox.bindings,
  });
  await settled();
  return answer;
}

/** What the page of an address shows. */
export async function shownAt<Data>(path: string, page: string, cookie: string): Promise<Data> {
  const answer = await ask(path, { cookie });
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
  return shown<Data>(page);
}

/** What the page that was just answered shows. */
export function shown<Data>(page: string): Data {
  return (JSON.parse(lastShown()) as Record<string, Data>)[`page:${page}`] as Data;
}

/** Takes the mail in place of the mail service. */
export const mailbox = {
  mails: [] as SentMail[],
  bindings: {
    MAIL: {
      send: async (mail: SentMail) => {
        mailbox.mails.push(mail);
        return { messageId: "1" };
      },
    } as unknown as SendEmail,
  },
};

/** Delivers what waits, and gives the mails to an address, oldest first. */
export async function mailsTo(email: string): Promise<SentMail[]> {
  await deliverDueMail({ ...env, ...mailbox.bindings });
  return mailbox.mails.filter(({ to }) => to === email);
}

/** The path of the link to answer in the latest mail to an address. */
export async function answerLink(email: string): Promise<string> {
  const mails = await mailsTo(email);
  const link = mails
    .map(({ text }) => /\/en\/answer\/[\w-]+\//.exec(text)?.[0])
    .findLast((found) => found !== undefined);
  if (!link) throw new Error(`no mail to ${email} has a link to answer`);
  return link;
}
