import { page } from "../../web/shown-page.ts";
import type { ItemPage } from "../desk/item-page.ts";
import type { DeskList } from "../desk/list.ts";

export const staffOrdersPage = page<DeskList>("/staff/orders/");

export const staffOrderPage = page<ItemPage>("/staff/orders/[reference]/");
