import { sharedTextsIn } from "../texts/texts.ts";
import type { Language } from "./organization.ts";

/** A family of browsers or systems, and the pattern that finds it in a user agent. */
export type Family = readonly [pattern: RegExp, name: string];

/** First match wins, so a browser built on another comes before it. Versions are never read. */
export const browsers: readonly Family[] = [
  [/MicroMessenger/, "WeChat"],
  [/QQBrowser|QQ\//, "QQ"],
  [/UCBrowser|UCWEB/, "UC Browser"],
  [/MiuiBrowser/, "Mi Browser"],
  [/HuaweiBrowser/, "Huawei Browser"],
  [/YaBrowser|YaApp/, "Yandex"],
  [/SamsungBrowser/, "Samsung Internet"],
  [/OPR\/|Opera/, "Opera"],
  [/Edg(?:e|A|iOS)?\//, "Edge"],
  [/Firefox|FxiOS/, "Firefox"],
  [/Chrome|CriOS|Chromium/, "Chrome"],
  [/Safari/, "Safari"],
];

export const systems: readonly Family[] = [
  [/HarmonyOS|OpenHarmony/, "HarmonyOS"],
  [/Android/, "Android"],
  [/iPhone|iPad|iPod/, "iOS"],
  [/Windows/, "Windows"],
  [/Macintosh/, "macOS"],
  [/CrOS/, "ChromeOS"],
  [/Linux|X11/, "Linux"],
];

/** Browser and system of a user agent, as far as known and without versions: "Firefox on Windows". */
export function deviceInWords(agent: string, language: Language = "en"): string {
  const { both, unknown } = sharedTextsIn(language).device;
  const [one, other] = [familyOf(agent, browsers), familyOf(agent, systems)].filter(
    (name) => name !== "other",
  );
  if (one === undefined) return unknown;
  return other === undefined ? one : both({ browser: one, system: other });
}

/** The name of the first family that matches a user agent, or `other`. */
export function familyOf(agent: string, families: readonly Family[]): string {
  return families.find(([pattern]) => pattern.test(agent))?.[1] ?? "other";
}

export const devices = ["phone", "tablet", "desktop", "other"] as const;

/** The kind of device that a user agent names. */
export function deviceOf(agent: string): (typeof devices)[number] {
  if (/iPad|Tablet|Android(?!.*Mobile)/i.test(agent)) return "tablet";
  if (/Mobi|iPhone|iPod|Android|HarmonyOS/i.test(agent)) return "phone";
  return /Windows|Macintosh|X11|Linux|CrOS/.test(agent) ? "desktop" : "other";
}
