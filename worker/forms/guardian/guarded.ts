import organization from "../../../content/organization.yaml";
import type { MailContext } from "../../mail/mail.ts";
import type { AppContext } from "../../web/app.ts";
import { guardianIn } from "../form/age.ts";
import { checkForm } from "../form/checking.ts";
import type { AnyForm } from "../form/form.ts";
import type { Acceptance } from "../intake/routes.ts";
import { store } from "../intake/storing.ts";
import { agreedLetter } from "../minors/letters.ts";
import type { LockedContent, Waiting } from "../minors/waiting.ts";

/** What a guardian's agreement sets going. */
export interface Agreement {
  waiting: Waiting;
  content: LockedContent;
  agreedAt: Date;
  /** What records the decision. It belongs into the same batch as what is stored. */
  statements: readonly D1PreparedStatement[];
}

/** A form that waits for a guardian, if its sender is not of age. */
export interface GuardedForm {
  form: AnyForm;
  /** Stores what was sent as if it had come now; false when the form no longer takes it. */
  agree: (c: AppContext, agreement: Agreement) => Promise<boolean>;
}

/** How a public form goes on once a guardian has agreed: as for anybody else, with the agreement on its record. */
export function guarded<Answers>({ form, take }: Acceptance<Answers>): GuardedForm {
  return {
    form,
    async agree(c, agreement) {
      const { waiting, content, agreedAt, statements } = agreement;
      const checked = checkForm(form, content.values);
      if ("mistakes" in checked) return false;
      const mails = [agreedLetter(guardianOf(content), mailContext(c, agreement))];
      await store(c, take, {
        form,
        ...content,
        record: checked.record,
        reference: waiting.reference,
        receivedAt: agreedAt,
        // A person has read it.
        suspicions: [],
        ownAddresses: [guardianOf(content)],
        guardian: { agreedAt, statements, mails },
      });
      return true;
    },
  };
}

/** The guardian's own address. */
export function guardianOf({ values }: LockedContent): string {
  return guardianIn(values);
}

/** What mail about what was agreed to needs. */
export function mailContext(c: AppContext, { waiting, content }: Agreement): MailContext {
  const { reference, language } = waiting;
  const { policyVersion } = content.ticket;
  return { organization, origin: c.env.ORIGIN, language, reference, policyVersion };
}
