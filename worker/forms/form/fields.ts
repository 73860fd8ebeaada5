import { z } from "zod";
import { addressIn, isBeyondMail } from "../../web/email-address.ts";
import { isPhone, maxPhone } from "../../web/phone.ts";
import { isBlank } from "../../web/typed-text.ts";
import type { Field } from "./form.ts";
import { oneOf, saying, type Words } from "./words.ts";

/** A required line of text. */
export function line(max: number, missing: Words) {
  return z
    .string()
    .refine(...lengthOf(max))
    .refine(isThere, saying(missing))
    .refine(...oneLine);
}

/** An optional line of text. */
export function optionalLine(max: number) {
  return z
    .string()
    .refine(...lengthOf(max))
    .refine(...oneLine);
}

/** Required text of several lines. */
export function lines(max: number, missing: Words) {
  return optionalLines(max).refine(isThere, saying(missing));
}

/** Optional text of several lines. */
export function optionalLines(max: number) {
  return z.string().refine(...lengthOf(max));
}

/** A day, `YYYY-MM-DD`, for which something holds. */
export function dayThat(holds: (day: string) => boolean, wrong: Words) {
  return z
    .string()
    .trim()
    .refine((day) => z.iso.date().safeParse(day).success && holds(day), saying(wrong));
}

/** Refuses line breaks. */
const oneLine = [(text: string) => !/[\n\r]/.test(text), saying((t) => t.fields.shared.oneLine)] as const;

const isAddress = [
  (typed: string) => isBlank(typed) || isBeyondMail(typed) || addressIn(typed) !== undefined,
  saying((t) => t.fields.shared.email.wrong),
] as const;

const isMailable = [
  (typed: string) => !isBeyondMail(typed),
  saying((t) => t.fields.shared.email.beyondMail),
] as const;

/** A text of at most this many UTF-16 code units. What is longer is given to no other rule, which might take its time. */
export function lengthOf(max: number, said = max) {
  const isShortEnough = (text: string) => text.length <= max;
  return [isShortEnough, { ...saying((t) => t.fields.shared.tooLong({ max: said })), abort: true }] as const;
}

/** The longest address that mail is sent to (RFC 5321), and the most that somebody pastes around one. */
const maxAddress = 254;
const maxPasted = 1000;

/** One email address however it was written, as mail is sent to it. */
export const email = z
  .string()
  .refine(...lengthOf(maxPasted, maxAddress))
  .refine(
    isThere,
    saying((t) => t.fields.shared.email.missing),
  )
  .refine(...isMailable)
  .refine(...isAddress)
  .transform(asAddress)
  .refine(...lengthOf(maxAddress));

/** The same, or empty. */
export const optionalEmail = z
  .string()
  .refine(...lengthOf(maxPasted, maxAddress))
  .refine(...isMailable)
  .refine(...isAddress)
  .transform(asAddress)
  .refine(...lengthOf(maxAddress));

/** A mobile or landline number as it was typed, or empty. */
export const optionalPhone = z
  .string()
  .refine(...lengthOf(maxPhone))
  .refine(
    (typed) => isBlank(typed) || isPhone(typed),
    saying((t) => t.fields.shared.phone.wrong),
  );

/** A box that must be ticked. */
export function ticked(missing: Words) {
  return oneOf(["yes"], missing);
}

/** A box that may stay unticked. */
export const maybeTicked = z.enum(["", "yes"]);

export const nameField: Field = {
  name: "name",
  category: "pd:Name",
  control: "text",
  label: (t) => t.fields.shared.name.label,
  autocomplete: "name",
  maxLength: 100,
};

export const emailField: Field = {
  name: "email",
  category: "pd:EmailAddress",
  control: "email",
  label: (t) => t.fields.shared.email.label,
  autocomplete: "email",
  maxLength: maxAddress,
};

export const phoneField: Field = {
  name: "phone",
  category: "pd:TelephoneNumber",
  control: "tel",
  label: (t) => t.fields.shared.phone.label,
  hint: (t) => t.fields.shared.phone.hint,
  optional: true,
  autocomplete: "tel",
  maxLength: maxPhone,
};

export const addressField: Field = {
  name: "address",
  category: "pd:PhysicalAddress",
  control: "textarea",
  label: (t) => t.fields.shared.address.label,
  autocomplete: "street-address",
  maxLength: 500,
  rows: 3,
};

/** The offer of the newsletter on another form: its own purpose and its own box. */
export const newsletterOffer: Field = {
  name: "newsletter",
  control: "checkbox",
  optional: true,
  label: (t) => t.fields.shared.newsletter.label,
  consentTo: "newsletter",
};

function isThere(text: string): boolean {
  return !isBlank(text);
}

function asAddress(typed: string): string {
  return addressIn(typed) ?? "";
}
