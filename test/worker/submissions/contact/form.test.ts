import { describe, expect, it } from "vitest";
import { checkForm, inWords } from "../../../../worker/forms/form/checking.ts";
import { contactForm } from "../../../../worker/submissions/contact/form.ts";
import { message } from "../../../fixtures/contact.ts";
import { version } from "../../../fixtures/versions.ts";

const { commitments } = version(1, "2026-11-22");
const mistakesOf = (values: Record<string, string>) => {
  const checked = checkForm(contactForm, { ...message, ...values });
  const mistakes = "mistakes" in checked ? inWords(checked.mistakes, "en", commitments) : [];
  return mistakes.map(({ field, message }) => `${field}: ${message}`);
};

describe("the contact form", () => {
  it("takes a message in any script, with the optional fields empty", () => {
    expect(mistakesOf({})).toEqual([]);
    expect(mistakesOf({ phone: "", address: "" })).toEqual([]);
    expect(mistakesOf({ name: "Мария-Ό'Нил 李", message: "🙂" })).toEqual([]);
  });

  it("says of each answer that is missing what to do, in the order of the page", () => {
    const nothing = Object.fromEntries(Object.keys(message).map((name) => [name, ""]));
    expect(mistakesOf(nothing)).toEqual([
      "topic: Choose what your message is about",
      "message: Enter your message",
      "name: Enter your name",
      "email: Enter your email address",
      "age: Say how old you are",
      "consent: Tick the box if you agree: without it we can’t keep or answer your message",
    ]);
  });

  it("does not take spaces for an answer", () => {
    expect(mistakesOf({ name: "  ", email: " ", message: "\n \n" })).toEqual([
      "message: Enter your message",
      "name: Enter your name",
      "email: Enter your email address",
    ]);
  });

  it.each([
    "li.wei",
    "li@",
    "li@example",
    "a@example.org, b@example.org",
    "a@example.org\nBcc: b@example.org",
    "Li <li@example.org>",
  ])("asks for one address when it gets %j", (email) => {
    expect(mistakesOf({ email })).toEqual(["email: Enter one email address, such as name@example.com"]);
  });

  it("takes an address with spaces around it, without them", () => {
    const checked = checkForm(contactForm, { ...message, email: " li@example.org " });
    expect("record" in checked && checked.record.email).toBe("li@example.org");
  });

  it("asks for less where an answer is too long, and for one line where there are more", () => {
    expect(
      mistakesOf({
        name: "x".repeat(101),
        email: `${"x".repeat(250)}@example.org`,
        address: "x".repeat(501),
        message: "x".repeat(5001),
      }),
    ).toEqual([
      "message: Use 5,000 characters or fewer",
      "name: Use 100 characters or fewer",
      expect.stringMatching(/^email: /),
      "address: Use 500 characters or fewer",
    ]);
    expect(mistakesOf({ name: "Li\nWei" })).toEqual(["name: Use one line"]);
  });

  it("takes a number that can be called and nothing else", () => {
    expect(mistakesOf({ phone: "(0991) 555 0100" })).toEqual([]);
    expect(mistakesOf({ phone: "call me" })).toHaveLength(1);
  });

  it("takes nothing from the young without the address of their guardian", () => {
    expect(mistakesOf({ age: "with-guardian" })).toEqual([
      expect.stringMatching(/^guardian: Enter the email address of your parent/),
    ]);
    expect(mistakesOf({ age: "with-guardian", guardian: "mum@example.org" })).toEqual([]);
  });

  it("takes only the choices that the page offers", () => {
    expect(mistakesOf({ topic: "spam", age: "42", consent: "no" })).toHaveLength(3);
  });

  it.each(
    contactForm.fields.flatMap(({ name, control, maxLength }) =>
      maxLength && control !== "email" && control !== "tel" ? [[name, maxLength] as const] : [],
    ),
  )("takes of %s as much as the page lets one type, and no more", (name, max) => {
    expect(mistakesOf({ [name]: "x".repeat(max) })).toEqual([]);
    expect(mistakesOf({ [name]: "x".repeat(max + 1) })).toHaveLength(1);
  });
});
