import type { MiddlewareHandler } from "hono";
import { Hono } from "hono";
import { type AppEnv, lang } from "../web/app.ts";
import { now } from "../web/clock.ts";
import { showPage, showProblem } from "../web/page.ts";
import { secondsUntilSwitch, stateOf, versionInForce } from "./core.ts";
import { versions } from "./versions.ts";

/** No answer that names the version in force may be kept longer than this. */
const mostSeconds = 60;

/** Puts the version in force where every route and page finds it. */
export const withPolicyInForce: MiddlewareHandler<AppEnv> = async (c, next) => {
  const policy = versionInForce(versions, now(c.env));
  if (!policy) throw new Error("no version of the policy is in force yet");
  c.set("policy", policy);
  return next();
};

export const policyRoutes = new Hono<AppEnv>()
  .get(`/${lang}/`, async (c) => withStates(await showPage(c), now(c.env)))
  .get(`/${lang}/policy/`, async (c) => {
    const { date } = c.get("policy");
    return withStates(await showPage(c, `/${c.req.param("lang")}/policy/${date}/`), now(c.env));
  })
  .get(`/${lang}/policy/versions/`, async (c) => withStates(await showPage(c), now(c.env)))
  .get(`/${lang}/policy/:date{\\d{4}-\\d{2}-\\d{2}}/`, async (c) => {
    const isPublished = versions.some(({ date }) => date === c.req.param("date"));
    return isPublished ? withStates(await showPage(c), now(c.env)) : showProblem(c, 404);
  });

/**
 * A policy page is built once, with what it says in every state: this keeps what is true at this instant, so that
 * a version takes effect without a build. An element is kept when its `data-when` names the state that the version
 * in its `data-version` is in.
 */
function withStates(page: Response, at: Date): Response {
  const rewritten = new HTMLRewriter()
    .on("[data-when]", {
      element(element) {
        const version = versions.find(({ date }) => date === element.getAttribute("data-version"));
        const state = version ? stateOf(versions, version, at) : "draft";
        if (element.getAttribute("data-when")?.split(" ").includes(state)) {
          element.removeAttribute("data-when").removeAttribute("data-version");
        } else {
          element.remove();
        }
      },
    })
    .transform(page);
  if (page.ok) {
    const seconds = secondsUntilSwitch(versions, at, mostSeconds);
    rewritten.headers.set("cache-control", `public, max-age=${seconds}`);
  }
  rewritten.headers.delete("etag");
  return rewritten;
}
