import { z } from "zod";
import { mailboxOf } from "../../mail/mailbox.ts";
import {
  type Country,
  earliestMajority,
  latestMajority,
  majorities,
  majorityIn,
} from "../../policy/commitments/majority.ts";
import { addressIn } from "../../web/email-address.ts";
import { optionalEmail } from "./fields.ts";
import type { Field, Values } from "./form.ts";
import { oneOf, saying, type Words } from "./words.ts";

/** Ages at which people are of age in some countries only. */
const inBetween = ["20", "19", "18"] as const;

/** What people may declare about their age (clause 13), from the oldest on. None of it is kept. */
export const ages = ["of-age", ...inBetween, "with-guardian", "too-young"] as const;

const countries = Object.keys(majorities) as Country[];

/** The answers that every form needs: the age, and what is asked next because of it. */
export const age = {
  age: oneOf(ages, (t) => t.fields.shared.age.missing),
  country: z.enum(["", "other", ...countries]),
  guardian: optionalEmail,
};

/** Whether somebody is not of age where they live, so that a guardian has to agree. */
export function needsGuardian({ age: said, country }: Values): boolean {
  if (said === "with-guardian") return true;
  return isBetween(said) && isCountry(country) && Number(said) < majorityIn(country);
}

/** The address of the guardian whom somebody named, as mail is sent to it; empty where nobody is named. */
export function guardianIn({ guardian = "" }: Values): string {
  return addressIn(guardian) ?? "";
}

/**
 * Requires of people who may not be of age their country, and of people who are not the address of a guardian.
 * @param make the form's shape, made when somebody first sends one
 */
export function withGuardian<Shape extends z.ZodObject<typeof age>>(make: () => Shape): z.ZodLazy<Shape> {
  return z.lazy(() => guarded(make()));
}

function guarded<Shape extends z.ZodObject<typeof age>>(shape: Shape): Shape {
  return withCountry(shape)
    .refine((values) => !needsGuardian(values as Values) || values.guardian !== "", {
      path: ["guardian"],
      ...saying((t) => t.fields.shared.guardian.missing),
      when: withTheOthers,
    })
    .refine((values) => !needsGuardian(values as Values) || !isOwn(values as Values), {
      path: ["guardian"],
      ...saying((t) => t.fields.shared.guardian.own),
      when: withTheOthers,
    });
}

/** Requires people to be of age, where no guardian can confirm. */
export function onlyOfAge<Shape extends z.ZodObject<Pick<typeof age, "age" | "country">>>(
  shape: Shape,
  otherwise: Words,
): Shape {
  const isOfAge = (values: z.infer<Shape>) => !needsGuardian(values as Values);
  return withCountry(shape).refine(isOfAge, { path: ["age"], ...saying(otherwise), when: withTheOthers });
}

/** The age, and the two questions that depend on it. */
export const ageFields: readonly Field[] = [
  {
    name: "age",
    control: "radios",
    isShort: true,
    label: (t) => t.fields.shared.age.label,
    hint: (t) => t.fields.shared.age.hint,
    options: [
      { value: "of-age", label: (t) => t.fields.shared.age.ofAge({ age: latestMajority }) },
      ...inBetween.map((years) => ({
        value: years,
        mark: "between" as const,
        label: ((t) => t.fields.shared.age.exactly({ age: Number(years) })) satisfies Words,
      })),
      {
        value: "with-guardian",
        mark: "minor",
        label: (t, { minimumAge: from }) =>
          t.fields.shared.age.withGuardian({ from, to: earliestMajority - 1 }),
      },
      { value: "too-young", label: (t, { minimumAge }) => t.fields.shared.age.tooYoung({ minimumAge }) },
    ],
  },
  {
    name: "country",
    control: "select",
    askedIf: "between",
    label: (t) => t.fields.shared.country.label,
    hint: (t) =>
      t.fields.shared.country.hint({ from: earliestMajority, to: latestMajority - 1, age: earliestMajority }),
    autocomplete: "country",
    options: [
      ...countries.map((country) => ({
        value: country,
        label: ((t) => nameIn(country, t.language.locale)) satisfies Words,
        ...(majorityIn(country) > earliestMajority ? { mark: "late" as const } : {}),
      })),
      { value: "other", label: (t) => t.fields.shared.country.other },
    ],
  },
  {
    name: "guardian",
    control: "email",
    askedIf: "minor",
    label: (t) => t.fields.shared.guardian.label,
    hint: (t) => t.fields.shared.guardian.hint,
    autocomplete: "off",
    maxLength: 254,
  },
];

function withCountry<Shape extends z.ZodObject<Pick<typeof age, "age" | "country">>>(shape: Shape): Shape {
  return shape.refine(({ age: said, country }) => !isBetween(said) || country !== "", {
    path: ["country"],
    ...saying((t) => t.fields.shared.country.missing),
    when: withTheOthers,
  });
}

/** Lets a rule over several answers report its mistake together with the others, not after them. */
export function withTheOthers(): boolean {
  return true;
}

function nameIn(country: Country, locale: string): string {
  return new Intl.DisplayNames(locale, { type: "region" }).of(country) ?? country;
}

function isBetween(said: string | undefined): boolean {
  return (inBetween as readonly (string | undefined)[]).includes(said);
}

function isCountry(country: string | undefined): country is Country | "other" {
  return country === "other" || (countries as (string | undefined)[]).includes(country);
}

/** Whether the guardian's address leads to the mailbox of whoever fills in the form. */
function isOwn({ email = "", guardian = "" }: Values): boolean {
  return email !== "" && mailboxOf(email) === mailboxOf(guardian);
}
