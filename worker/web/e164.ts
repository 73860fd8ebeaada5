import { isPhone, phoneParts } from "./phone.ts";

/**
 * The number in E.164, such as `+869915550100`; empty where it has none. One without a country code is read as one of the
 * organization's country. The extension is no part of it.
 */
export async function e164Of(typed: string): Promise<string> {
  if (!isPhone(typed)) return "";
  // Loaded when somebody gives a number: no page waits for it, and commands that know the tables do without.
  const [{ parsePhoneNumberFromString }, { default: metadata }, { default: organization }] =
    await Promise.all([
      import("libphonenumber-js/core"),
      import("libphonenumber-js/metadata.min.json"),
      import("../../content/organization.yaml"),
    ]);
  const country = organization.jurisdiction as import("libphonenumber-js/core").CountryCode | undefined;
  const options = { extract: false, ...(country ? { defaultCountry: country } : {}) };
  const parsed = parsePhoneNumberFromString(phoneParts(typed).number, options, metadata);
  return parsed?.isValid() ? parsed.number : "";
}
