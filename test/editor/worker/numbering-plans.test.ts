import { readFileSync } from "node:fs";
import { parsePhoneNumberFromString } from "libphonenumber-js/core";
import examples from "libphonenumber-js/examples.mobile.json" with { type: "json" };
import { expect, it } from "vitest";
import { withoutFormats } from "../../../editor/worker/numbering-plans.ts";

const whole = readFileSync("node_modules/libphonenumber-js/metadata.min.json", "utf8");
type Plans = Parameters<typeof parsePhoneNumberFromString>[2];
type Country = keyof typeof examples;

it("knows the numbers of every country as the whole plans do, typed at home or with the country’s code", () => {
  const [all, slim] = [whole, withoutFormats(whole)].map((plans) => JSON.parse(plans) as Plans);
  const read = (plans: Plans | undefined, typed: string, country: Country) => {
    const options = { extract: false, defaultCountry: country };
    const number = plans && parsePhoneNumberFromString(typed, options, plans);
    return [typed, number?.isValid(), number?.number];
  };
  const countries = Object.keys(examples) as Country[];
  const typed = countries.flatMap((country) => {
    const own = examples[country];
    const number = all && parsePhoneNumberFromString(own, country, all);
    const ways = [own, own.slice(1), `${own}0`, number?.number, number?.formatNational()];
    return ways.flatMap((way) => (way ? [{ way, country }] : []));
  });
  const readBy = (plans: Plans | undefined) => typed.map(({ way, country }) => read(plans, way, country));
  expect(readBy(slim)).toEqual(readBy(all));
  expect(readBy(slim).filter(([, isValid]) => isValid).length).toBeGreaterThan(2 * countries.length);
});
