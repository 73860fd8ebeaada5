import organization from "../../content/organization.yaml";
import { acceptedLanguages } from "./accepted-languages.ts";
import type { AppContext } from "./app.ts";
import { router } from "./router.ts";

/** Addresses without a language, which people type: each leads to its page in the language that the browser wants. */
export const entranceRoutes = router()
  .get("/", (c) => enter(c, ""))
  .get("/policy/", (c) => enter(c, "policy/"))
  .get("/privacy/", (c) => enter(c, "policy/"))
  .get("/privacy-policy/", (c) => enter(c, "policy/"));

function enter(c: AppContext, page: string): Response {
  const ours: readonly string[] = organization.languages;
  const wanted = acceptedLanguages(c.req.header("accept-language")).find((language) =>
    ours.includes(language),
  );
  c.header("vary", "accept-language", { append: true });
  return c.redirect(`/${wanted ?? ours[0]}/${page}`, 302);
}
