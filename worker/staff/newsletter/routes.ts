import { z } from "zod";
import organization from "../../../content/organization.yaml";
import { deleteDraft } from "../../accounts/drafts/drafts.ts";
import { draftWasKept, keepDraft } from "../../accounts/drafts/keeping.ts";
import { signedInOf } from "../../accounts/engine/signed-in-of.ts";
import { recordDeed } from "../../audit/recording.ts";
import { nothing } from "../../forms/receiving/form-page.ts";
import { receiveForm, type Sent } from "../../forms/receiving/receiving.ts";
import { deliverAfterwards } from "../../mail/delivery.ts";
import { asMail } from "../../mail/letter.ts";
import { queueMail } from "../../mail/outbox.ts";
import type { Issue } from "../../submissions/newsletter/form.ts";
import { issueForm, paragraphsOf, type TypedIssue } from "../../submissions/newsletter/issue.ts";
import { hasIssue, insertIssue, latestIssues, pauseIssue } from "../../submissions/newsletter/issues.ts";
import { type IssueContext, letterOfIssue } from "../../submissions/newsletter/letters.ts";
import { countReaders } from "../../submissions/newsletter/subscriptions.ts";
import { keyRing } from "../../vault/ring.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { dayOf, startOfDay } from "../../web/days.ts";
import { staffLanguage } from "../../web/organization.ts";
import { show, showProblem } from "../../web/page.ts";
import { provide } from "../../web/provided.ts";
import { readForm } from "../../web/read-form.ts";
import { router } from "../../web/router.ts";
import { sha256 } from "../../web/sha256.ts";
import { failed } from "../desk/staff-form.ts";
import { showFailed } from "./failed.ts";
import { issuesPage, writeIssuePage } from "./pages.ts";

/** How many issues the list shows. */
const maxIssues = 50;

/** The hour of the organization's clocks at which a scheduled issue begins. */
const firstHour = 9;

/** What the list may say was just done. */
const sayings = [
  "newsletter-sent",
  "newsletter-scheduled",
  "newsletter-paused",
  "newsletter-resumed",
  "already",
];

const writing = "/staff/newsletter/write/";

/** The newsletter: issues sent, a new issue, its preview, a test, and sending. */
export const issueDesk = router()
  .get("/staff/newsletter/", async (c) => {
    const issues = await latestIssues(c.env.DB, maxIssues);
    const done = c.req.query("done");
    return show(c, issuesPage, {
      issues,
      done: sayings.find((one) => one === done),
    });
  })
  .get(writing, async (c) => {
    const language = staffLanguage(organization);
    const draft = { id: crypto.randomUUID(), typed: { language, subject: "", text: "" } };
    return show(c, writeIssuePage, { draft, done: c.req.query("done") === "draft" ? "draft" : undefined });
  })
  .post(writing, (c) =>
    receiveIssue(c, async (sent) => {
      if (sent.submitted.get("keep") === "yes") return keepIssue(c, sent);
      const isChanging = sent.submitted.get("change") === "yes";
      return isChanging
        ? show(c, writeIssuePage, { draft: { id: sent.id, typed: sent.record } })
        : look(c, sent);
    }),
  )
  .post(`${writing}test/`, (c) =>
    receiveIssue(c, async (sent) => {
      await sendTest(c, sent);
      return look(c, sent, { done: "test-sent" });
    }),
  )
  .post(`${writing}send/`, (c) =>
    receiveIssue(c, async (sent) => {
      const { id, record, submitted } = sent;
      const db = c.env.DB;
      if (await hasIssue(db, id)) return c.redirect("/staff/newsletter/?done=already", 303);
      const at = now(c.env);
      const begins = beginning(submitted.get("sendOn") ?? "", dayOf(at, organization.timeZone));
      if (begins === "wrong") return look(c, sent, { isWrongDay: true });
      const deed = { actor: signedInOf(c).userId, action: "newsletter-sent" as const, subject: id, at };
      await recordDeed(c.env, deed, [
        insertIssue(db, issueOf(id, record), at, begins),
        deleteDraft(db, deed.actor, writing),
      ]);
      return c.redirect(`/staff/newsletter/?done=newsletter-${begins ? "scheduled" : "sent"}`, 303);
    }),
  )
  .get("/staff/newsletter/:id/failed/", showFailed)
  .post("/staff/newsletter/pause/", (c) => pause(c, "newsletter-paused", now(c.env)))
  .post("/staff/newsletter/resume/", (c) => pause(c, "newsletter-resumed", null));

