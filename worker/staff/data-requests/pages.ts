import { page } from "../../web/shown-page.ts";
import type { DeskList, SubmissionPage } from "../desk/item.ts";
import type { HeldParts } from "./held.ts";

export const staffRequestsPage = page<DeskList>("/staff/data-requests/");

export const staffRequestPage = page<SubmissionPage & { held: HeldParts }>(
  "/staff/data-requests/[reference]/",
);
