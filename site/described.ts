import organization from "../content/organization.yaml";

import type { VersionText } from "../worker/policy/text/version-text.ts";
import { sideBySide } from "../worker/texts/texts.ts";
import { channelsOf } from "../worker/web/channels.ts";
import { legalName, type Names, namesIn } from "../worker/web/names.ts";
import { bindingLanguage, type Language, type Organization } from "../worker/web/organization.ts";

/** What a page says of itself to programs, by the words of schema.org. */
export type Described = Readonly<Record<string, unknown>>;

const context = "https://schema.org";
const id = new URL("/#organization", organization.site).href;

/**
 * The organization, by the names of a language. What still holds example values is left out: nothing invented is told as
 * true.
 */
export function organizationIn(lang: Language): Described {
  const { jurisdiction, registration, email, phone } = organization;
  const { name, shortName, director, address } = givenNamesIn(lang);
  const channels = given("channels") ? channelsOf(organization) : [];
  return {
    "@context": context,
    "@type": "Organization",
    "@id": id,
    name,
    legalName: given("name") ? legalName(organization) : undefined,
    alternateName: shortName,
    url: organization.site,
    logo: new URL("/icon-512.png", organization.site).href,
    slogan: given("tagline") ? organization.tagline?.[lang] : undefined,
    description: given("trade") ? organization.trade?.[lang] : undefined,
    employee: director ? { "@type": "Person", name: director } : undefined,
    identifier: given("registration") ? registration : undefined,
    email: given("email") ? email : undefined,
    telephone: given("phone") ? phone : undefined,
    address: address
      ? { "@type": "PostalAddress", streetAddress: sideBySide(address, lang), addressCountry: jurisdiction }
      : undefined,
    sameAs: channels.length > 0 ? channels.flatMap(({ href }) => href ?? []) : undefined,
  };
}

/** A published version: from when to when it binds, and the file whose hash is in the lock. */
export function legalTextOf(text: VersionText, until: string | undefined): Described {
  const { date, language, title, summary, sequence, publishedOn, sha256 } = text;
  const binding = bindingLanguage(organization);
  const at = (lang: Language) => new URL(`/${lang}/policy/${date}/`, organization.site).href;
  return {
    "@context": context,
    "@type": "Legislation",
    "@id": at(language),
    url: at(language),
    name: title,
    abstract: summary,
    inLanguage: language,
    legislationIdentifier: String(sequence),
    legislationDate: publishedOn,
    legislationDateVersion: date,
    datePublished: publishedOn,
    temporalCoverage: `${date}/${until ?? ".."}`,
    legislationPassedBy: { "@type": "Organization", "@id": id, name: givenNamesIn(language).name },
    legislationJurisdiction: organization.jurisdiction,
    translationOfWork: language === binding ? undefined : { "@type": "Legislation", "@id": at(binding) },
    encoding: {
      "@type": "MediaObject",
      contentUrl: `${at(language)}policy.md`,
      encodingFormat: "text/markdown",
      sha256,
    },
  };
}

/** The names that are no examples: those of the language, else of the binding one. */
function givenNamesIn(lang: Language): Partial<Names> {
  const certain = [bindingLanguage(organization), lang].map((one) => {
    const names = Object.entries(namesIn(organization, one));
    return names.filter(([field]) => given(field as keyof Names) && given(`${field as keyof Names}.${one}`));
  });
  return Object.fromEntries(certain.flat()) as Partial<Names>;
}

function given(field: Organization["placeholders"][number]): boolean {
  return !organization.placeholders.includes(field);
}
