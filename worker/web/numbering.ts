import { parsePhoneNumberFromString } from "libphonenumber-js/core";
import metadata from "libphonenumber-js/metadata.min.json";
import organization from "../../content/organization.yaml";

/**
 * The number in E.164, such as `+869915550100`, by the numbering plans of the world; empty where none has it. Load this
 * module with `import()`, so that no page waits for the plans.
 */
export function e164ByPlan(number: string): string {
  const country = organization.jurisdiction as import("libphonenumber-js/core").CountryCode | undefined;
  const options = { extract: false, ...(country ? { defaultCountry: country } : {}) };
  const parsed = parsePhoneNumberFromString(number, options, metadata);
  return parsed?.isValid() ? parsed.number : "";
}
