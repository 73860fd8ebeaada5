import { page } from "../../web/shown-page.ts";
import type { DeskList, SubmissionPage } from "../desk/item.ts";

export const inboxPage = page<DeskList>("/staff/inbox/");

export const inboxItemPage = page<SubmissionPage>("/staff/inbox/[reference]/");
