import { z } from "zod";
import {
  type DisclosableField,
  disclosableFields,
  disclosureKinds,
} from "../../accounts/disclosures/disclosure.ts";
import { line, lines, maybeTicked, optionalLine, optionalLines } from "../../forms/form/fields.ts";
import type { AnyForm, Field } from "../../forms/form/form.ts";
import { referenceIn } from "../../forms/form/reference.ts";
import { oneOf, saying, type Words } from "../../forms/form/words.ts";
import { isBlank } from "../../web/typed-text.ts";
import { day, reviewField } from "./forms.ts";

/** A disclosure names at most this many records. */
export const maxRecords = 20;

/** The boxes of the fields, ticked or not. */
type Boxes = Readonly<Record<`field-${DisclosableField}`, "" | "yes">>;

const boxes = Object.fromEntries(disclosableFields.map((name) => [boxOf(name), maybeTicked])) as Record<
  `field-${DisclosableField}`,
  typeof maybeTicked
>;

const Proposing = z.lazy(() =>
  z
    .strictObject({
      kind: oneOf(disclosureKinds, (t) => t.fields.disclosure.kind.missing),
      recipient: line(200, (t) => t.fields.disclosure.recipient.missing),
      basis: lines(1000, (t) => t.fields.disclosure.basis.missing),
      paper: optionalLine(300),
      reason: lines(1000, (t) => t.fields.disclosure.reason.missing),
      records: z
        .string()
        .transform(referencesIn)
        .refine(
          (list) => list.length > 0,
          saying((t) => t.fields.disclosure.records.missing),
        )
        .refine(
          (list) => list.length <= maxRecords,
          saying((t) => t.fields.disclosure.records.tooMany({ max: maxRecords })),
        ),
      ...boxes,
      tell: oneOf(["tell", "withhold"], (t) => t.fields.disclosure.tell.missing),
      silence: optionalLines(1000),
      reviewOn: z.union([z.literal(""), day]),
      hold: maybeTicked,
    })
    .refine(
      (typed) => fieldsIn(typed).length > 0,
      at("field-name", (t) => t.fields.disclosure.fields.missing),
    )
    .refine(
      ({ tell, kind }) => tell !== "withhold" || kind !== "agreement",
      at("tell", (t) => t.fields.disclosure.tell.known),
    )
    .refine(
      ({ tell, silence }) => tell !== "withhold" || !isBlank(silence),
      at("silence", (t) => t.fields.disclosure.silence.missing),
    )
    .refine(
      ({ tell, hold, reviewOn }) => (tell !== "withhold" && hold === "") || reviewOn !== "",
      at("reviewOn", (t) => t.fields.disclosure.reviewOn.missing),
    ),
);

/** A disclosure as staff propose it. */
export type Proposing = z.infer<typeof Proposing>;

/** The form that proposes a disclosure. */
export const proposeForm: AnyForm<Proposing> = {
  id: "propose",
  path: "",
  schema: Proposing,
  fields: [
    {
      name: "kind",
      control: "radios",
      label: (t) => t.fields.disclosure.kind.label,
      options: disclosureKinds.map((value) => ({
        value,
        label: (t) => t.staff.disclosures.grounds[value],
      })),
    },
    { name: "recipient", control: "text", label: (t) => t.fields.disclosure.recipient.label, maxLength: 200 },
    {
      name: "basis",
      control: "textarea",
      label: (t) => t.fields.disclosure.basis.label,
      hint: (t) => t.fields.disclosure.basis.hint,
      maxLength: 1000,
      rows: 2,
    },
    {
      name: "paper",
      control: "text",
      label: (t) => t.fields.disclosure.paper.label,
      hint: (t) => t.fields.disclosure.paper.hint,
      optional: true,
      maxLength: 300,
    },
    {
      name: "reason",
      control: "textarea",
      label: (t) => t.fields.disclosure.reason.label,
      hint: (t) => t.fields.disclosure.reason.hint,
      maxLength: 1000,
      rows: 3,
    },
    {
      name: "records",
      control: "textarea",
      label: (t) => t.fields.disclosure.records.label,
      hint: (t) => t.fields.disclosure.records.hint,
      rows: 3,
    },
    ...disclosableFields.map(
      (name): Field => ({
        name: boxOf(name),
        control: "checkbox",
        optional: true,
        group: (t) => t.fields.disclosure.fields.label,
        label: (t) => t.staff.submission.labels[name],
      }),
    ),
    {
      name: "tell",
      control: "radios",
      label: (t) => t.fields.disclosure.tell.label,
      options: [
        { value: "tell", label: (t) => t.fields.disclosure.tell.yes },
        { value: "withhold", label: (t) => t.fields.disclosure.tell.no },
      ],
    },
    {
      name: "silence",
      control: "textarea",
      label: (t) => t.fields.disclosure.silence.label,
      hint: (t) => t.fields.disclosure.silence.hint,
      optional: true,
      maxLength: 1000,
      rows: 3,
    },
    { name: "hold", control: "checkbox", optional: true, label: (t) => t.fields.disclosure.hold.label },
    { ...reviewField, hint: (t) => t.fields.disclosure.reviewOn.when, optional: true },
  ],
};

/** The fields that were chosen. */
export function fieldsIn(typed: Boxes): DisclosableField[] {
  return disclosableFields.filter((name) => typed[boxOf(name)] === "yes");
}

function boxOf<Name extends DisclosableField>(name: Name): `field-${Name}` {
  return `field-${name}`;
}

function referencesIn(text: string): string[] {
  const typed = text
    .normalize("NFKC")
    .split(/[\s,;、。]+/)
    .filter((part) => !isBlank(part));
  return [...new Set(typed.map((reference) => referenceIn(reference.toUpperCase())))];
}

/** Reports a mistake beside a field, together with all others. */
function at(field: string, words: Words) {
  return { path: [field], ...saying(words), when: () => true };
}