/** Stops handing over an issue, or goes on. */
async function pause(
  c: AppContext,
  action: "newsletter-paused" | "newsletter-resumed",
  at: Date | null,
): Promise<Response> {
  const sent = await readForm(c);
  if (sent instanceof Response) return sent;
  const id = sent.get("id") ?? "";
  if (!(await hasIssue(c.env.DB, id))) return showProblem(c, 404);
  const deed = { actor: signedInOf(c).userId, action, subject: id, at: now(c.env) };
  await recordDeed(c.env, deed, [pauseIssue(c.env.DB, id, at)]);
  return c.redirect(`/staff/newsletter/?done=${action}`, 303);
}

/** When an issue begins to go out on a day: at 9:00 of the organization's clocks; undefined for at once. */
function beginning(day: string, today: string): Date | undefined | "wrong" {
  if (day === "") return undefined;
  if (!z.iso.date().safeParse(day).success || day < today) return "wrong";
  return new Date(startOfDay(day, organization.timeZone).getTime() + firstHour * 3_600_000);
}

/** A typed issue. Its id stays the same when it is sent again. */
type TypedDraft = Sent<TypedIssue, { id: string }>;

/** Receives an issue, whatever is done with it: preview, test or sending. */
function receiveIssue(c: AppContext, act: (sent: TypedDraft) => Promise<Response>): Promise<Response> {
  return receiveForm(c, {
    form: issueForm,
    load: nothing,
    admit: async (_, { submitted }) => {
      const id = submitted.get("id") ?? "";
      return /^[\w-]{1,60}$/.test(id) ? { proof: { id } } : showProblem(c, 400);
    },
    act: (_, sent) => act(sent),
    again: (_, __, { values, mistakes }, showing, { submitted }) => {
      const refused = { id: issueForm.id, values, mistakes };
      const draft = {
        id: submitted.get("id") ?? "",
        typed: { language: staffLanguage(organization), subject: "", text: "" },
      };
      return show(c, writeIssuePage, { draft, refused }, showing);
    },
    recover: failed,
  });
}

/** Shows the letter that would leave, made as it will be, and what can be done with it. */
async function look(
  c: AppContext,
  { id, record: typed }: TypedDraft,
  { done, isWrongDay = false }: { done?: string; isWrongDay?: boolean } = {},
): Promise<Response> {
  const letter = letterOfIssue(issueOf(id, typed), sampleFor(c, typed));
  const readers = await countReaders(c.env.DB, typed.language);
  const draft = { id, typed, preview: { letter, readers }, isWrongDay };
  return show(c, writeIssuePage, { draft, done }, isWrongDay ? { status: 422 } : {});
}

/** Keeps an issue as a draft of its writer, who finds it in the form again. */
async function keepIssue(c: AppContext, { record }: TypedDraft): Promise<Response> {
  await keepDraft(c, { ...record });
  provide(c, draftWasKept, true);
  return c.redirect(`${writing}?done=draft`, 303);
}

/** What a letter to staff says in place of a reader's own way out. */
function sampleFor(c: AppContext, { language }: TypedIssue): IssueContext {
  const origin = c.env.ORIGIN;
  return { organization, origin, unsubscribe: `${origin}/${language}/newsletter/` };
}

/** Mails the issue to its author, once per text. */
async function sendTest(c: AppContext, { id, record: typed }: TypedDraft): Promise<void> {
  const { userId, email } = signedInOf(c);
  const mark = (await sha256(JSON.stringify(typed))).slice(0, 16);
  const letter = letterOfIssue(issueOf(id, typed), sampleFor(c, typed));
  const test = asMail(`issue-test/${userId}/${mark}`, email, letter);
  const queued = await queueMail(c.env.DB, await keyRing(c.env), test, now(c.env));
  await queued.run();
  c.executionCtx.waitUntil(deliverAfterwards(c.env));
}

function issueOf(id: string, { language, subject, text }: TypedIssue): Issue {
  return { id, language, subject, paragraphs: paragraphsOf(text) };
}
