import organization from "../../../content/organization.yaml";
import { type Agreement, type GuardedForm, guardianOf, mailContext } from "../../forms/guardian/guarded.ts";
import { agreedLetter } from "../../forms/minors/letters.ts";
import { queueMail } from "../../mail/outbox.ts";
import { strangersQueueing } from "../../mail/share.ts";
import { keyRing } from "../../vault/ring.ts";
import { emailIndex } from "../../vault/sealing.ts";
import type { AppContext } from "../../web/app.ts";
import { addressIn } from "../../web/email-address.ts";
import { insertUser, putCredential } from "../engine/stored-rows.ts";
import { isConfirmed } from "../engine/users.ts";
import { registrationForm } from "./forms.ts";
import { accountIdOf, registrationMail } from "./letters.ts";
import { opening } from "./opening.ts";

/** How a registration goes on once a guardian has agreed: the account is there from then on, and not before. */
export const guardedRegistration: GuardedForm = { form: registrationForm, agree };

async function agree(c: AppContext, agreement: Agreement): Promise<boolean> {
  const { content, agreedAt, statements } = agreement;
  const { values, ticket, more = {} } = content;
  const db = c.env.DB;
  const ring = await keyRing(c.env);
  const email = addressIn(values.email ?? "") ?? "";
  const context = { organization, origin: c.env.ORIGIN, language: ticket.language };
  const key = more.key ?? "";
  // Somebody may have opened an account with this address meanwhile.
  const isKnown = await isConfirmed(db, await emailIndex(ring, email));
  const toOpen = registrationMail(email, key, isKnown, context);
  const toGuardian = agreedLetter(guardianOf(content), mailContext(c, agreement));
  await db.batch([
    ...statements,
    ...(isKnown ? [] : await openedWith(c, agreement, email)),
    await queueMail(db, ring, toOpen, agreedAt, await strangersQueueing(c, toOpen, agreedAt)),
    await queueMail(db, ring, toGuardian, agreedAt),
  ]);
  return true;
}

async function openedWith(
  c: AppContext,
  { content, agreedAt }: Agreement,
  email: string,
): Promise<D1PreparedStatement[]> {
  const { values, ticket, more = {} } = content;
  const { key = "", passwordHash = "" } = more;
  const { name = "", phone = "", address = "" } = values;
  const db = c.env.DB;
  const id = accountIdOf(key);
  const at = agreedAt.toISOString();
  const user = { id, email: email.toLowerCase(), name, emailVerified: false };
  const credential = { id: crypto.randomUUID(), userId: id, password: passwordHash };
  const details = { name, phone, address };
  return [
    ...(await insertUser(db, await keyRing(c.env), user, at)),
    putCredential(db, credential, at),
    ...(await opening(c, { details, values, ticket, key, openedAt: agreedAt, guardianAgreedAt: agreedAt })),
  ];
}
