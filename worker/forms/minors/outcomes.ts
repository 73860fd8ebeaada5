/**
 * What became of people who are not of age: told that they are too young; a guardian asked, who agreed, refused or
 * stayed silent; a record of a child found by staff and erased.
 */
export const minorOutcomes = ["too-young", "asked", "agreed", "refused", "silent", "erased"] as const;

export type MinorOutcome = (typeof minorOutcomes)[number];

/** How many of each in a year of the organization, `YYYY`. Exact: whoever publishes them has to group them. */
export interface MinorsOfYear {
  year: string;
  counts: Readonly<Record<MinorOutcome, number>>;
}
