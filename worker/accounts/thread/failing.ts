import type { Typed } from "../../forms/receiving/again.ts";
import { textsIn } from "../../texts/texts.ts";
import type { AppContext } from "../../web/app.ts";
import { logFailure } from "../../web/log.ts";
import type { Language } from "../../web/organization.ts";
import { show } from "../../web/page.ts";
import { Unreachable } from "../../web/reach.ts";
import { type Thread, threadPage } from "./pages.ts";

/**
 * The page with what was typed, when the database failed. The same words can be sent again, and are kept once.
 * @throws any other failure again
 */
export async function failedReply(
  c: AppContext,
  thread: Thread,
  path: string,
  { values }: Typed,
  failure: unknown,
): Promise<Response> {
  if (!(failure instanceof Unreachable)) throw failure;
  logFailure("thread: a reply was not saved", {}, failure);
  const notice = textsIn(c.req.param("lang") as Language).accounts.thread.notSaved;
  const filled = { ticket: "", values, mistakes: [], notice };
  return show(c, threadPage, { filled, besides: { thread, path } }, { status: 503, retryAfter: 60 });
}
