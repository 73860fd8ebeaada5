import { Hono } from "hono";
import organization from "../../../content/organization.yaml";
import { signedInOf } from "../../accounts/engine/signed-in-of.ts";
import { recordDeed } from "../../audit/recording.ts";
import { checkForm, valuesOf } from "../../forms/form/checking.ts";
import { deliverAfterwards } from "../../mail/delivery.ts";
import { queueMail } from "../../mail/outbox.ts";
import type { Issue } from "../../submissions/newsletter/form.ts";
import { type Draft, issueForm, paragraphsOf, type TypedIssue } from "../../submissions/newsletter/issue.ts";
import { hasIssue, insertIssue, latestIssues } from "../../submissions/newsletter/issues.ts";
import { mailOfIssue } from "../../submissions/newsletter/letters.ts";
import { countReaders } from "../../submissions/newsletter/subscriptions.ts";
import { keyRing } from "../../vault/ring.ts";
import type { AppContext, AppEnv } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { show, showProblem } from "../../web/page.ts";
import { readForm } from "../../web/read-form.ts";
import { sha256 } from "../../web/sha256.ts";
import { issuesPage, writeIssuePage } from "./pages.ts";

/** So many issues the list shows. */
const mostIssues = 50;

const writing = "/staff/newsletter/write/";

/** The newsletter: what was sent, a new issue, a look at it, a test, and the sending. */
export const issueDesk = new Hono<AppEnv>()
  .get("/staff/newsletter/", async (c) => {
    const issues = await latestIssues(c.env.DB, mostIssues);
    const done = c.req.query("done");
    return show(c, issuesPage, {
      issues,
      done: done === "newsletter-sent" || done === "already" ? done : undefined,
    });
  })
  .get(writing, async (c) => {
    const language = organization.languages[0] ?? "en";
    const draft = { id: crypto.randomUUID(), typed: { language, subject: "", text: "" } };
    return show(c, writeIssuePage, { draft });
  })
  .post(writing, async (c) => {
    const sent = await readIssue(c);
    if (sent instanceof Response) return sent;
    return look(c, sent, sent.isChanging ? undefined : await readersOf(c, sent.typed));
  })
  .post(`${writing}test/`, async (c) => {
    const sent = await readIssue(c);
    if (sent instanceof Response) return sent;
    await sendTest(c, sent);
    return look(c, sent, await readersOf(c, sent.typed), "test-sent");
  })
  .post(`${writing}send/`, async (c) => {
    const sent = await readIssue(c);
    if (sent instanceof Response) return sent;
    const db = c.env.DB;
    const { id, typed } = sent;
    if (await hasIssue(db, id)) return c.redirect("/staff/newsletter/?done=already", 303);
    const at = now(c.env);
    const deed = { actor: signedInOf(c).userId, action: "newsletter-sent" as const, subject: id, at };
    await recordDeed(c.env, deed, [insertIssue(db, issueOf(id, typed), at)]);
    return c.redirect("/staff/newsletter/?done=newsletter-sent", 303);
  });

interface SentDraft extends Draft {
  /** Whether it goes back to be written on. */
  isChanging: boolean;
}

/** The issue that was typed, or the answer that refuses it: its page again, with what was wrong. */
async function readIssue(c: AppContext): Promise<SentDraft | Response> {
  const submitted = await readForm(c);
  if (submitted instanceof Response) return submitted;
  const id = submitted.get("id") ?? "";
  if (!/^[\w-]{1,60}$/.test(id)) return showProblem(c, 400);
  const values = valuesOf(issueForm, submitted);
  const checked = checkForm(issueForm, values);
  if ("record" in checked)
    return { id, typed: checked.record, isChanging: submitted.get("change") === "yes" };
  const refused = { id: issueForm.id, values, mistakes: checked.mistakes };
  const draft = { id, typed: { language: "en" as const, subject: "", text: "" } };
  return show(c, writeIssuePage, { draft, refused }, { status: 422 });
}

/** The page of the issue: to look at, or to write on where no number of readers is given. */
function look(
  c: AppContext,
  { id, typed }: Draft,
  readers: number | undefined,
  done?: string,
): Promise<Response> {
  const draft = { id, typed, ...(readers === undefined ? {} : { readers }) };
  return show(c, writeIssuePage, { draft, done });
}

function readersOf(c: AppContext, { language }: TypedIssue): Promise<number> {
  return countReaders(c.env.DB, language);
}

/** Mails the issue to whoever wrote it, once for each text. */
async function sendTest(c: AppContext, { id, typed }: Draft): Promise<void> {
  const { userId, email } = signedInOf(c);
  const origin = c.env.ORIGIN;
  const unsubscribe = `${origin}/${typed.language}/newsletter/`;
  const mark = (await sha256(JSON.stringify(typed))).slice(0, 16);
  const mailId = `issue-test/${userId}/${mark}`;
  const mail = mailOfIssue(mailId, issueOf(id, typed), email, { organization, origin, unsubscribe });
  const test = { ...mail, headers: {} };
  const queued = await queueMail(c.env.DB, await keyRing(c.env), test, now(c.env));
  await queued.run();
  c.executionCtx.waitUntil(deliverAfterwards(c.env));
}

function issueOf(id: string, { language, subject, text }: TypedIssue): Issue {
  return { id, language, subject, paragraphs: paragraphsOf(text) };
}
