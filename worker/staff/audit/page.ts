import type { AuditPage } from "../../audit/entry.ts";
import { page } from "../../web/shown-page.ts";

export const auditPage = page<AuditPage>("/staff/audit/");
