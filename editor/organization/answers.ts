import { z } from "zod";
import { languages } from "../../worker/texts/compiled/languages.ts";
import { addDays } from "../../worker/web/days.ts";
import { Language, Offer, Organization } from "../../worker/web/organization.ts";
import { hintFor } from "../hints.ts";

/** Where people print on Letter (CLDR, paper size). */
const letterCountries = /^(?:US|CA|MX|PH|CL|CO|CR|GT|NI|PA|PR|SV|VE|BZ)$/;

/** The data protection law that names a term for answers; anywhere else GDPR’s is as good as any. */
const laws: Readonly<Record<string, Organization["requestLaws"]>> = { CN: ["PIPL"], RU: ["152-FZ"] };

/** One thing that a new organization is asked. */
export interface Question {
  /** The option of the command line, which takes the place of the answer. */
  flag: string;
  /** What the option takes, as its help shows it. */
  value: string;
  words: string;
  /** What an empty answer means; undefined where something has to be said. */
  otherwise?: string;
}

/** What is asked, in this order. */
export const questions = {
  name: { flag: "--name", value: "<name>", words: "Its full name" },
  shortName: {
    flag: "--short-name",
    value: "<name>",
    words: "What the masthead calls it, 24 characters at most",
  },
  director: { flag: "--director", value: "<name>", words: "Who represents it" },
  country: { flag: "--country", value: "<code>", words: "Its country, two letters such as CA" },
  languages: {
    flag: "--languages",
    value: "<list>",
    words: `Languages of the site, the one that binds first (${languages.join(", ")})`,
  },
  timeZone: { flag: "--time-zone", value: "<zone>", words: "Its time zone, such as America/Halifax" },
  currency: { flag: "--currency", value: "<code>", words: "Its currency, three letters such as CAD" },
  offers: {
    flag: "--offers",
    value: "<list>",
    words: `What it offers besides messages and data requests (${Offer.options.join(", ")}, or none)`,
    otherwise: Offer.options.join(","),
  },
  site: {
    flag: "--site",
    value: "<address>",
    words: "Where the site will be (an example until you know)",
    otherwise: "",
  },
  email: {
    flag: "--email",
    value: "<address>",
    words: "Where people write to (an example until you know)",
    otherwise: "",
  },
  phone: {
    flag: "--phone",
    value: "<number>",
    words: "Its phone number (an example until you know)",
    otherwise: "",
  },
  address: {
    flag: "--address",
    value: "<lines>",
    words: "Its postal address, lines separated by “;” (an example until you know)",
    otherwise: "",
  },
} as const satisfies Record<string, Question>;

export type QuestionName = keyof typeof questions;

/** The answers, as strings, to the questions above. */
export type Answers = Readonly<Record<QuestionName, string>>;

const list = (text: string) => text.split(/[,\s]+/).filter((one) => one !== "" && one !== "none");

const Answered = z.object({
  country: z.string().regex(/^[A-Z]{2}$/),
  currency: z.string().regex(/^[A-Z]{3}$/),
  languages: z.array(Language).min(1),
  offers: z.array(Offer),
});

/** What to write instead, by the answer that was not understood. */
const instead: Readonly<Record<string, string>> = {
  country: "--country is two letters of ISO 3166, such as CA",
  currency: "--currency is three letters of ISO 4217, such as CAD",
  languages: `--languages are among ${languages.join(", ")}`,
  offers: `--offers are among ${Offer.options.join(", ")}, or none`,
};

/**
 * Makes an organization from answers. What was left open holds an example, which `placeholders` names.
 * @param today the day of the command, from which dates are counted
 * @returns the organization, or sentences on what is wrong
 */
export function organizationOf(answers: Answers, today: string): Organization | string[] {
  const read = Answered.safeParse({
    country: answers.country.toUpperCase(),
    currency: answers.currency.toUpperCase(),
    languages: list(answers.languages),
    offers: list(answers.offers),
  });
  if (!read.success) return [...new Set(read.error.issues.map(({ path }) => instead[String(path[0])] ?? ""))];
  const { country, currency, languages: spoken, offers } = read.data;
  const open: Organization["placeholders"] = ["sender", "hostingRegion"];
  const given = (field: "site" | "email" | "phone" | "address", example: string) => {
    if (answers[field] === "") open.push(field);
    return answers[field] || example;
  };
  const made = {
    name: answers.name,
    shortName: answers.shortName,
    director: answers.director,
    jurisdiction: country,
    languages: spoken,
    timeZone: answers.timeZone,
    paper: letterCountries.test(country) ? "Letter" : "A4",
    offers,
    examples: { phone: answers.phone || "+1 902 555 0100", price: `1,200 ${currency}`, quantity: "12 kg" },
    site: given("site", "https://www.example.com").replace(/\/$/, ""),
    email: given("email", "privacy@example.com"),
    sender: "no-reply@example.com",
    phone: given("phone", "+1 902 555 0100"),
    address: given("address", "1 Example Road; Example Town")
      .split(";")
      .map((line) => line.trim()),
    answerDays: 2,
    requestLaws: laws[country] ?? ["GDPR"],
    hostingRegion: Object.fromEntries(spoken.map((language) => [language, "…"])),
    securityTxtExpires: addDays(today, 330),
    placeholders: open,
  };
  const checked = Organization.safeParse(made, { error: hintFor });
  return checked.success
    ? checked.data
    : checked.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
}
