import type { Entered } from "../../forms/consents/record.ts";
import type { FormDefinition, Values } from "../../forms/form/form.ts";
import { inLanguage } from "../../forms/form/words.ts";
import { policyInForce } from "../../policy/versions/in-force.ts";
import { insertNote } from "../../submissions/answering/notes.ts";
import { textsIn } from "../../texts/texts.ts";
import type { KeyRing } from "../../vault/schema.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import type { Language } from "../../web/organization.ts";
import { languageOf } from "../../web/page.ts";
import { provided } from "../../web/provided.ts";
import { isBlank } from "../../web/typed-text.ts";

/** What was entered, by whom, and what somebody wrote who agreed by email. */
export interface Evidence {
  reference: string;
  entered: Entered;
  quote: string;
  form: FormDefinition;
  values: Values;
  /** The language of the words that were agreed to. */
  language: Language;
}

/** The note that says in words how something came and what was agreed to, for the others and for a copy of the data. */
export async function evidenceOf(
  c: AppContext,
  ring: KeyRing,
  { reference, entered: { channel, saidAt, by }, quote, form, values, language }: Evidence,
): Promise<D1PreparedStatement> {
  const { came, agreed, wrote } = textsIn(languageOf(c)).staff.entering.evidence;
  const { commitments, date } = provided(c, policyInForce);
  const boxes = form.fields.filter(({ name, consentTo }) => consentTo && values[name] === "yes");
  const note = [
    came[channel]({ at: saidAt }),
    ...boxes.map(({ label }) => agreed({ words: inLanguage(label, language, commitments), version: date })),
    ...(isBlank(quote) ? [] : [wrote({ words: quote })]),
  ].join("\n");
  return insertNote(c.env.DB, ring, {
    id: `${reference}/entered`,
    reference,
    writtenAt: now(c.env),
    writtenBy: by,
    note,
  });
}
