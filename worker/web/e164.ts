import { isPhone, phoneParts } from "./phone.ts";

/**
 * The number in E.164, such as `+869915550100`; empty where it has none. One without a country code is read as one of the
 * organization's country. The extension is no part of it.
 */
export async function e164Of(typed: string): Promise<string> {
  if (!isPhone(typed)) return "";
  // Loaded when somebody gives a number: commands that know the tables do without.
  const { e164ByPlan } = await import("./numbering.ts");
  return e164ByPlan(phoneParts(typed).number);
}
