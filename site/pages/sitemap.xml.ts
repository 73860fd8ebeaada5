import type { APIRoute } from "astro";
import organization from "../../content/organization.yaml";
import { isOffered } from "../../worker/web/offers.ts";
import { addressOf, inXml } from "../feed.ts";
import { allTexts } from "../texts.ts";

/** Public pages that are the same for everybody, below the language. */
const pages = [
  "",
  "policy/",
  "policy/versions/",
  "policy/at/",
  "policy/kept/",
  "policy/record/",
  "contact/",
  "order/",
  "feedback/",
  "newsletter/",
  "policy-changes/",
  "data-request/",
  "receipt/",
  "statistics/",
  "partners/",
  "cookies/",
  "accessibility/",
];

/** Every public page: fixed ones, each published version, and each clause through time. */
export const GET: APIRoute = async () => {
  const texts = (await allTexts()).map(({ text }) => text).filter(({ sequence }) => sequence !== undefined);
  const translated = new Set(texts.map(({ language }) => language));
  const fixed = organization.languages.flatMap((lang) =>
    pages
      .filter((page) => page !== "policy/" || translated.has(lang))
      .map((page) => `/${lang}/${page}`)
      .filter(isOffered)
      .map((page) => entry(page)),
  );
  const versions = texts.map(({ language, date, publishedOn }) =>
    entry(`/${language}/policy/${date}/`, publishedOn),
  );
  const clauses = new Set(
    texts.flatMap(({ language, clauses }) =>
      clauses.filter(({ id }) => id !== "").map(({ id }) => `/${language}/policy/clause/${id}/`),
    ),
  );
  return new Response(
    [
      `<?xml version="1.0" encoding="utf-8"?>`,
      `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`,
      ...fixed,
      ...versions,
      ...[...clauses].map((path) => entry(path)),
      "</urlset>\n",
    ].join("\n"),
  );
};

function entry(path: string, changedOn?: string): string {
  const changed = changedOn ? `<lastmod>${changedOn}</lastmod>` : "";
  return `<url><loc>${inXml(addressOf(path))}</loc>${changed}</url>`;
}
