import { z } from "zod";
import { Language } from "../../web/organization.ts";
import { isShown } from "../../web/typed-text.ts";

/** Pages of the site that can name partners beside what they offer. */
export const sections = ["order"] as const;

/** `content/partners/<id>.yaml`: who may be named on the site (clause 4). */
export const Partner = z.strictObject({
  name: z.string().refine(isShown).max(120),
  /** A picture beside the file: `logo.svg`, `.png`, `.webp` or `.avif`. */
  logo: z.string().regex(/^[\w-]+\.(?:svg|png|webp|avif)$/),
  site: z.url({ protocol: /^https$/ }),
  /** What they supply or make, in every language of the site. */
  for: z.partialRecord(Language, z.string().refine(isShown).max(300)),
  /** First and last day of the partnership. */
  since: z.iso.date(),
  until: z.iso.date().optional(),
  /** Where else the partner is named, because its goods are offered there. */
  sections: z.array(z.enum(sections)).default([]),
});

export type Partner = z.infer<typeof Partner>;

/** The partners on a day, the longest first. */
export function partnersOn<One extends Pick<Partner, "since" | "until">>(
  partners: readonly One[],
  day: string,
): One[] {
  return partners
    .filter(({ since, until }) => since <= day && (until === undefined || day <= until))
    .toSorted((one, other) => one.since.localeCompare(other.since));
}
