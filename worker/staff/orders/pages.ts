import { page } from "../../web/shown-page.ts";
import type { DeskList, SubmissionPage } from "../desk/item.ts";

export const staffOrdersPage = page<DeskList>("/staff/orders/");

export const staffOrderPage = page<SubmissionPage>("/staff/orders/[reference]/");
