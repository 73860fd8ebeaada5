import { Hono } from "hono";
import organization from "../../content/organization.yaml";
import type { AppContext, AppEnv } from "./app.ts";
import type { Language } from "./organization.ts";

/** Addresses without a language lead to the page in the reader's. The browser says which, and nothing is remembered. */
export const waysIn = new Hono<AppEnv>()
  .get("/", (c) => lead(c, ""))
  .get("/policy/", (c) => lead(c, "policy/"))
  .get("/privacy/", (c) => lead(c, "policy/"))
  .get("/privacy-policy/", (c) => lead(c, "policy/"));

/**
 * The language of the site that a reader prefers (RFC 9110, 12.5.4), or the site's first.
 * @param accepted the header `Accept-Language`
 * @param languages those of the site, the first one first
 */
export function preferredLanguage(accepted: string, languages: readonly Language[]): Language {
  const wishes = accepted
    .split(",")
    .map((wish) => {
      const [range = "", ...parameters] = wish.split(";").map((part) => part.trim().toLowerCase());
      const weight = parameters.find((one) => one.startsWith("q="))?.slice(2) ?? "1";
      return { language: range.split("-")[0], weight: Number(weight) || 0 };
    })
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight);
  for (const { language } of wishes) {
    const found = languages.find((one) => one === language);
    if (found) return found;
  }
  return languages[0] ?? "en";
}

function lead(c: AppContext, path: string): Response {
  const language = preferredLanguage(c.req.header("accept-language") ?? "", organization.languages);
  c.header("vary", "accept-language");
  return c.redirect(`/${language}/${path}`, 302);
}
