import { Hono } from "hono";
import { contextStorage } from "hono/context-storage";
import organization from "../content/organization.yaml";
import { accountRoutes } from "./accounts/routes.ts";
import { contactRoutes } from "./contacts/routes.ts";
import { deliverDueMail } from "./mail/delivery.ts";
import { passwordRoutes } from "./passwords/routes.ts";
import { policyRoutes, withPolicyInForce } from "./policy/routes.ts";
import { registrationRoutes } from "./registration/routes.ts";
import { signInRoutes } from "./signins/routes.ts";
import { countViews, wakeCounters } from "./visits/recording.ts";
import { visitRoutes } from "./visits/routes.ts";
import type { AppEnv } from "./web/app.ts";
import { knownHost, limitedBody, sameOrigin, trailingSlash } from "./web/guards.ts";
import { secured } from "./web/headers.ts";
import { showPage, showProblem } from "./web/page.ts";

// biome-ignore lint/performance/noBarrelFile: the runtime looks for Durable Objects among what this file exports.
export { VisitCounter } from "./visits/visit-counter.ts";

const app = new Hono<AppEnv>()
  .use(
    contextStorage(),
    secured,
    knownHost,
    withPolicyInForce,
    countViews,
    sameOrigin,
    limitedBody,
    trailingSlash,
  )
  .route("/", policyRoutes)
  .route("/", contactRoutes)
  .route("/", visitRoutes)
  .route("/", registrationRoutes)
  .route("/", signInRoutes)
  .route("/", passwordRoutes)
  .route("/", accountRoutes)
  .get("/", (c) => c.redirect(`/${organization.languages[0]}/`, 302))
  .get("/problem/", (c) => showProblem(c, 404))
  .get("*", (c) => showPage(c))
  .all("*", (c) => showProblem(c, 405))
  .onError(async (error, c) => {
    console.error("worker: unexpected error", { path: c.req.routePath, error: error.stack ?? String(error) });
    return showProblem(c, 500);
  });

export default {
  fetch: app.fetch,
  async scheduled(_controller, env) {
    await Promise.all([deliverDueMail(env), wakeCounters(env)]);
  },
} satisfies ExportedHandler<Env>;
