import type { APIRoute } from "astro";
import organization from "../../../../content/organization.yaml";
import { atomFeed } from "../../../../worker/policy/versions/pages.ts";
import { textsIn } from "../../../../worker/texts/texts.ts";
import { namesIn } from "../../../../worker/web/names.ts";
import type { Language } from "../../../../worker/web/organization.ts";
import { addressOf, type FeedEntry, feedEntries, feedId, inXml } from "../../../feed.ts";
import { shown } from "../../../shown.ts";

export const prerender = false;

/** The versions as an Atom feed (RFC 4287). */
export const GET: APIRoute = ({ params }) => {
  const { lang } = params as { lang: Language };
  const { texts, at } = shown(atomFeed);
  const entries = feedEntries(texts, lang, at);
  const updated =
    entries
      .map(({ updatedAt }) => updatedAt)
      .sort()
      .at(-1) ?? "";
  const feed = [
    `<?xml version="1.0" encoding="utf-8"?>`,
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${lang}">`,
    `<id>${inXml(feedId(texts, lang))}</id>`,
    `<title>${inXml(`${textsIn(lang).policy.versions.feed} – ${namesIn(organization, lang).name}`)}</title>`,
    `<updated>${updated}</updated>`,
    `<author><name>${inXml(namesIn(organization, lang).name)}</name></author>`,
    `<link rel="self" type="application/atom+xml" href="${inXml(addressOf(`/${lang}/policy/feed.xml`))}"/>`,
    `<link rel="alternate" type="text/html" href="${inXml(addressOf(`/${lang}/policy/versions/`))}"/>`,
    ...entries.map(inAtom),
    "</feed>\n",
  ];
  return new Response(feed.join("\n"), {
    headers: { "content-type": "application/atom+xml; charset=utf-8" },
  });
};

function inAtom({
  id,
  title,
  summary,
  url,
  other,
  compare,
  kind,
  publishedAt,
  updatedAt,
}: FeedEntry): string {
  return [
    "<entry>",
    `<id>${inXml(id)}</id>`,
    `<title>${inXml(title)}</title>`,
    `<published>${publishedAt}</published>`,
    `<updated>${updatedAt}</updated>`,
    `<category term="${kind}"/>`,
    `<summary>${inXml(summary)}</summary>`,
    `<link rel="alternate" type="text/html"${other ? ` hreflang="${other}"` : ""} href="${inXml(url)}"/>`,
    ...(compare ? [`<link rel="related" type="text/html" href="${inXml(compare)}"/>`] : []),
    "</entry>",
  ].join("\n");
}
