import type { Take } from "../../forms/intake/storing.ts";
import { askForNewsletter } from "../newsletter/subscribing.ts";
import type { Order } from "./form.ts";
import { mailsAbout } from "./letters.ts";
import { insertOrder } from "./orders.ts";

/** What an order stores and mails, from the public form or signed in an account. */
export const takeOrder: Take<Order> = async (env, ring, { record, reference, receivedAt, context }) => {
  const order = await insertOrder(env.DB, ring, reference, record, context.language, receivedAt);
  const newsletter = await askForNewsletter(env, ring, record, context, receivedAt);
  return {
    statements: [order, ...newsletter.statements],
    mails: [...mailsAbout(record, context), ...newsletter.mails],
  };
};
