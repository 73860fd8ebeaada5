import {
  type DisclosableField,
  type Disclosure,
  disclosableFields,
} from "../../accounts/disclosures/disclosure.ts";
import type { Language } from "../../web/organization.ts";

/** A record as it can be handed over: whose it is, and each of its fields that is filled in. */
export interface OpenedRecord {
  /** Reference of a submission or id of an account. */
  record: string;
  emailIndex: string;
  email: string;
  language: Language;
  values: Partial<Record<DisclosableField, unknown>>;
}

/** What leaves of one record. */
export interface DisclosedRecord {
  record: string;
  data: Partial<Record<DisclosableField, unknown>>;
}

/** Which fields a file has. Raise it when they change. */
export const disclosureSchema = "kept-disclosure-1";

/** The type in the header of its signature. */
export const disclosureType = "disclosure+jwt";

/** What is handed over: the approved records with the approved fields, and nothing else. */
export interface DisclosureFile {
  iss: string;
  /** Reference of the entry in the register. */
  sub: string;
  /** When it was made, in seconds since 1970. */
  iat: number;
  schema: typeof disclosureSchema;
  controller: string;
  kind: Disclosure["kind"];
  recipient: string;
  basis: string;
  paper: string;
  fields: readonly DisclosableField[];
  records: readonly DisclosedRecord[];
}

/** The fields of a record that are filled in, of those that can be handed over. */
export function disclosable(typed: Readonly<Record<string, unknown>>): OpenedRecord["values"] {
  const filled = disclosableFields.filter((name) => ![undefined, null, ""].includes(typed[name] as string));
  return Object.fromEntries(filled.map((name) => [name, typed[name]]));
}

/** Exactly the approved fields of a record. */
export function scoped(
  { record, values }: OpenedRecord,
  fields: readonly DisclosableField[],
): DisclosedRecord {
  const named = fields.filter((name) => name in values);
  return { record, data: Object.fromEntries(named.map((name) => [name, values[name]])) };
}

/** The first of these fields that no record has. */
export function missingField(
  records: readonly OpenedRecord[],
  fields: readonly DisclosableField[],
): DisclosableField | undefined {
  return fields.find((name) => records.every(({ values }) => !(name in values)));
}

/** The first record that has none of these fields. */
export function emptyRecord(
  records: readonly OpenedRecord[],
  fields: readonly DisclosableField[],
): string | undefined {
  return records.find(({ values }) => fields.every((name) => !(name in values)))?.record;
}

/** The file that is handed over, before it is signed. */
export function fileOf(
  disclosure: Disclosure,
  records: readonly OpenedRecord[],
  { origin, controller, at }: { origin: string; controller: string; at: Date },
): DisclosureFile {
  const { reference, kind, recipient, basis, paper, fields } = disclosure;
  return {
    iss: origin,
    sub: reference,
    iat: Math.floor(at.getTime() / 1000),
    schema: disclosureSchema,
    controller,
    kind,
    recipient,
    basis,
    paper,
    fields,
    records: records.map((record) => scoped(record, fields)),
  };
}
