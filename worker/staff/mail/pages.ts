import { page } from "../../web/shown-page.ts";
import type { StaffPage } from "../desk/item.ts";
import type { MailList, UnsentMail } from "./unsent-mail.ts";

export const unsentMailsPage = page<MailList>("/staff/mail/");

export const unsentMailPage = page<Pick<StaffPage, "refused"> & { mail: UnsentMail }>("/staff/mail/[...id]/");
