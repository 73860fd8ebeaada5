import { valuesOf } from "../../forms/form/checking.ts";
import type { Refusal } from "../../forms/receiving/again.ts";
import { refusalWhile } from "../../forms/receiving/limiting.ts";
import { receiveForm } from "../../forms/receiving/receiving.ts";
import { deliverAfterwards } from "../../mail/delivery.ts";
import { findAnswerLink } from "../../submissions/answering/links.ts";
import { type AppContext, lang } from "../../web/app.ts";
import { doneJustNow } from "../../web/just-done.ts";
import { ofNetwork } from "../../web/limits.ts";
import { show } from "../../web/page.ts";
import { readForm } from "../../web/read-form.ts";
import { router } from "../../web/router.ts";
import { hashOf, sha256 } from "../../web/sha256.ts";
import { exportOfThread } from "./exporting.ts";
import { failedReply } from "./failing.ts";
import { replyForm } from "./forms.ts";
import { type LoadedThread, loadThread } from "./loading.ts";
import { threadPage } from "./pages.ts";
import { acceptOffer, declineOffer, writeAgain } from "./writing.ts";

const path = `/${lang}/answer/:token/` as const;

/**
 * A client's own page of what they sent, behind the link in our mails: they read it, write again, and accept or decline an offer
 * without an account. Mail scanners open links, so only POST acts. A link of another kind is left to the routes after these.
 */
export const threadRoutes = router()
  .get(path, async (c, next) => {
    const found = await threadBehind(c);
    if (!found) return next();
    return showThread(c, found.loaded, {}, doneJustNow(c));
  })
  .post(path, async (c, next) => {
    const found = await threadBehind(c);
    if (!found) return next();
    const submitted = await readForm(c);
    if (submitted instanceof Response) return submitted;
    const { loaded, tokenHash } = found;
    const here = `/${c.req.param("lang")}/answer/${c.req.param("token")}/`;
    const doing = submitted.get("do");
    if (loaded.thread.isClosed) return showThread(c, loaded, valuesOf(replyForm, submitted), undefined, 409);
    if (doing === "accept" || doing === "decline") {
      const isDone =
        doing === "accept"
          ? isShown(loaded, submitted.get("offer")) && (await acceptOffer(c, loaded, { tokenHash }))
          : await declineOffer(c, loaded, tokenHash);
      c.executionCtx.waitUntil(deliverAfterwards(c.env));
      return c.redirect(`${here}?done=${isDone ? doing : "late"}`, 303);
    }
    if (loaded.thread.isFull) return showThread(c, loaded, valuesOf(replyForm, submitted), undefined, 409);
    return receiveForm(c, {
      form: replyForm,
      load: async () => loaded,
      admit: async () => ({ proof: {} }),
      limit: async (_, { record, receivedAt }) =>
        refusalWhile(c, [ofNetwork(c, "form")], receivedAt, await nameOf(loaded, record.reply)),
      act: async (_, { record }): Promise<Response | Refusal> => {
        await writeAgain(c, loaded, record.reply, tokenHash);
        c.executionCtx.waitUntil(deliverAfterwards(c.env));
        return c.redirect(`${here}?done=replied`, 303);
      },
      again: (_, __, filled, showing) =>
        show(c, threadPage, { filled, besides: { thread: loaded.thread, path: here } }, showing),
      recover: (_, typed, error) => failedReply(c, loaded.thread, here, typed, error),
    });
  })
  .post(`${path}export/`, async (c, next) => {
    const found = await threadBehind(c);
    if (!found?.loaded.thread.hasExport) return next();
    return exportOfThread(c, found.loaded);
  });

/** Whether the offer that waits is the one that its page showed: staff may have made another since. With an account it is accepted there. */
function isShown({ thread: { offer, hasAccount } }: LoadedThread, id: string | undefined): boolean {
  return !hasAccount && offer !== undefined && offer.id === id;
}

/** A reply at its place: sent twice it is the same, written once more later it is another. */
async function nameOf({ thread, next }: LoadedThread, reply: string): Promise<string> {
  return `reply/${thread.reference}/${next}/${await sha256(reply)}`;
}

async function threadBehind(c: AppContext): Promise<{ loaded: LoadedThread; tokenHash: string } | undefined> {
  const tokenHash = await hashOf(c.req.param("token") ?? "");
  const link = await findAnswerLink(c.env.DB, tokenHash);
  const loaded = link && (await loadThread(c.env, link.reference));
  return loaded && { loaded, tokenHash };
}

function showThread(
  c: AppContext,
  { thread }: LoadedThread,
  values: Readonly<Record<string, string>>,
  done: string | undefined,
  status?: number,
): Promise<Response> {
  const path = `/${c.req.param("lang")}/answer/${c.req.param("token")}/`;
  const filled = { ticket: "", values, mistakes: [] };
  return show(c, threadPage, { filled, besides: { thread, path, done } }, { status });
}
