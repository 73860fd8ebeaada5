import { Hono, type MiddlewareHandler } from "hono";
import { type AppContext, type AppEnv, lang } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { loadPage, showPage } from "../../web/page.ts";
import { sha256 } from "../../web/sha256.ts";
import type { VersionSummary } from "../text/version-text.ts";
import { fresh } from "./states.ts";

/** Puts the published versions in the request's language where feeds find them. */
const withTexts: MiddlewareHandler<AppEnv> = async (c, next) => {
  const file = await loadPage(c, `/${c.req.param("lang")}/policy/texts.json`);
  if (!file.ok) throw new Error("the build has no list of texts");
  c.set("texts", await file.json<VersionSummary[]>());
  return next();
};

/** What other programs read: feeds, the list of versions and the files that are always at the same place. */
export const publicationRoutes = new Hono<AppEnv>()
  .get(`/${lang}/policy/feed.xml`, withTexts, (c) => publish(c, "application/atom+xml; charset=utf-8"))
  .get(`/${lang}/policy/feed.json`, withTexts, (c) => publish(c, "application/feed+json; charset=utf-8"))
  .get(`/${lang}/policy/versions.json`, (c) => publish(c, "application/json; charset=utf-8"))
  .get("/.well-known/gpc.json", (c) => publish(c, "application/json; charset=utf-8"))
  .get("/.well-known/security.txt", (c) => publish(c, "text/plain; charset=utf-8"))
  .get("/robots.txt", (c) => publish(c, "text/plain; charset=utf-8"))
  .get("/sitemap-index.xml", (c) => publish(c, "application/xml; charset=utf-8"))
  .get("/sitemap.xml", (c) => publish(c, "application/xml; charset=utf-8"));

/** Shows a file as it is true now. Its tag is its hash, because programs ask again and again. */
async function publish(c: AppContext, type: string): Promise<Response> {
  c.set("at", now(c.env));
  const answer = await showPage(c);
  if (!answer.ok) return answer;
  const text = await answer.text();
  const tag = (await sha256(text)).slice(0, 32);
  return fresh(c, new Response(text, { headers: { "content-type": type } }), `"${tag}"`);
}
