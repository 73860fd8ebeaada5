import { z } from "zod";
import { languages } from "../texts/compiled/languages.ts";

/** The language of mail to the organization itself: the first that its site has. */
export function staffLanguage({ languages }: Organization): Language {
  return languages[0] ?? "en";
}

/** A language that `content/texts` has a folder for. English is authoritative. */
export const Language = z.enum(languages);

export type Language = z.infer<typeof Language>;

/** `content/organization.yaml`. */
export const Organization = z.strictObject({
  name: z.string().min(1),
  director: z.string().min(1),
  /** ISO 3166-1 code of the country in which the organization is: whose law binds it first. */
  jurisdiction: z
    .string()
    .regex(/^[A-Z]{2}$/, "write the two capital letters of ISO 3166, such as CN")
    .optional(),
  languages: z.array(Language).min(1),
  timeZone: z.string().refine(isTimeZone, "name a time zone such as Asia/Shanghai"),
  /** Scheme and host under which the site is published. */
  site: z.url(),
  /** Where people write to, and where the organization gets its own mail. */
  email: z.email(),
  /** The address mail is sent from. */
  sender: z.email(),
  phone: z.string().min(5),
  /** Postal address, a line an entry. */
  address: z.array(z.string().min(1)).min(1),
  /** Within how many working days a message is answered. */
  answerDays: z.int().min(1).max(30),
  hostingRegion: z.string().min(1),
  /** Until when `/.well-known/security.txt` holds, less than a year ahead (RFC 9116, 2.5.5). */
  securityTxtExpires: z.iso.date("write the date as YYYY-MM-DD"),
  /** Which of the fields above still hold example values: shown locally, refused by `npm run deploy`. */
  placeholders: z.array(z.enum(["site", "email", "sender", "phone", "address", "hostingRegion"])),
});

export type Organization = z.infer<typeof Organization>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
