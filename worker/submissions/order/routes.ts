import { formRoutes } from "../../forms/intake/routes.ts";
import { orderForm } from "./form.ts";
import { takeOrder } from "./taking.ts";

export const orderRoutes = formRoutes({ form: orderForm, letter: "B", take: takeOrder });
