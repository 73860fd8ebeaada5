import { signedInOf } from "../../accounts/engine/signed-in-of.ts";
import type { Action, Tip } from "../../audit/entry.ts";
import { selectTip, tipIn } from "../../audit/log.ts";
import { recordDeed } from "../../audit/recording.ts";
import { dropMail, retryMail } from "../../mail/unsent.ts";
import { keyRing } from "../../vault/ring.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { doneJustNow } from "../../web/just-done.ts";
import { show, showProblem } from "../../web/page.ts";
import { router } from "../../web/router.ts";
import { eraseForm } from "../desk/erase-form.ts";
import type { RefusedForm } from "../desk/item.ts";
import { pageAsked, pageIn } from "../desk/paging.ts";
import { statusOf } from "../desk/showing.ts";
import { takeStaffForm } from "../desk/staff-form.ts";
import { mailAgainForm } from "./forms.ts";
import { unsentMailPage, unsentMailsPage } from "./pages.ts";
import { countsIn, countUnsent, mailsOnPage, selectUnsent, selectUnsentMail, unsentIn } from "./unsent.ts";
import { isForStaff, type MailList, mailStates, type UnsentMail } from "./unsent-mail.ts";

const list = "/staff/mail/";

const path = `${list}:id{.+}` as const;

const mailShows = [...mailStates, "all"] as const;

/** Mail that has not left: the list, each mail, and what staff decide about a failed or held one. */
export const mailDesk = router()
  .get(list, async (c) => show(c, unsentMailsPage, { ...(await loadList(c)), done: doneJustNow(c) }))
  .post(`${path}/again/`, (c) => decide(c, "mail-again"))
  .post(`${path}/drop/`, (c) => decide(c, "mail-dropped"))
  .get(path, async (c) => {
    const loaded = await loadMail(c);
    return loaded ? open(c, loaded) : showProblem(c, 404);
  });

interface Loaded {
  mail: UnsentMail;
  tip: Tip;
}

type Decision = Extract<Action, "mail-again" | "mail-dropped">;

const decisions = {
  "mail-again": { form: mailAgainForm, statement: retryMail },
  "mail-dropped": { form: eraseForm, statement: dropMail },
} as const;

/** Carries out a decision about a mail. One that has left or was decided before stays as it is. */
async function decide(c: AppContext, action: Decision): Promise<Response> {
  const loaded = await loadMail(c);
  if (!loaded || !isForStaff(loaded.mail)) return c.redirect(`${list}?done=already`, 303);
  const { id, attempts } = loaded.mail;
  const { form, statement } = decisions[action];
  return takeStaffForm<object>(c, {
    form,
    page: `${list}${id}/`,
    position: attempts,
    act: async () => {
      const at = now(c.env);
      const deed = { actor: signedInOf(c).userId, action, subject: id, at };
      const [done] = await recordDeed(c.env, deed, [statement(c.env.DB, id, at)], loaded.tip);
      return done?.meta.changes === 1;
    },
    next: list,
    already: list,
    done: action,
    showAgain: (refused) => open(c, loaded, refused),
  });
}

/** What is asked for, otherwise the first state in which there is mail. One D1 round trip. */
async function loadList(c: AppContext): Promise<MailList> {
  const asked = mailShows.find((show) => show === c.req.query("show"));
  const shows = asked ? [asked] : mailShows;
  const page = pageAsked(c.req.query());
  const db = c.env.DB;
  const [counts, ...lists] = await db.batch([
    countUnsent(db),
    ...shows.map((show) => selectUnsent(db, show, page)),
  ]);
  const found = lists.findIndex(({ results }) => results.length > 0);
  const show = shows[found] ?? asked ?? "all";
  const mails = await unsentIn(lists[found], await keyRing(c.env));
  const { items, ...beside } = pageIn(mails, mailsOnPage, page, ({ since, id }) => ({
    since: since.toISOString(),
    id,
  }));
  return { mails: items, counts: countsIn(counts), show, beside };
}

/** Loads the mail that the address names, for the page and the route, with the last entry of the audit log. */
async function loadMail(c: AppContext): Promise<Loaded | undefined> {
  const db = c.env.DB;
  // A mail's id contains slashes, so the pattern for it also matches the address's last one.
  const id = (c.req.param("id") ?? "").replace(/\/$/, "");
  const [found, tip] = await db.batch([selectUnsentMail(db, id), selectTip(db)]);
  const [mail] = await unsentIn(found, await keyRing(c.env));
  if (!mail) return undefined;
  return { mail, tip: tipIn(tip) };
}

/** Shows a mail at the address of its id, however it was asked for. */
function open(c: AppContext, { mail }: Loaded, refused?: RefusedForm): Promise<Response> {
  return show(c, unsentMailPage, { mail, refused }, { ...statusOf(refused), params: { id: mail.id } });
}
