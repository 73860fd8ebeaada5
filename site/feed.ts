import organization from "../content/organization.yaml";
import type { VersionSummary } from "../worker/policy/text/version-text.ts";
import { textsIn } from "../worker/texts/texts.ts";
import { startOfDay } from "../worker/web/days.ts";
import { escaped } from "../worker/web/html.ts";
import type { Language } from "../worker/web/organization.ts";
import { languageToCompare, withItsLanguage } from "./untranslated.ts";

/** A version as feeds announce it. */
export interface FeedEntry {
  /** A tag URI (RFC 4151), which survives any move of the site's pages. */
  id: string;
  title: string;
  summary: string;
  url: string;
  /** The language of its text, where it is not that of the feed. */
  other: Language | undefined;
  /** What it changed, if there is an earlier version. */
  compare: string | undefined;
  kind: string;
  publishedAt: string;
  /** When it was published; once it has taken effect or was withdrawn, when that was. */
  updatedAt: string;
}

/** Published versions as entries, newest first. Those that have not taken effect say so. */
export function feedEntries(texts: readonly VersionSummary[], language: Language, at: Date): FeedEntry[] {
  const { versions } = textsIn(language).policy;
  const entries = texts.map((text, index): FeedEntry => {
    const { date, kind, summary, publishedOn, withdrawn } = text;
    const previous = texts.slice(0, index).findLast((text) => !text.withdrawn);
    const compared = languageToCompare(language, [text, previous]);
    const effective = startOfDay(date, organization.timeZone);
    const published = startOfDay(publishedOn, organization.timeZone);
    const isUpcoming = effective > at && !withdrawn;
    const standing = (isUpcoming ? versions.upcoming : versions.effective)({ day: date });
    const changed = isUpcoming || effective < published ? published : effective;
    return {
      id: `${feedId(texts, language)}/${date}`,
      title: titleOf(text, language),
      summary: `${withdrawn ? versions.withdrawn({ day: withdrawn.on, reason: withdrawn.reason }) : standing} ${summary}`,
      url: addressOf(`/${text.language}/policy/${date}/`),
      other: text.language === language ? undefined : text.language,
      compare: previous && addressOf(`/${compared}/policy/compare/${previous.date}/${date}/`),
      kind,
      publishedAt: published.toISOString(),
      updatedAt: (withdrawn ? startOfDay(withdrawn.on, organization.timeZone) : changed).toISOString(),
    };
  });
  return entries.reverse();
}

function titleOf({ date, sequence, kind, language: own }: VersionSummary, language: Language): string {
  const { page, versions } = textsIn(language).policy;
  const title = versions.announced({ sequence: String(sequence), day: date, kind: page.kinds[kind] });
  return withItsLanguage(title, own, language);
}

/** The id of a language's feed, made of the host and the day of the first publication. */
export function feedId([first]: readonly VersionSummary[], language: Language): string {
  return `tag:${new URL(organization.site).hostname},${first?.publishedOn}:policy/${language}`;
}

/** The absolute address of a path. */
export function addressOf(path: string): string {
  return new URL(path, organization.site).href;
}

/** Text for XML: special characters as references, and nothing that XML 1.0 forbids. */
export function inXml(text: string): string {
  return escaped(text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD"));
}
