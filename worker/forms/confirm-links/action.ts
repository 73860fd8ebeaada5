import type { MailContext } from "../../mail/mail.ts";
import type { StrangerMail } from "../../mail/stranger.ts";
import type { AnyForm, Values } from "../form/form.ts";
import type { Intake } from "../intake/storing.ts";

/** What a room does with its mailed links. Each action must be harmless when repeated. */
export interface LinkAction {
  /** What using the link stores and mails; undefined when what it confirms is gone. */
  confirm: (env: Env, reference: string, context: MailContext, at: Date) => Promise<Intake | undefined>;
  /** The same mail with a new link; undefined when what it confirms is gone. */
  remind: (
    env: Env,
    reference: string,
    address: string,
    context: MailContext,
  ) => Promise<StrangerMail | undefined>;
  /** What was typed, for the page that asks to confirm it; absent where nothing was. */
  written?: (env: Env, reference: string) => Promise<{ form: AnyForm; values: Values } | undefined>;
  /** Erases those of these that nobody has confirmed. The first statement counts them. */
  abandon: (env: Env, references: readonly string[], at: Date) => Promise<readonly D1PreparedStatement[]>;
}
