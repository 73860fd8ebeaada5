import { Fault } from "../web/fault.ts";
import { asMail } from "./letter.ts";
import type { Letter, LetterContext, Mail } from "./mail.ts";

/** What mail that anybody can cause is about. Each kind is limited by itself, so that none uses up another's share. */
export type StrangerKind =
  | "copy"
  | "newsletter"
  | "policy-changes"
  | "data-request"
  | "guardian"
  | "registration"
  | "address";

/** Mail to an address that somebody typed and nobody has confirmed. Only `toStranger` makes it. */
export interface StrangerMail extends Mail {
  readonly kind: StrangerKind;
}

/**
 * A letter to an address that nobody has confirmed. Its words come from these facts alone, such as a reference, a
 * version or an address of this site. None can be what somebody typed: without spaces and dots no fact is a sentence or
 * names another site.
 * @throws Error when a fact could have been typed
 */
export function toStranger<Facts extends LetterContext>(
  kind: StrangerKind,
  id: string,
  to: string,
  write: (facts: Facts) => Letter,
  facts: Facts,
): StrangerMail {
  const { organization: _ours, origin, language, ...others } = facts;
  const typed = Object.entries(others).filter(([, fact]) => !isOwn(fact, origin));
  if (typed.length > 0)
    throw new Fault(`mail to a stranger may not say ${typed.map(([name]) => name).join()}`);
  const letter = write(facts);
  if (letter.quote !== undefined) throw new Fault("mail to a stranger quotes nobody");
  return { ...asMail(id, to, { ...letter, language }), kind };
}

/** Whether nobody has confirmed the address that a mail goes to. */
export function isToStranger(mail: Mail): mail is StrangerMail {
  return "kind" in mail;
}

function isOwn(fact: unknown, origin: string): boolean {
  if (typeof fact !== "string") return typeof fact === "number" || fact instanceof Date;
  const word = fact.startsWith(`${origin}/`) ? fact.slice(origin.length) : fact;
  return /^[\w/-]{1,200}$/.test(word) && (word !== fact || !word.includes("/"));
}
