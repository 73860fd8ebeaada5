import { type AppContext, lang } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { Fault } from "../../web/fault.ts";
import { loadPage, show, showBuilt } from "../../web/page.ts";
import { router } from "../../web/router.ts";
import { sha256 } from "../../web/sha256.ts";
import type { VersionSummary } from "../text/version-text.ts";
import { atomFeed, type Feed, jsonFeed, versionsFile } from "./pages.ts";
import { untilNextChange } from "./states.ts";

/** What other programs read: feeds, the list of versions, and files with fixed addresses. */
export const publicationRoutes = router()
  .get(`/${lang}/policy/feed.xml`, async (c) =>
    publish(c, "application/atom+xml; charset=utf-8", async () => show(c, atomFeed, await feedOf(c))),
  )
  .get(`/${lang}/policy/feed.json`, async (c) =>
    publish(c, "application/feed+json; charset=utf-8", async () => show(c, jsonFeed, await feedOf(c))),
  )
  .get(`/${lang}/policy/versions.json`, async (c) =>
    publish(c, "application/json; charset=utf-8", () => show(c, versionsFile, { at: now(c.env) })),
  )
  .get("/.well-known/gpc.json", (c) => publish(c, "application/json; charset=utf-8"))
  .get("/.well-known/security.txt", (c) => publish(c, "text/plain; charset=utf-8"))
  .get("/robots.txt", (c) => publish(c, "text/plain; charset=utf-8"))
  .get("/sitemap-index.xml", (c) => publish(c, "application/xml; charset=utf-8"))
  .get("/sitemap.xml", (c) => publish(c, "application/xml; charset=utf-8"));

/** The published versions in the request's language. */
async function feedOf(c: AppContext): Promise<Feed> {
  const file = await loadPage(c, `/${c.req.param("lang")}/policy/texts.json`);
  if (!file.ok) throw new Fault("the build has no list of texts");
  return { texts: await file.json<VersionSummary[]>(), at: now(c.env) };
}

/** Answers with a file as it is true now. Its tag is its hash, because programs ask again and again. */
async function publish(
  c: AppContext,
  type: string,
  make: () => Promise<Response> = () => showBuilt(c, c.req.path),
): Promise<Response> {
  return untilNextChange(c, c.req.path, now(c.env), async () => {
    const file = await make();
    if (!file.ok) return file;
    const text = await file.text();
    const etag = `"${(await sha256(text)).slice(0, 32)}"`;
    return new Response(text, { headers: { "content-type": type, etag } });
  });
}
