import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkForm, valuesOf } from "../../../../worker/forms/form/checking.ts";
import type { AnyForm, Field } from "../../../../worker/forms/form/form.ts";

const modules = import.meta.glob<Record<string, unknown>>("../../../../worker/**/*form*.ts", { eager: true });

/** Every form of the site, as its definition is exported. */
const forms = [...new Set(Object.values(modules).flatMap((module) => Object.values(module)))].filter(
  (value): value is AnyForm =>
    typeof value === "object" && value !== null && "schema" in value && "fields" in value && "path" in value,
);

const fieldsOf = (...controls: Field["control"][]) =>
  forms.flatMap((form) =>
    form.fields
      .filter(({ control, digits }) => controls.includes(control) && !digits)
      .map((field) => [form.id, field.name, form, field] as const),
  );

/** What is wrong with a field when this is typed into it. */
const wrongIn = (form: AnyForm, name: string, typed: string) => {
  const checked = checkForm(form, valuesOf(form, new Map([[name, typed]])));
  return "mistakes" in checked ? checked.mistakes.filter(({ field }) => field === name) : [];
};

const nothing = fc
  .array(
    fc.constantFrom(
      " ",
      "\n",
      "\u00a0",
      "\u200b",
      "\u3164",
      "\u2800",
      "\u00ad",
      "\ufe0f",
      "\u202e",
      "\u{e0041}",
      "\u0301",
    ),
    {
      maxLength: 20,
    },
  )
  .map((marks) => marks.join(""));

describe("every form", () => {
  it("is among those that are tried here", () => {
    const ids = new Set(forms.map(({ id }) => id));
    for (const id of [
      "contact",
      "order",
      "feedback",
      "data-request",
      "newsletter",
      "register",
      "sign-in",
      "answer",
    ])
      expect(ids).toContain(id);
    expect(forms.length).toBeGreaterThan(25);
  });

  it.each(fieldsOf("text", "textarea", "email", "tel", "select"))(
    "%s: asks for %s again when what was typed shows nothing",
    (_, name, form) => {
      const empty = wrongIn(form, name, "");
      fc.assert(
        fc.property(nothing, (typed) => {
          expect(wrongIn(form, name, typed)).toEqual(empty);
          expect(valuesOf(form, new Map([[name, typed]]))[name]).toBe("");
        }),
        { numRuns: 20 },
      );
    },
  );

  it.each(fieldsOf("email"))("%s: takes in %s any address that mail is sent to", (_, name, form) => {
    for (const typed of [
      "ivan@xn--e1afmkfd.xn--p1ai",
      "ivan@пример.рф",
      "anna@bücher.example",
      "li@例子。中国",
      "rock&roll@example.org",
      "\u202aａｎｎａ＠example.org\u202c",
      "mailto:anna@example.org",
      "<anna@example.org>",
      "anna@example.org.",
    ])
      expect(wrongIn(form, name, typed), typed).toEqual([]);
    for (const typed of ["anna", "anna@localhost", "иван@пример.рф", "a@b.org, c@d.org"])
      expect(wrongIn(form, name, typed), typed).toHaveLength(1);
  });

  it.each(fieldsOf("tel"))("%s: takes in %s any phone number as it is written", (_, name, form) => {
    for (const typed of [
      "\u202d+86 991 555 0100\u202c",
      "（0991）5550100",
      "030/123456",
      "+7 727 250-00-00 доб. 12",
    ])
      expect(wrongIn(form, name, typed), typed).toEqual([]);
    for (const typed of ["call me", "12", "1".repeat(70)])
      expect(wrongIn(form, name, typed), typed).toHaveLength(1);
  });
});
