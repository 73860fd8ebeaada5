/**
 * From which age people are of age, in whole years, by ISO 3166 code, with the law that says so. Until then a guardian
 * has to confirm (clause 13). Where parts of a country differ, the latest of them counts.
 */
export const majorities = {
  AR: 18, // Código Civil y Comercial, art. 25
  AT: 18, // Allgemeines bürgerliches Gesetzbuch, § 21
  BR: 18, // Código Civil, art. 5
  BY: 18, // Civil Code, art. 20
  CA: 19, // Statutes of the provinces; the latest such as Age of Majority Act (BC), s. 1
  CH: 18, // Zivilgesetzbuch, art. 14
  CM: 21, // Code civil, art. 488
  CN: 18, // Civil Code, art. 17
  DE: 18, // Bürgerliches Gesetzbuch, § 2
  DZ: 19, // Code civil, art. 40
  EG: 21, // Civil Code, art. 44
  ES: 18, // Constitución, art. 12
  FR: 18, // Code civil, art. 414
  GB: 18, // Family Law Reform Act 1969, s. 1
  HK: 18, // Age of Majority (Related Provisions) Ordinance (Cap. 410), s. 2
  ID: 21, // Civil Code, art. 330
  IN: 18, // Majority Act 1875, s. 3
  IT: 18, // Codice civile, art. 2
  JP: 18, // Civil Code, art. 4
  KR: 19, // Civil Act, art. 4
  KW: 21, // Civil Code, art. 96
  KZ: 18, // Civil Code, art. 17
  MN: 18, // Civil Code, art. 15
  MY: 18, // Age of Majority Act 1971, s. 2
  NL: 18, // Burgerlijk Wetboek, book 1, art. 233
  NZ: 20, // Age of Majority Act 1970, s. 4
  PH: 18, // Family Code, art. 234, as amended by Republic Act 6809
  PL: 18, // Kodeks cywilny, art. 10
  RU: 18, // Civil Code, art. 21
  SA: 18, // Civil Transactions Law (2023), art. 12
  SG: 21, // Common law; contracts from 18 by Civil Law Act 1909, s. 35
  TH: 20, // Civil and Commercial Code, s. 19
  TR: 18, // Civil Code, art. 11
  TW: 18, // Civil Code, art. 12
  UA: 18, // Civil Code, art. 34
  US: 21, // Statutes of the states; the latest Mississippi Code § 1-3-27
  UZ: 18, // Civil Code, art. 22
  VN: 18, // Civil Code 2015, art. 20
} as const satisfies Readonly<Record<string, 18 | 19 | 20 | 21>>;

export type Country = keyof typeof majorities;

/** Nobody is of age before; it also holds where a country is not in the table. */
export const earliestMajority = 18;

/** Everybody is of age from here on, wherever they live. */
export const latestMajority = 21;

/** From which age people are of age in a country; `other` is any country that is not in the table. */
export function majorityIn(country: Country | "other"): number {
  return country === "other" ? earliestMajority : majorities[country];
}
