import { type Acceptance, publicForm } from "../../forms/intake/routes.ts";
import { insertFeedback } from "./feedback.ts";
import { type Feedback, feedbackForm, feedbackPage } from "./form.ts";
import { mailsAbout } from "./letters.ts";

export const feedbackAcceptance: Acceptance<Feedback> = {
  form: feedbackForm,
  page: feedbackPage,
  letter: "F",
  async take(env, ring, { record, reference, receivedAt, context }) {
    const kept = await insertFeedback(env.DB, ring, reference, record, context.language, receivedAt);
    return { statements: [kept], mails: mailsAbout(record, context) };
  },
};

export const feedbackRoutes = publicForm(feedbackAcceptance);
