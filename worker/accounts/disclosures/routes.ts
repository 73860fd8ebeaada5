import { keyRing } from "../../vault/ring.ts";
import { type AppContext, lang } from "../../web/app.ts";
import { show, showProblem } from "../../web/page.ts";
import { readForm } from "../../web/read-form.ts";
import { router } from "../../web/router.ts";
import { hashOf } from "../../web/sha256.ts";
import { signedInOf } from "../engine/signed-in-of.ts";
import { type Answer, recordAnswer } from "./answering.ts";
import { asOwn, type Disclosure } from "./disclosure.ts";
import {
  disclosuresIn,
  ownDisclosuresIn,
  selectAsked,
  selectDisclosure,
  selectOwnDisclosures,
} from "./disclosures.ts";
import { answerPage, ownDisclosuresPage } from "./pages.ts";

const answering = `/${lang}/answer/:token/` as const;

const own = `/${lang}/account/disclosures/` as const;

/** The question behind a mailed link. Mail scanners open links, so only POST answers. */
export const answerRoutes = router()
  .get(answering, async (c) => {
    const disclosure = await askedBehind(c);
    return disclosure ? show(c, answerPage, { disclosure: asOwn(disclosure) }) : showUnknown(c);
  })
  .post(answering, async (c) => {
    const answer = await readAnswer(c);
    if (answer instanceof Response) return answer;
    const disclosure = await askedBehind(c);
    if (!disclosure) return showUnknown(c);
    const isRecorded = await recordAnswer(c, disclosure, answer.answer, "answer-link");
    const after = await askedBehind(c);
    return show(c, answerPage, {
      disclosure: asOwn(after ?? disclosure),
      ...(isRecorded ? { said: saidBy(answer.answer) } : {}),
    });
  });

/** The entries of the register about whoever is signed in, and the questions among them. */
export const ownDisclosureRoutes = router()
  .get(own, (c) => showOwn(c))
  .post(`${own}answer/`, async (c) => {
    const sent = await readAnswer(c);
    if (sent instanceof Response) return sent;
    const ring = await keyRing(c.env);
    const [found, ours] = await c.env.DB.batch([
      selectDisclosure(c.env.DB, sent.reference),
      selectOwnDisclosures(c.env.DB, signedInOf(c).emailIndex),
    ]);
    const isOwn = (await ownDisclosuresIn(ours, ring)).some(({ reference }) => reference === sent.reference);
    const [disclosure] = await disclosuresIn(found, ring);
    if (!disclosure || !isOwn) return showProblem(c, 404);
    const isRecorded = await recordAnswer(c, disclosure, sent.answer, "account");
    const done = isRecorded ? `?done=${saidBy(sent.answer)}` : "";
    return c.redirect(`/${c.req.param("lang")}/account/disclosures/${done}`, 303);
  });

async function showOwn(c: AppContext): Promise<Response> {
  const found = await selectOwnDisclosures(c.env.DB, signedInOf(c).emailIndex).run();
  const done = c.req.query("done");
  return show(c, ownDisclosuresPage, {
    disclosures: await ownDisclosuresIn(found, await keyRing(c.env)),
    said: done === "agreed" || done === "declined" ? done : undefined,
  });
}

async function askedBehind(c: AppContext): Promise<Disclosure | undefined> {
  const found = await selectAsked(c.env.DB, await hashOf(c.req.param("token") ?? "")).run();
  const [disclosure] = await disclosuresIn(found, await keyRing(c.env));
  return disclosure;
}

async function readAnswer(c: AppContext): Promise<Response | { reference: string; answer: Answer }> {
  const submitted = await readForm(c);
  if (submitted instanceof Response) return submitted;
  const answer = submitted.get("answer");
  if (answer !== "agree" && answer !== "refuse") return showProblem(c, 400);
  return { reference: submitted.get("reference") ?? "", answer };
}

function saidBy(answer: Answer): "agreed" | "declined" {
  return answer === "agree" ? "agreed" : "declined";
}

/** A link that leads nowhere, whether it is over or was never mailed. */
function showUnknown(c: AppContext): Promise<Response> {
  return show(c, answerPage, {}, { status: 404, params: { token: "unknown" } });
}
