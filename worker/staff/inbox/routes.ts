import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { doneJustNow } from "../../web/just-done.ts";
import { show, showProblem } from "../../web/page.ts";
import { readForm } from "../../web/read-form.ts";
import { router } from "../../web/router.ts";
import { changeTo } from "../desk/acting.ts";
import { changeStatus } from "../desk/changing-status.ts";
import { plainForm } from "../desk/forms.ts";
import type { RefusedForm } from "../desk/item.ts";
import { itemRoutes } from "../desk/item-routes.ts";
import { canBeAnswered, isClosed } from "../desk/items.ts";
import { type Loaded, loadSubmission } from "../desk/loading.ts";
import { openItem } from "../desk/opening.ts";
import {
  deleteSavedAnswer,
  insertSavedAnswer,
  savedAnswersIn,
  selectSavedAnswers,
} from "../desk/saved-answers.ts";
import { listPage, statusOf } from "../desk/showing.ts";
import { takeStaffForm } from "../desk/staff-form.ts";
import { inboxFilters } from "./filters.ts";
import { savedAnswerForm } from "./forms.ts";
import { inboxItemPage, inboxPage, savedAnswersPage } from "./pages.ts";
import { search, showSearch } from "./searching.ts";

const list = "/staff/inbox/";

const texts = `${list}texts/` as const;

const path = `${list}:reference/` as const;

/** Messages and feedback, and everything in quarantine, whatever its form. */
export const inboxDesk = router()
  .get(list, listPage("inbox", inboxPage, inboxFilters))
  .get(`${list}search/`, showSearch)
  .post(`${list}search/`, search)
  .get(texts, (c) => showTexts(c))
  .post(texts, (c) =>
    takeStaffForm(c, {
      form: savedAnswerForm,
      page: texts,
      position: undefined,
      act: async (text) => {
        await (await insertSavedAnswer(c.env.DB, text, now(c.env))).run();
        return true;
      },
      done: "text-saved",
      showAgain: (refused) => showTexts(c, refused),
    }),
  )
  .post(`${texts}delete/`, async (c) => {
    const sent = await readForm(c);
    if (sent instanceof Response) return sent;
    await deleteSavedAnswer(c.env.DB, sent.get("id") ?? "").run();
    return c.redirect(`${texts}?done=text-deleted`, 303);
  })
  .get(path, async (c) => {
    const loaded = await loadSubmission(c);
    return loaded ? open(c, loaded) : showProblem(c, 404);
  })
  .post(`${path}handled/`, (c) => mark(c, "answered", "answered", "handled"))
  .post(`${path}reopen/`, (c) => mark(c, "received", "reopened", "reopened"))
  .route("/", itemRoutes({ desk: "inbox", open }));

/** Records without a mail that something is settled, or waits again. */
async function mark(
  c: AppContext,
  status: "answered" | "received",
  action: "answered" | "reopened",
  done: string,
): Promise<Response> {
  const loaded = await loadSubmission(c);
  if (!loaded) return showProblem(c, 404);
  if (isClosed(loaded.submission)) return open(c, loaded, undefined, 409);
  if (!canBeAnswered(loaded.submission)) return showProblem(c, 404);
  const { item, changes } = loaded.submission;
  return takeStaffForm(c, {
    form: plainForm,
    page: `${list}${item.reference}/`,
    position: changes.length + 1,
    act: async () =>
      item.status !== status &&
      changeStatus(c.env, changeTo(c, loaded, status, ""), { action, tip: loaded.tip }),
    done,
    showAgain: (refused) => open(c, loaded, refused),
  });
}

/** Shows a submission. Records who reads it first. */
async function open(
  c: AppContext,
  loaded: Loaded,
  refused?: RefusedForm,
  status = statusOf(refused).status,
): Promise<Response> {
  return show(c, inboxItemPage, await openItem(c, loaded, refused), { status });
}

async function showTexts(c: AppContext, refused?: RefusedForm): Promise<Response> {
  const saved = savedAnswersIn(await selectSavedAnswers(c.env.DB).run());
  return show(c, savedAnswersPage, { saved, done: doneJustNow(c), refused }, statusOf(refused));
}
