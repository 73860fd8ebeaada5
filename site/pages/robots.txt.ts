import type { APIRoute } from "astro";
import { addressOf } from "../feed.ts";

/** Everything public may be read; what is not public asks to sign in. */
export const GET: APIRoute = () =>
  new Response(`User-agent: *\nDisallow: /staff/\n\nSitemap: ${addressOf("/sitemap-index.xml")}\n`);
