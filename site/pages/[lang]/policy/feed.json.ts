import type { APIRoute } from "astro";
import organization from "../../../../content/organization.yaml";
import { jsonFeed } from "../../../../worker/policy/versions/pages.ts";
import { textsIn } from "../../../../worker/texts/texts.ts";
import { namesIn } from "../../../../worker/web/names.ts";
import type { Language } from "../../../../worker/web/organization.ts";
import { addressOf, type FeedEntry, feedEntries, inXml } from "../../../feed.ts";
import { shown } from "../../../shown.ts";

export const prerender = false;

/** The versions as a JSON Feed 1.1. */
export const GET: APIRoute = ({ params }) => {
  const { lang } = params as { lang: Language };
  const { texts, at } = shown(jsonFeed);
  return Response.json({
    version: "https://jsonfeed.org/version/1.1",
    title: `${textsIn(lang).policy.versions.feed} – ${namesIn(organization, lang).name}`,
    home_page_url: addressOf(`/${lang}/policy/versions/`),
    feed_url: addressOf(`/${lang}/policy/feed.json`),
    language: lang,
    authors: [{ name: namesIn(organization, lang).name }],
    items: feedEntries(texts, lang, at).map((entry) => inJson(entry, lang)),
  });
};

function inJson(entry: FeedEntry, lang: Language): object {
  const { id, title, summary, url, compare, kind, publishedAt, updatedAt } = entry;
  const link = compare
    ? `<p><a href="${inXml(compare)}">${inXml(textsIn(lang).policy.versions.seeChanges)}</a></p>`
    : "";
  return {
    id,
    url,
    title,
    summary,
    content_html: `<p>${inXml(summary)}</p>${link}`,
    date_published: publishedAt,
    date_modified: updatedAt,
    tags: [kind],
  };
}
