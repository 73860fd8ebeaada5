import { z } from "zod";
import { line, lines } from "../../forms/form/fields.ts";
import type { AnyForm } from "../../forms/form/form.ts";
import { oneOf } from "../../forms/form/words.ts";
import { languages } from "../../texts/compiled/languages.ts";
import type { SavedAnswer } from "../desk/saved-answers.ts";

const namesIn = (locale: string) => new Intl.DisplayNames(locale, { type: "language" });

/** The form that saves a text to insert into answers. */
export const savedAnswerForm: AnyForm<Omit<SavedAnswer, "id">> = {
  id: "saved-answer",
  path: "texts/",
  schema: z.strictObject({
    title: line(100, (t) => t.fields.staff.saved.title.missing),
    language: oneOf(languages, (t) => t.fields.staff.saved.language.missing),
    text: lines(4000, (t) => t.fields.staff.saved.text.missing),
  }),
  fields: [
    { name: "title", control: "text", label: (t) => t.fields.staff.saved.title.label, maxLength: 100 },
    {
      name: "language",
      control: "select",
      label: (t) => t.fields.staff.saved.language.label,
      options: languages.map((value) => ({
        value,
        label: (t) => namesIn(t.language.locale).of(value) ?? value,
      })),
    },
    {
      name: "text",
      control: "textarea",
      label: (t) => t.fields.staff.saved.text.label,
      maxLength: 4000,
      rows: 6,
    },
  ],
};
