import { policyInForce } from "../../policy/versions/in-force.ts";
import { keyRing } from "../../vault/ring.ts";
import type { KeyRing } from "../../vault/schema.ts";
import { type AppContext, lang } from "../../web/app.ts";
import type { Language } from "../../web/organization.ts";
import { show } from "../../web/page.ts";
import { provided } from "../../web/provided.ts";
import { type Router, router } from "../../web/router.ts";
import { hashOf } from "../../web/sha256.ts";
import { askedIn } from "../form/asked.ts";
import type { AnyForm, FormId, Values } from "../form/form.ts";
import { findWritten } from "../intake/written.ts";
import { writtenPage } from "./page.ts";

/** A form whose answers its sender can read again. */
export interface ReadableForm {
  form: AnyForm;
  /** What was typed, opened; undefined when it is erased. */
  read: (db: D1Database, ring: KeyRing, reference: string) => Promise<Values | undefined>;
}

/** The page that mail about a form leads to, in place of saying what was typed. */
export function writtenRoutes(forms: Readonly<Partial<Record<FormId, ReadableForm>>>): Router {
  return router().get(`/${lang}/written/:token/`, async (c) => {
    const written = await findWritten(c.env.DB, await hashOf(c.req.param("token")));
    const form = written && forms[written.form];
    const values = form && (await form.read(c.env.DB, await keyRing(c.env), written.reference));
    if (!values) return showUnknown(c);
    const language = c.req.param("lang") as Language;
    const { answers } = askedIn(form.form, values, language, provided(c, policyInForce).commitments);
    return show(c, writtenPage, { state: "known", ...written, answers });
  });
}

/** The page of a link that was never mailed, or whose form has been erased; nothing distinguishes the two. */
async function showUnknown(c: AppContext): Promise<Response> {
  return show(c, writtenPage, { state: "unknown" }, { status: 404, params: { token: "unknown" } });
}
