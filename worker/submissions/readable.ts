import type { FormId } from "../forms/form/form.ts";
import type { ReadableForm } from "../forms/written/routes.ts";
import { contactForm } from "./contact/form.ts";
import { messagesIn, selectMessage } from "./contact/messages.ts";
import { feedbackIn, selectFeedback } from "./feedback/feedback.ts";
import { feedbackForm } from "./feedback/form.ts";
import { orderForm } from "./order/form.ts";
import { ordersIn, selectOrder } from "./order/orders.ts";

/** The forms whose answers a mailed link shows again. */
export const readableForms: Readonly<Partial<Record<FormId, ReadableForm>>> = {
  contact: {
    form: contactForm,
    async read(db, ring, reference) {
      const [found] = await messagesIn(await selectMessage(db, reference).run(), ring);
      return found && { ...found, receivedAt: "" };
    },
  },
  order: {
    form: orderForm,
    async read(db, ring, reference) {
      const [found] = await ordersIn(await selectOrder(db, reference).run(), ring);
      return found && { ...found, receivedAt: "" };
    },
  },
  feedback: {
    form: feedbackForm,
    async read(db, ring, reference) {
      const [found] = await feedbackIn(await selectFeedback(db, reference).run(), ring);
      return found && { ...found, receivedAt: "", rating: String(found.rating) };
    },
  },
};
