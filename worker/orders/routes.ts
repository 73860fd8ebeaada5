import { formRoutes } from "../forms/routes.ts";
import { askForNewsletter } from "../newsletter/subscribing.ts";
import { mailsAbout } from "./core.ts";
import { orderForm } from "./schema.ts";
import { insertOrder } from "./store.ts";

export const orderRoutes = formRoutes({
  form: orderForm,
  letter: "B",
  async take(env, ring, { record, reference, receivedAt, context }) {
    const order = await insertOrder(env.DB, ring, reference, record, context.language, receivedAt);
    const newsletter = await askForNewsletter(env, ring, record, context, receivedAt);
    return {
      statements: [order, ...newsletter.statements],
      mails: [...mailsAbout(record, context), ...newsletter.mails],
    };
  },
});
