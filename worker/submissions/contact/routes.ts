import { type Acceptance, publicForm } from "../../forms/intake/routes.ts";
import { askForNewsletter } from "../newsletter/subscribing.ts";
import { type ContactMessage, contactForm, contactPage } from "./form.ts";
import { mailsAbout } from "./letters.ts";
import { insertMessage } from "./messages.ts";

export const contactAcceptance: Acceptance<ContactMessage> = {
  form: contactForm,
  page: contactPage,
  letter: "M",
  async take(env, ring, { record, reference, receivedAt, context }) {
    const message = await insertMessage(env.DB, ring, reference, record, context.language, receivedAt);
    const newsletter = await askForNewsletter(env, ring, record, context, receivedAt);
    return {
      statements: [message, ...newsletter.statements],
      mails: [...mailsAbout(record, context), ...newsletter.mails],
    };
  },
};

export const contactRoutes = publicForm(contactAcceptance);
