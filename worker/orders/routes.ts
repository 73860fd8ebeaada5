import { formRoutes } from "../forms/routes.ts";
import { orderForm } from "./schema.ts";
import { takeOrder } from "./taking.ts";

export const orderRoutes = formRoutes({ form: orderForm, letter: "B", take: takeOrder });
