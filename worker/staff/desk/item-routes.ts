import { draftWasKept, keepDraft } from "../../accounts/drafts/keeping.ts";
import { signedInOf } from "../../accounts/engine/signed-in-of.ts";
import type { Status } from "../../submissions/status/status.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { dayOf } from "../../web/days.ts";
import { showProblem } from "../../web/page.ts";
import { provide } from "../../web/provided.ts";
import { readForm } from "../../web/read-form.ts";
import { type Router, router } from "../../web/router.ts";
import {
  assignTo,
  changeTo,
  eraseAsSpam,
  hold,
  letGo,
  noteDown,
  release,
  senderOf,
  timeZone,
} from "./acting.ts";
import { changeStatus } from "./changing-status.ts";
import { childForm } from "./child-form.ts";
import { eraseForm } from "./erase-form.ts";
import { answerForm, assignForm, holdForm, plainForm } from "./forms.ts";
import { eraseFromChild, isKept } from "./from-child.ts";
import { type Desk, pageOfItem, type RefusedForm } from "./item.ts";
import { canBeAnswered, isClosed } from "./items.ts";
import { type Loaded, loadSubmission } from "./loading.ts";
import { takeStaffForm } from "./staff-form.ts";

/** How the items of a desk are shown. */
export interface ItemDesk {
  desk: Desk;
  /** Shows an item; records who reads it first. */
  open: (c: AppContext, loaded: Loaded, refused?: RefusedForm, status?: number) => Promise<Response>;
}

/** What is done with any item, whatever its desk: answer, note, draft, hand over, hold, erase, release. */
export function itemRoutes({ desk, open }: ItemDesk): Router {
  const path = `/staff/${desk}/:reference/` as const;
  const list = `/staff/${desk}/`;
  /** Loads the item and does something to it, unless nobody may work on it. */
  const work = (act: (c: AppContext, loaded: Loaded) => Promise<Response>) => async (c: AppContext) => {
    const loaded = await loadSubmission(c);
    if (!loaded) return showProblem(c, 404);
    return isClosed(loaded.submission) ? open(c, loaded, undefined, 409) : act(c, loaded);
  };
  const formOf = (c: AppContext, loaded: Loaded) => ({
    page: `${list}${loaded.submission.item.reference}/`,
    position: loaded.submission.changes.length + 1,
    showAgain: async (refused: RefusedForm) =>
      open(c, (refused.unknownFrom === undefined ? undefined : await loadSubmission(c)) ?? loaded, refused),
  });
  /** A form that changes nothing of the history, so nobody can be faster. */
  const besides = (c: AppContext, loaded: Loaded) => ({ ...formOf(c, loaded), position: undefined });
  return router()
    .post(
      `${path}answer/`,
      work(async (c, loaded) => {
        const submitted = await readForm(c);
        if (submitted instanceof Response) return submitted;
        const doing = submitted.get("do") ?? "answer";
        if (doing === "draft" || doing.startsWith("insert:")) return keep(c, loaded, submitted, doing);
        if (doing === "note")
          return takeStaffForm(c, {
            ...besides(c, loaded),
            form: answerForm,
            act: ({ answer }) => noteDown(c, loaded, answer),
            done: "noted",
          });
        const to = senderOf(loaded);
        const isMessage = !canBeAnswered(loaded.submission);
        if (!to || loaded.submission.item.isQuarantined) return showProblem(c, 404);
        const status: Status = isMessage ? loaded.submission.item.status : "answered";
        return takeStaffForm(c, {
          ...formOf(c, loaded),
          form: answerForm,
          act: ({ answer }) =>
            changeStatus(c.env, changeTo(c, loaded, status, answer), {
              to: { ...to, isMessage },
              action: "answered",
              tip: loaded.tip,
            }),
          isRepeat: (position, { answer = "" }) => wasWritten(c, position, answer),
          done: "answered",
        });
      }),
    )
    .post(
      `${path}assign/`,
      work((c, loaded) =>
        takeStaffForm(c, {
          ...besides(c, loaded),
          form: assignForm(loaded.context.colleagues),
          act: ({ assignee }) => assignTo(c, loaded, assignee),
          done: "assigned",
        }),
      ),
    )
    .post(
      `${path}hold/`,
      work((c, loaded) =>
        takeStaffForm(c, {
          ...besides(c, loaded),
          form: holdForm(dayOf(now(c.env), timeZone)),
          act: (record) => hold(c, loaded, record),
          done: "on-hold",
        }),
      ),
    )
    .post(
      `${path}hold/release/`,
      work((c, loaded) =>
        takeStaffForm(c, {
          ...besides(c, loaded),
          form: plainForm,
          act: () => letGo(c, loaded),
          done: "hold-released",
        }),
      ),
    )
    .post(
      `${path}erase/`,
      work(async (c, loaded) => {
        const { item } = loaded.submission;
        // A confirmed request is answered, never thrown away.
        if (item.form === "data-request" && !item.isQuarantined) return showProblem(c, 404);
        if (await isKept(c, loaded)) return c.redirect(`${pageOfItem(item)}?done=held`, 303);
        return takeStaffForm(c, {
          ...formOf(c, loaded),
          form: eraseForm,
          act: () => eraseAsSpam(c, loaded),
          next: list,
          done: "spam",
        });
      }),
    )
    .post(`${path}from-child/`, async (c) => {
      const loaded = await loadSubmission(c);
      if (!loaded || loaded.submission.item.state === "erased") return showProblem(c, 404);
      if (await isKept(c, loaded)) return c.redirect(`${formOf(c, loaded).page}?done=held`, 303);
      return takeStaffForm(c, {
        ...formOf(c, loaded),
        form: childForm,
        act: ({ everything }) => eraseFromChild(c, loaded, everything === "yes"),
        next: list,
        done: "from-child",
      });
    })
    .post(
      `${path}release/`,
      work(async (c, loaded) => {
        const { item } = loaded.submission;
        if (item.isQuarantined) await release(c, loaded);
        return c.redirect(
          `${list}${item.reference}/?done=${item.isQuarantined ? "released" : "already"}`,
          303,
        );
      }),
    );
}

/** Keeps what was typed as a draft, with a saved text after it if one was chosen. */
async function keep(
  c: AppContext,
  { context }: Loaded,
  submitted: ReadonlyMap<string, string>,
  doing: string,
): Promise<Response> {
  const chosen = context.saved.find(({ id }) => doing === `insert:${id}` || submitted.get("text") === id);
  const answer = [submitted.get("answer") ?? "", doing === "draft" ? "" : (chosen?.text ?? "")];
  await keepDraft(c, { answer: answer.filter((part) => part.trim() !== "").join("\n\n") });
  provide(c, draftWasKept, true);
  return c.redirect(`${c.req.path.replace(/answer\/$/, "")}?done=draft#answer`, 303);
}

/** Whether whoever is signed in wrote exactly this at a place of the history. */
export async function wasWritten(c: AppContext, position: number, words: string): Promise<boolean> {
  const change = (await loadSubmission(c))?.submission.changes[position - 1];
  return change?.changedBy === signedInOf(c).userId && change.note === words;
}
