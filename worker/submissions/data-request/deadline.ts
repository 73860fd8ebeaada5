import type { FormId } from "../../forms/form/form.ts";
import type { Organization } from "../../web/organization.ts";
import { requestDueDay, requestLaws } from "./law.ts";

/** The day by whose end a data request must be answered, as the client and staff are told. */
export function requestDue(
  confirmedAt: Date,
  { timeZone, requestLaws: laws }: Pick<Organization, "timeZone" | "requestLaws">,
): string {
  return requestDueDay(confirmedAt, laws, timeZone);
}

/** Within how many days a form is answered: working days, and for a data request days of the calendar. */
export function daysToAnswer(
  form: FormId,
  { answerDays, requestLaws: laws }: Pick<Organization, "answerDays" | "requestLaws">,
): number {
  if (form !== "data-request") return answerDays;
  return Math.min(...laws.map((law) => requestLaws[law].daysSaid));
}
