import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ageFields } from "../../../../worker/forms/form/age.ts";
import {
  checkForm,
  formUnder,
  inWords,
  ticksHidden,
  valuesOf,
} from "../../../../worker/forms/form/checking.ts";
import type { FormDefinition, Mistake, Values } from "../../../../worker/forms/form/form.ts";
import { inLanguage, saying } from "../../../../worker/forms/form/words.ts";
import { newsletterForm } from "../../../../worker/submissions/newsletter/form.ts";
import { orderForm } from "../../../../worker/submissions/order/form.ts";
import { decodeForm } from "../../../../worker/web/form-body.ts";
import { version } from "../../../fixtures/versions.ts";

const form: FormDefinition = {
  id: "contact",
  path: "greeting/",
  schema: z.strictObject({
    name: z.string().refine(
      Boolean,
      saying(() => "Enter your name"),
    ),
    note: z.string().refine(
      Boolean,
      saying(() => "Enter a note"),
    ),
  }),
  fields: [
    { name: "name", control: "text", label: () => "Name" },
    { name: "note", control: "textarea", label: () => "Note" },
  ],
};

const { commitments } = version(1, "2026-01-01");

function mistakesOf(values: Values, of: FormDefinition = form): Mistake[] {
  const checked = checkForm(of, values);
  return "mistakes" in checked ? inWords(checked.mistakes, "en", commitments) : [];
}

const decode = (body: string) => decodeForm(new TextEncoder().encode(body));

describe("a body that a browser sends", () => {
  it("gives back what was typed", () => {
    const fields = decode("name=Li+Wei&note=1+%2B+1+%3D+2%26%E4%BD%A0%E5%A5%BD+%F0%9F%98%80&empty=");
    expect(Object.fromEntries(fields ?? [])).toEqual({
      name: "Li Wei",
      note: "1 + 1 = 2&你好 😀",
      empty: "",
    });
  });

  it("has the line ends that were typed, whatever the browser made of them", () => {
    expect(decode("note=a%0D%0Ab%0Dc%0Ad")?.get("note")).toBe("a\nb\nc\nd");
  });

  it("keeps text that only looks special", () => {
    expect(decode("name=a=b")?.get("name")).toBe("a=b");
    expect(decode("name=%EF%BB%BFx")?.get("name")).toBe("\uFEFFx");
    expect(decode("__proto__=x&constructor=y")?.get("__proto__")).toBe("x");
  });
});

describe("a body that no browser sends", () => {
  it.each([
    ["bytes that are not UTF-8", new Uint8Array([0x61, 0x3d, 0xff])],
    ["a character cut in half", new Uint8Array([0x61, 0x3d, 0xe4, 0xbd])],
  ])("is refused with %s", (_, body) => {
    expect(decodeForm(body)).toBeUndefined();
  });

  it.each([
    ["an escape that is not UTF-8", "a=%FF"],
    ["an escape of half a character", "a=%E4%BD"],
    ["an escape of a lone surrogate", "a=%ED%A0%80"],
    ["an escape without digits", "a=%"],
    ["NUL in a value", "a=x%00y"],
    ["NUL in a name", "a%00=x"],
    ["a field named twice", "a=1&b=2&a=3"],
    ["a field named twice, once escaped", "a=1&%61=3"],
  ])("is refused with %s", (_, body) => {
    expect(decode(body)).toBeUndefined();
  });
});

describe("what a form takes", () => {
  it("is its own fields, the missing ones empty, and nothing else", () => {
    const submitted = new Map([
      ["name", "Li Wei"],
      ["isAdmin", "true"],
      ["__proto__", "x"],
    ]);
    expect(valuesOf(form, submitted)).toEqual({ name: "Li Wei", note: "" });
  });

  it("comes back with one mistake a field, in the order of the page", () => {
    expect(mistakesOf({ note: "", name: "" })).toEqual([
      { field: "name", message: "Enter your name" },
      { field: "note", message: "Enter a note" },
    ]);
  });

  it("says of what only a program sends that it cannot be read", () => {
    const box = { ...form, schema: z.strictObject({ name: z.literal("yes"), note: z.string() }) };
    expect(mistakesOf({ name: "no", note: "" }, box)).toEqual([
      { field: "name", message: "This answer cannot be read: enter it again" },
    ]);
  });

  it("is the record once nothing is wrong", () => {
    expect(checkForm(form, { name: "Li", note: "x" })).toEqual({ record: { name: "Li", note: "x" } });
  });
});

describe("a text of a form", () => {
  it("says the age that the policy commits to", () => {
    const [tooYoung] = ageFields.flatMap(({ options = [] }) =>
      options.filter(({ value }) => value === "too-young"),
    );
    const said = (minimumAge: number) =>
      tooYoung && inLanguage(tooYoung.label, "en", { ...commitments, minimumAge });
    expect([said(16), said(14)]).toEqual(["Under 16", "Under 14"]);
  });
});

describe("a version of the policy that names fewer purposes", () => {
  const onlyOrders = { ...commitments, purposes: ["orders" as const] };

  it("takes away the box of a purpose that it does not name, and leaves the rest of the form", () => {
    const shown = formUnder(orderForm, onlyOrders);
    const names = orderForm.fields.map(({ name }) => name);
    expect(shown?.fields.map(({ name }) => name)).toEqual(names.filter((name) => name !== "newsletter"));
    expect(ticksHidden(orderForm, shown ?? orderForm, { newsletter: "yes", consent: "yes" })).toBe(true);
    expect(ticksHidden(orderForm, shown ?? orderForm, { newsletter: "", consent: "yes" })).toBe(false);
  });

  it("takes away a form that cannot do without such a box", () => {
    expect(formUnder(newsletterForm, onlyOrders)).toBeUndefined();
    expect(formUnder(orderForm, { ...commitments, purposes: ["newsletter"] })).toBeUndefined();
  });
});
