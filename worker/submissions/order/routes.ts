import { type Acceptance, publicForm } from "../../forms/intake/routes.ts";
import { type Order, orderForm, orderPage } from "./form.ts";
import { takeOrder } from "./taking.ts";

export const orderAcceptance: Acceptance<Order> = {
  form: orderForm,
  page: orderPage,
  letter: "B",
  take: takeOrder,
};

export const orderRoutes = publicForm(orderAcceptance);
