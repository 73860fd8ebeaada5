import { publicForm } from "../../forms/intake/routes.ts";
import { orderForm, orderPage } from "./form.ts";
import { takeOrder } from "./taking.ts";

export const orderRoutes = publicForm({ form: orderForm, page: orderPage, letter: "B", take: takeOrder });
