import organization from "../../../content/organization.yaml";
import { recordDeed } from "../../audit/recording.ts";
import type { CopyContext, Mail, Queueing } from "../../mail/mail.ts";
import { queueMail } from "../../mail/outbox.ts";
import { strangersQueueing } from "../../mail/share.ts";
import { isToStranger } from "../../mail/stranger.ts";
import { policyInForce } from "../../policy/versions/in-force.ts";
import { newToken } from "../../vault/locking.ts";
import { keyRing } from "../../vault/ring.ts";
import type { KeyRing } from "../../vault/schema.ts";
import type { AppContext } from "../../web/app.ts";
import { provided } from "../../web/provided.ts";
import { hashOf } from "../../web/sha256.ts";
import { insertConsents } from "../consents/adding.ts";
import { asForms, confirmed, consentsOf } from "../consents/giving.ts";
import { type Entered, purposesByMail } from "../consents/record.ts";
import type { FormDefinition, Values } from "../form/form.ts";
import type { Ticket } from "../form/ticket.ts";
import { insertSubmission } from "./submissions.ts";
import { isQuarantined, type Suspicion } from "./suspicion.ts";
import { writtenAddress } from "./written.ts";

/** A form filled in correctly, from a page of ours. */
export interface Submission<Answers> {
  record: Answers;
  ticket: Ticket;
  /** The same when the submission is sent again. */
  reference: string;
  receivedAt: Date;
  /** What mail about it needs. */
  context: CopyContext;
}

/** What a submission leaves behind. Every statement and mail is harmless when repeated. */
export interface Intake {
  statements: readonly D1PreparedStatement[];
  mails: readonly Mail[];
}

/** How a room stores a submission of its form. */
export type Take<Answers> = (env: Env, ring: KeyRing, submission: Submission<Answers>) => Promise<Intake>;

/** A submission that passed every check, ready to be stored. */
export interface Accepted<Answers> {
  form: FormDefinition;
  values: Values;
  record: Answers;
  ticket: Ticket;
  reference: string;
  receivedAt: Date;
  suspicions: readonly Suspicion[];
  /** Addresses whose reader has shown that they are theirs: signed in, or with a mailed link. */
  ownAddresses?: readonly string[];
  /** Whether the sender's address is confirmed already, so that what comes by mail needs no mailed link. */
  isConfirmed?: boolean;
  /** How it reached the staff who enter it. That is an entry of the audit log, in the same batch. */
  entered?: Entered;
  /** The guardian's agreement, if the sender is not of age, and what it stores and mails. */
  guardian?: Intake & { agreedAt: Date };
}

/**
 * Stores a submission with its consents and its mail in one batch, all or nothing.
 * @throws Unreachable when the database fails or does not answer; the batch may be stored even so, and a repeat finds
 *   it
 */
export async function store<Answers>(
  c: AppContext,
  take: Take<Answers>,
  accepted: Accepted<Answers>,
): Promise<void> {
  const {
    form,
    values,
    record,
    ticket,
    reference,
    receivedAt,
    suspicions,
    ownAddresses = [],
    entered,
    guardian,
  } = accepted;
  const db = c.env.DB;
  const ring = await keyRing(c.env);
  const isHeld = isQuarantined(suspicions);
  const { language, policyVersion } = ticket;
  const token = newToken();
  const origin = c.env.ORIGIN;
  const written = writtenAddress(origin, language, token);
  const said = entered ? { channel: entered.channel } : {};
  const context = { organization, origin, language, reference, policyVersion, written, ...said };
  const { commitments } = provided(c, policyInForce);
  const [intake, consents] = await Promise.all([
    take(c.env, ring, { record, ticket, reference, receivedAt, context }),
    Promise.all(
      tickedBoxes(form, values).map((box) =>
        consentsOf(box, values, ticket, commitments, {
          subject: reference,
          controller: organization,
          recordedAt: receivedAt,
          entered,
        }),
      ),
    ),
  ]);
  const mails = await Promise.all(
    [...intake.mails, ...(guardian?.mails ?? [])].map(async (mail) =>
      queueMail(
        db,
        ring,
        mail,
        receivedAt,
        isHeld ? "held" : await queueingOf(c, mail, [organization.email, ...ownAddresses], receivedAt),
      ),
    ),
  );
  const submission = insertSubmission(db, {
    reference,
    form: form.id,
    language,
    receivedAt: entered?.saidAt ?? receivedAt,
    suspicions,
    isQuarantined: isHeld,
    newsletter: values.newsletter === "yes",
    guardianAgreedAt: guardian?.agreedAt,
    writtenHash: await hashOf(token),
  });
  const asked = asForms(consents.flat());
  const consented = await insertConsents(
    c.env,
    accepted.isConfirmed ? [...asked, ...confirmed(consents.flat())] : asked,
  );
  // Whoever has an account confirms at once, so what they asked for comes first.
  const whole = [...(guardian?.statements ?? []), submission, ...consented, ...intake.statements, ...mails];
  if (!entered) await db.batch(whole);
  else
    await recordDeed(
      c.env,
      { actor: entered.by, action: "entered", subject: reference, at: receivedAt },
      whole,
    );
}

/**
 * A flood must not reach a stranger's mailbox. The organization's own is where it has to be noticed, and what somebody
 * asks for at an address that is theirs is nobody's flood.
 * @throws Error when the mail could carry what was typed to an address that nobody has confirmed
 */
async function queueingOf(c: AppContext, mail: Mail, own: readonly string[], at: Date): Promise<Queueing> {
  if (own.includes(mail.to)) return "free";
  if (!isToStranger(mail)) throw new Error("mail to an unconfirmed address was not written for a stranger");
  return strangersQueueing(c, mail, at);
}

/**
 * The form as each ticked box sees it: only that box, because an unticked one is no consent, and the answers that its
 * purpose needs.
 */
function tickedBoxes(form: FormDefinition, values: Values): FormDefinition[] {
  const boxes = form.fields.filter(({ name, consentTo }) => consentTo && values[name] === "yes");
  const answers = form.fields.filter(({ consentTo }) => !consentTo);
  return boxes.map((box) => {
    const needed = purposesByMail.includes(box.consentTo ?? "")
      ? answers.filter(({ name }) => name === "email")
      : answers;
    return { ...form, fields: [...needed, box] };
  });
}
