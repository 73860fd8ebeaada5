import { z } from "zod";
import { languages } from "../texts/compiled/languages.ts";
import { addressIn } from "./email-address.ts";
import { offerNames } from "./offer-names.ts";
import { isShown } from "./typed-text.ts";

/** The language whose text of the policy binds: the first of the site. The others are translations. */
export function bindingLanguage({ languages }: Pick<Organization, "languages">): Language {
  return languages[0] ?? "en";
}

/** The language of mail to the organization itself: the one that binds it. */
export function staffLanguage(organization: Pick<Organization, "languages">): Language {
  return bindingLanguage(organization);
}

/** A language with a folder in `content/texts`. */
export const Language = z.enum(languages);

export type Language = z.infer<typeof Language>;

/** Words by language. A page leaves out what has none in its language. */
const InWords = z.partialRecord(Language, z.string().max(200).refine(isShown));

/** Where else people reach the organization, each by the name or number that its own program takes. */
const Channels = z.strictObject({
  wechat: z
    .string()
    .regex(/^[A-Za-z][\w-]{5,19}$/)
    .optional(),
  whatsapp: z
    .string()
    .regex(/^\+\d[\d ]{6,18}\d$/)
    .optional(),
  telegram: z
    .string()
    .regex(/^[A-Za-z]\w{4,31}$/)
    .optional(),
});

/** One of what an organization may leave out. */
export const Offer = z.enum(offerNames);

export type Offer = z.infer<typeof Offer>;

/** The same words in every language, or words by language. */
const Example = z.union([z.string().refine(isShown), InWords]);

/** A name for every language, or by language; where one is left out, pages say that of the binding language. */
const Named = z.union([z.string().refine(isShown), InWords]);

const shortNamed = z.string().min(1).max(24);

const addressLines = z.array(z.string().refine(isShown)).min(1);

/** What may be written by language, and be an example in some: `name.zh`. */
const namedFields = ["name", "shortName", "director", "address"] as const;

const namesByLanguage = namedFields.flatMap((field) =>
  languages.map((language) => `${field}.${language}` as const),
);

/** `content/organization.yaml`. */
export const Organization = z.strictObject({
  name: Named,
  /** What the masthead, titles and pictures call it. */
  shortName: z.union([shortNamed, z.partialRecord(Language, shortNamed)]),
  director: Named,
  /** What it is, in a few words beside the name. */
  tagline: InWords.optional(),
  /** The heading of the home page; without one, the name. */
  headline: InWords.optional(),
  /** What it trades, in a sentence. */
  trade: InWords.optional(),
  /** Its number in the register of companies. */
  registration: z.string().min(1).optional(),
  channels: Channels.optional(),
  /** ISO 3166-1 code of the organization's country, whose law binds it first. */
  jurisdiction: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  languages: z.array(Language).min(1),
  /** What it offers besides messages and data requests. */
  offers: z.array(Offer),
  /** What hints name as an example. */
  examples: z.strictObject({ phone: Example, price: Example, quantity: Example }),
  /** The paper that versions are printed on. */
  paper: z.enum(["A4", "Letter"]),
  timeZone: z.string().refine(isTimeZone),
  /** Scheme and host under which the site is published. */
  site: z.url(),
  /** Where people write to, and where the organization gets its own mail. */
  email: z.string().refine(isAddress),
  /** The address mail is sent from. */
  sender: z.string().refine(isAddress),
  /** The address the newsletter is sent from, whose reputation is its own; without one, `sender`. */
  newsletterSender: z.string().refine(isAddress).optional(),
  phone: z.string().min(5).refine(isShown),
  /** Postal address, one line per entry. */
  address: z.union([addressLines, z.partialRecord(Language, addressLines)]),
  /** The number of working days within which a message is answered. */
  answerDays: z.int().min(1).max(30),
  /** The laws that say until when a data request is answered; of several the first term to end counts. */
  requestLaws: z.array(z.enum(["GDPR", "PIPL", "152-FZ"])).min(1),
  /** Where the site and its database are, as the record of processing says it in each language of the site. */
  hostingRegion: InWords,
  /** Until when `/.well-known/security.txt` holds, less than a year ahead (RFC 9116, 2.5.5). */
  securityTxtExpires: z.iso.date(),
  /** The address below which the files of this software can be read, ending in a slash; pages link them then. */
  repository: z.url().endsWith("/").optional(),
  /** Who is shown each checkpoint of the log of public facts and signs it: where, and the line of its key (C2SP tlog-witness). */
  witnesses: z
    .array(
      z.strictObject({
        url: z.url({ protocol: /^https?$/ }),
        key: z.string().regex(/^[^\s+]+\+[0-9a-f]{8}\+B[A-Za-z0-9+/]{43}$/),
      }),
    )
    .optional(),
  /** Which of the fields above still hold example values. They show locally, and `npm run deploy` refuses them. */
  placeholders: z.array(
    z.enum([
      ...namedFields,
      ...namesByLanguage,
      "tagline",
      "headline",
      "trade",
      "site",
      "email",
      "sender",
      "newsletterSender",
      "phone",
      "hostingRegion",
      "registration",
      "channels",
    ]),
  ),
});

export type Organization = z.infer<typeof Organization>;

/** In the form that mail is sent with: the file is read as it stands. */
function isAddress(text: string): boolean {
  return addressIn(text) === text;
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
