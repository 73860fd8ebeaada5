import type { APIRoute } from "astro";
import { addressOf } from "../feed.ts";

/** Robots may read everything public; the rest asks to sign in. */
export const GET: APIRoute = () =>
  new Response(`User-agent: *\nDisallow: /staff/\n\nSitemap: ${addressOf("/sitemap-index.xml")}\n`);
