import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newRecoveryCodes, recoveryCodeIn } from "../../../../worker/accounts/engine/recovery-codes.ts";
import { confirmTwoFactorForm } from "../../../../worker/accounts/second-factor/forms.ts";
import { secondStepForm } from "../../../../worker/accounts/sign-in/forms.ts";
import { checkForm } from "../../../../worker/forms/form/checking.ts";
import { referenceFrom, referenceIn } from "../../../../worker/forms/form/reference.ts";

const space = fc.constantFrom(
  " ",
  "\u00a0",
  "\u202f",
  "\u3000",
  "\u200b",
  "\u202d",
  "-",
  "–",
  ".",
  "_",
  "·",
  "",
);

describe("a code that is typed", () => {
  it("is taken as six digits of any script, with any marks around and between", () => {
    const zero = fc.constantFrom(0x30, 0x660, 0x6f0, 0x966, 0xe50, 0xff10);
    const digits = fc.stringMatching(/^\d{6}$/);
    fc.assert(
      fc.property(zero, digits, space, (start, code, mark) => {
        const typed = Array.from(code, (digit) => String.fromCodePoint(start + Number(digit)));
        const sent = { code: `${mark}${typed.slice(0, 3).join("")}${mark}${typed.slice(3).join("")}${mark}` };
        expect(checkForm(secondStepForm, sent)).toEqual({ record: { code } });
        expect(checkForm(confirmTwoFactorForm, sent)).toEqual({ record: { code } });
      }),
    );
  });

  it("is a recovery code in either case, without its hyphen, with spaces, in full width", () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    fc.assert(
      fc.property(fc.constantFrom(...codes), space, (code, mark) => {
        expect(code).toMatch(/^[2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5}$/);
        const apart = Array.from(code.replace("-", "")).join(mark);
        const wide = Array.from(code, (letter) =>
          String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0),
        ).join("");
        for (const typed of [apart, apart.toLowerCase(), wide]) expect(recoveryCodeIn(typed)).toBe(code);
      }),
    );
  });

  it("is a reference in either case, however it is grouped, with letters that look like its digits", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 12, maxLength: 12 }), space, (key, mark) => {
        const reference = referenceFrom("M", key);
        const [letter, ...digits] = reference.replaceAll("-", "");
        expect(referenceIn([letter, ...digits].join(mark).toLowerCase())).toBe(reference);
        expect(referenceIn(`${letter}${digits.join("").replaceAll("0", "o").replaceAll("1", "l")}`)).toBe(
          reference,
        );
      }),
    );
    expect(referenceIn("waiting")).toBe("waiting");
  });
});
