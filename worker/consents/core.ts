import { inLanguage } from "../forms/core.ts";
import type { FormDefinition, Ticket } from "../forms/schema.ts";
import { sha256 } from "../policy/core.ts";
import type { Commitments } from "../policy/schema.ts";
import type { ConsentRecord } from "./schema.ts";

/** The consents that an accepted form carries: one for each box of the form that names a purpose. */
export async function consentsOf(
  form: FormDefinition,
  ticket: Ticket,
  commitments: Commitments,
  reference: string,
  recordedAt: Date,
): Promise<ConsentRecord[]> {
  const boxes = form.fields.flatMap(({ label, consentTo }) =>
    consentTo ? [{ label, purpose: consentTo }] : [],
  );
  return Promise.all(
    boxes.map(async ({ label, purpose }) => ({
      id: `${reference}/${purpose}`,
      subject: reference,
      event: "given" as const,
      purpose,
      form: form.id,
      policyVersion: ticket.policyVersion,
      policyHash: ticket.policyHash,
      policyLanguage: ticket.language,
      labelHash: await sha256(inLanguage(label, ticket.language, commitments)),
      recordedAt,
    })),
  );
}
