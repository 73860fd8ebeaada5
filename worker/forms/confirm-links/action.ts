import type { Mail, MailContext } from "../../mail/mail.ts";
import type { Intake } from "../intake/storing.ts";

/** What a domain does with its mailed links. Each must be harmless when repeated. */
export interface LinkAction {
  /** What using the link stores and mails; undefined when what it confirms is gone. */
  confirm: (env: Env, reference: string, context: MailContext, at: Date) => Promise<Intake | undefined>;
  /** The same mail once more with a new link; undefined when what it confirms is gone. */
  remind: (env: Env, reference: string, address: string, context: MailContext) => Promise<Mail | undefined>;
  /** Erases which of these nobody has confirmed, in statements of which the first counts them. */
  abandon: (env: Env, references: readonly string[], at: Date) => Promise<readonly D1PreparedStatement[]>;
}
