import { Hono } from "hono";
import organization from "../../content/organization.yaml";
import { consentsOf } from "../consents/core.ts";
import { insertConsent } from "../consents/store.ts";
import { formRoutes } from "../forms/routes.ts";
import { deliverDueMail } from "../mail/delivery.ts";
import { queueMail } from "../mail/store.ts";
import { keyRing } from "../vault/ring.ts";
import { type AppEnv, lang } from "../web/app.ts";
import { showPage, showProblem } from "../web/page.ts";
import { mailsAbout } from "./core.ts";
import { contactForm } from "./schema.ts";
import { hasMessage, insertMessage } from "./store.ts";

const contactPage = formRoutes({
  form: contactForm,
  letter: "M",
  async statements(c, { record, ticket, reference, receivedAt }) {
    const db = c.env.DB;
    const ring = await keyRing(c.env);
    const { language, policyVersion } = ticket;
    const consents = await consentsOf(
      contactForm,
      ticket,
      c.get("policy").commitments,
      reference,
      receivedAt,
    );
    const mails = mailsAbout(record, {
      organization,
      origin: c.env.ORIGIN,
      language,
      reference,
      policyVersion,
    });
    return [
      await insertMessage(db, ring, reference, record, language, receivedAt),
      ...consents.map((consent) => insertConsent(db, consent)),
      ...(await Promise.all(mails.map((mail) => queueMail(db, ring, mail, receivedAt)))),
    ];
  },
  afterwards: deliverDueMail,
});

export const contactRoutes = new Hono<AppEnv>()
  .route("/", contactPage)
  .get(`/${lang}/sent/:reference/`, async (c) => {
    const reference = c.req.param("reference");
    if (!(await hasMessage(c.env.DB, reference))) return showProblem(c, 404);
    c.set("reference", reference);
    return showPage(c);
  });
