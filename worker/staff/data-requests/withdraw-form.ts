import { z } from "zod";
import type { ConsentRecord } from "../../forms/consents/record.ts";
import type { AnyForm } from "../../forms/form/form.ts";
import { oneOf } from "../../forms/form/words.ts";

/** A consent that can be taken back for somebody who asked for it. */
export type StandingConsent = Pick<ConsentRecord, "id" | "subject" | "purpose">;

/** The form that takes back one consent of those that stand. */
export function withdrawForm(standing: readonly StandingConsent[]): AnyForm<{ consent: string }> {
  const ids = standing.map(({ id }) => id);
  return {
    id: "withdraw",
    path: "withdraw/",
    schema: z.strictObject({ consent: oneOf(ids, (t) => t.fields.staff.withdraw.missing) }),
    fields: [
      {
        name: "consent",
        control: "radios",
        label: (t) => t.fields.staff.withdraw.label,
        options: standing.map(({ id, subject, purpose }) => ({
          value: id,
          label: (t) => {
            const purposes: Readonly<Record<string, string>> = t.accounts.consents.list.purposes;
            return t.fields.staff.withdraw.option({
              reference: subject,
              purpose: purposes[purpose] ?? purpose,
            });
          },
        })),
      },
    ],
  };
}
