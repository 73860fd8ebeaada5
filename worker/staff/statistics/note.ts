import { z } from "zod";
import { lengthOf } from "../../forms/form/fields.ts";
import { saying } from "../../forms/form/words.ts";
import { firstShown } from "../../visits/figures/periods.ts";

/** A note about a day, as staff send it: a day that has figures, today at the latest. */
export function noteForm(today: string) {
  return z.strictObject({
    day: z
      .string()
      .refine(
        (day) => z.iso.date().safeParse(day).success,
        saying((t) => t.fields.statistics.day.wrong),
      )
      .refine(
        (day) => day >= firstShown && day <= today,
        saying((t) => t.fields.statistics.day.outside({ first: firstShown })),
      ),
    note: z
      .string()
      .trim()
      .refine(
        (note) => note !== "",
        saying((t) => t.fields.statistics.note.missing),
      )
      .refine(...lengthOf(200)),
  });
}
