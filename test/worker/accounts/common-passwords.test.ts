import { expect, it } from "vitest";
import { commonPasswords } from "../../../worker/accounts/passwords/common-passwords.ts";

it("knows 6,000 common passwords, whole and in order", () => {
  const passwords = [...commonPasswords()];
  expect(passwords).toHaveLength(6000);
  expect(passwords).toEqual([...passwords].sort());
  expect(passwords.filter((password) => !/^[!-~]{8,}$/.test(password))).toEqual([]);
  expect(passwords).toEqual(expect.arrayContaining(["password", "password1", "qwertyuiop", "12345678"]));
});
