import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import type { Showing } from "../../web/page.ts";
import { providedIfAny } from "../../web/provided.ts";
import { readForm } from "../../web/read-form.ts";
import { checkForm, valuesOf } from "../form/checking.ts";
import type { AnyForm } from "../form/form.ts";
import { knownAnswers, knownTo } from "../form/known.ts";
import type { ShownForm } from "../form/shown.ts";
import { filledAgain, type Refusal, type Typed } from "./again.ts";

/** A form that was filled in correctly and may be acted on. */
export type Sent<Answers, Proof = object> = Typed & Proof & { record: Answers };

/** How a form is received. All forms take the same steps; this is what differs. */
export interface Receiving<Answers, Proof, Loaded> {
  form: AnyForm<Answers>;
  /** Loads what the page shows besides the form. A response says that the form must not be shown. */
  load: (c: AppContext) => Promise<Response | Loaded>;
  /** Whether to act on it, judged by its ticket or by its place in a history. */
  admit: (c: AppContext, typed: Typed) => Promise<Response | { refused: Refusal } | { proof: Proof }>;
  /** Why it has to wait, where forms have a limit. */
  limit?: (c: AppContext, sent: Sent<Answers, Proof>) => Promise<Refusal | undefined>;
  /** Does what the form asks for, and answers with where to go next. */
  act: (c: AppContext, sent: Sent<Answers, Proof>) => Promise<Response | Refusal>;
  /** Shows the page again with what was typed. */
  again: (
    c: AppContext,
    loaded: Loaded,
    filled: ShownForm,
    showing: Showing,
    typed: Typed,
  ) => Promise<Response>;
  /** Answers when something failed. Rethrows what it does not know. */
  recover: (c: AppContext, typed: Typed, error: unknown) => Promise<Response>;
}

/** Receives a posted form: does what it asks and redirects, or shows its page again with what was wrong. */
export async function receiveForm<Answers, Proof, Loaded>(
  c: AppContext,
  receiving: Receiving<Answers, Proof, Loaded>,
): Promise<Response> {
  const { form, load, again, recover } = receiving;
  const submitted = await readForm(c);
  if (submitted instanceof Response) return submitted;
  let typed = typedIn(c, form, submitted);
  let loaded: Response | Loaded;
  let answer: Response | Refusal;
  try {
    loaded = await load(c);
    if (loaded instanceof Response) return loaded;
    // What was loaded may answer what the form does not ask.
    typed = { ...typed, values: typedIn(c, form, submitted).values };
    answer = await take(c, receiving, typed);
  } catch (error) {
    return recover(c, typed, error);
  }
  if (answer instanceof Response) return answer;
  const showing = { status: answer.status ?? 422, retryAfter: answer.waitSeconds };
  return again(c, loaded, await filledAgain(c, form, typed, answer), showing, typed);
}

function typedIn(c: AppContext, form: AnyForm, submitted: ReadonlyMap<string, string>): Typed {
  const known = knownTo(form, providedIfAny(c, knownAnswers) ?? {});
  return { submitted, values: valuesOf(form, submitted, known), receivedAt: now(c.env) };
}

async function take<Answers, Proof, Loaded>(
  c: AppContext,
  { form, admit, limit, act }: Receiving<Answers, Proof, Loaded>,
  typed: Typed,
): Promise<Response | Refusal> {
  const admitted = await admit(c, typed);
  if (admitted instanceof Response) return admitted;
  if ("refused" in admitted) return admitted.refused;
  const checked = checkForm(form, typed.values);
  if ("mistakes" in checked) return checked;
  const sent = { ...typed, ...admitted.proof, record: checked.record };
  return (await limit?.(c, sent)) ?? act(c, sent);
}
