import { sharedTextsIn } from "../texts/texts.ts";
import type { Language } from "./organization.ts";
import { browsers, type Family, familyOf, systems } from "./user-agent.ts";

/** Browser and system of a user agent, as far as known and without versions: "Firefox on Windows". */
export function deviceInWords(agent: string, language: Language = "en"): string {
  const { both, unknown } = sharedTextsIn(language).device;
  const [one, other] = [familyOf(agent, browsers), familyOf(agent, systems)].filter(
    (name) => name !== "other",
  );
  if (one === undefined) return unknown;
  return other === undefined ? one : both({ browser: one, system: other });
}

/** A device as `deviceInWords` named it in English, which is what is kept, in another language. */
export function deviceNamed(device: string, language: Language): string {
  const { both, unknown } = sharedTextsIn(language).device;
  const names = (families: readonly Family[]) => families.map(([, name]) => name);
  if (device === sharedTextsIn("en").device.unknown) return unknown;
  for (const browser of names(browsers)) {
    const system = names(systems).find(
      (name) => device === sharedTextsIn("en").device.both({ browser, system: name }),
    );
    if (system !== undefined) return both({ browser, system });
  }
  return device;
}
