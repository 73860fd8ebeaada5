import { formRoutes } from "../forms/routes.ts";
import { mailsAbout } from "./core.ts";
import { feedbackForm } from "./schema.ts";
import { insertFeedback } from "./store.ts";

export const feedbackRoutes = formRoutes({
  form: feedbackForm,
  letter: "F",
  async take(env, ring, { record, reference, receivedAt, context }) {
    const kept = await insertFeedback(env.DB, ring, reference, record, context.language, receivedAt);
    return { statements: [kept], mails: mailsAbout(record, context) };
  },
});
