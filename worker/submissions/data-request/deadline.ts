import type { FormId } from "../../forms/form/form.ts";
import { addDays, dayOf } from "../../web/days.ts";
import type { Organization } from "../../web/organization.ts";

/** A data request must be answered within this many days of its confirmation: a month (GDPR 12(3)). */
export const requestDays = 30;

/** The day by whose end a data request must be answered, as the client and staff are told. */
export function requestDue(confirmedAt: Date, timeZone: string): string {
  return addDays(dayOf(confirmedAt, timeZone), requestDays);
}

/** Within how many days a form is answered: working days, and for a data request days of the calendar. */
export function daysToAnswer(form: FormId, { answerDays }: Pick<Organization, "answerDays">): number {
  return form === "data-request" ? requestDays : answerDays;
}
