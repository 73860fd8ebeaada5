import type { APIRoute } from "astro";
import { addressOf, inXml } from "../feed.ts";

/** Names the site's only map. */
export const GET: APIRoute = () =>
  new Response(
    [
      `<?xml version="1.0" encoding="utf-8"?>`,
      `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`,
      `<sitemap><loc>${inXml(addressOf("/sitemap.xml"))}</loc></sitemap>`,
      "</sitemapindex>\n",
    ].join("\n"),
  );
