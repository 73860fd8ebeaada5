import type { Language, Organization } from "../../worker/web/organization.ts";
import { isFiller, isReservedDomain, isReservedPhone } from "./reserved.ts";

const file = "content/organization.yaml";

/**
 * Why a site cannot be deployed for an organization yet, by what its fields say: one sentence per value that is an
 * example, none when it can. The list `placeholders` counts as well, but a value does not pass because it is not there.
 */
export function exampleValues(organization: Organization): string[] {
  const { placeholders, site, phone } = organization;
  const listed = placeholders.map(
    (field) => `${file}: "${field}" is an example: write the real one and take it off placeholders.`,
  );
  const known: ReadonlySet<string> = new Set(placeholders);
  const found = [
    ...hostsOf(organization)
      .filter(([, host]) => isReservedDomain(host))
      .map(([field, host]) => [field, `${host} is no domain that everybody can reach`] as const),
    ...(isReservedPhone(phone) ? [["phone", `${phone} is a number for examples`] as const] : []),
    ...wordsOf(organization)
      .filter(([, text]) => isFiller(text))
      .map(([field, text]) => [field, `“${text}” stands for something else`] as const),
  ].filter(([field]) => !known.has(field) && !known.has(field.replace(/\..*/, "")));
  const insecure = site.startsWith("https://") ? [] : [`${file}: site has to begin with https://.`];
  return [...listed, ...insecure, ...found.map(([field, why]) => `${file}: ${field}: ${why}.`)];
}

/**
 * Why a site cannot be deployed with these vars of the Worker: a sentence for each that only tests may set.
 * @param vars as wrangler.toml has them
 */
export function varsOfTests(vars: Readonly<Record<string, unknown>>): string[] {
  if (!("SCRYPT_N" in vars)) return [];
  return ["wrangler.toml: SCRYPT_N is for tests, whose passwords anybody may guess: take the line out."];
}

function hostsOf(organization: Organization): [string, string][] {
  const { site, email, sender, newsletterSender, repository } = organization;
  const addresses = { email, sender, newsletterSender };
  return [
    ["site", new URL(site).hostname],
    ...(repository === undefined ? [] : [["repository", new URL(repository).hostname] as [string, string]]),
    ...Object.entries(addresses).flatMap(([field, address]): [string, string][] =>
      address === undefined ? [] : [[field, address.slice(address.lastIndexOf("@") + 1)]],
    ),
  ];
}

/** Every text of the organization with the name of its field. */
function wordsOf({
  name,
  shortName,
  director,
  address,
  registration,
  ...rest
}: Organization): [string, string][] {
  const { tagline, headline, trade, hostingRegion } = rest;
  const named = { name, shortName, director, address, registration: registration ?? "" };
  const inWords = { tagline, headline, trade, hostingRegion };
  return [
    ...Object.entries(named).flatMap(([field, words]) => linesOf(field, words)),
    ...Object.entries(inWords).flatMap(([field, words = {}]) =>
      Object.values(words).map((text): [string, string] => [field, text]),
    ),
  ];
}

/** A name's lines, by `name`; by `name.zh` where they are one language's. */
function linesOf(
  field: string,
  words: string | readonly string[] | Partial<Record<Language, string | string[]>>,
): [string, string][] {
  if (typeof words === "string") return [[field, words]];
  return Object.entries(words).flatMap(([at, said]) => {
    const place = Array.isArray(words) ? field : `${field}.${at}`;
    return [said].flat().map((line): [string, string] => [place, line]);
  });
}
