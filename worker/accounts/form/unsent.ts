import type { AppContext } from "../../web/app.ts";
import { logFailure } from "../../web/log.ts";
import { show } from "../../web/page.ts";
import { unsentPage } from "./unsent-page.ts";

/** The page that keeps what was sent to a staff page when the database failed. It can be sent again as it is. */
export function showUnsent(
  c: AppContext,
  submitted: ReadonlyMap<string, string>,
  failure: unknown,
): Promise<Response> {
  logFailure("staff: a form was not saved", { route: c.req.routePath }, failure);
  const unsent = { why: "database", action: c.req.path, sent: [...submitted] } as const;
  return show(c, unsentPage, unsent, { status: 503, retryAfter: 60 });
}
