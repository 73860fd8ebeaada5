import type { MiddlewareHandler } from "hono";
import organization from "../../content/organization.yaml";
import { onceAsked } from "../texts/once-asked.ts";
import type { AppEnv } from "./app.ts";
import { type Language, staffLanguage } from "./organization.ts";
import { inLanguage, pageLanguage } from "./page-languages.ts";
import { provide } from "./provided.ts";
import { type Router, router } from "./router.ts";

/** What in a page leads to the desk, but for the switch of languages. */
const links = ["href", "action", "formaction"].map((name) => ({
  name,
  selector: `[${name}^="/staff/"]:not([hreflang])`,
}));

/**
 * The desk in the site's other languages: `/zh/staff/…` answers what `/staff/…` answers, in Chinese, and every link,
 * form and redirect of it stays there. The desk's own routes and pages know plain addresses only.
 * @param siteWith the whole site, with something done before
 */
export function deskInOtherLanguages(siteWith: (before: MiddlewareHandler<AppEnv>) => Router): Router {
  const own = staffLanguage(organization);
  const desks = router();
  for (const language of organization.languages.filter((one) => one !== own)) {
    const site = onceAsked(() =>
      siteWith(async (c, next) => {
        provide(c, pageLanguage, language);
        return next();
      }),
    );
    desks.all(`/${language}/staff/*`, async (c) => {
      const plain = new Request(inAddress(c.req.url, own), c.req.raw);
      return translated(await site().fetch(plain, c.env, c.executionCtx), language);
    });
  }
  return desks.get(`/${own}/staff/*`, (c) => {
    const { pathname, search } = inAddress(c.req.url, own);
    return c.redirect(pathname + search, 302);
  });
}

function inAddress(address: string, language: Language): URL {
  const url = new URL(address);
  url.pathname = inLanguage(url.pathname, language);
  return url;
}

function translated(answer: Response, language: Language): Response {
  const moved = new Response(answer.body, answer);
  const to = answer.headers.get("location");
  if (to?.startsWith("/staff/")) moved.headers.set("location", inLanguage(to, language));
  if (!answer.headers.get("content-type")?.startsWith("text/html")) return moved;
  return links
    .reduce(
      (rewriter, { name, selector }) =>
        rewriter.on(selector, {
          element(element) {
            element.setAttribute(name, inLanguage(element.getAttribute(name) ?? "", language));
          },
        }),
      new HTMLRewriter(),
    )
    .transform(moved);
}
