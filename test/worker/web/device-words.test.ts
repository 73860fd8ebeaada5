import { describe, expect, it } from "vitest";
import { deviceInWords, deviceNamed } from "../../../worker/web/device-words.ts";

describe("the device in a list of sign-ins", () => {
  it.each([
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0",
      "Firefox on Windows",
    ],
    ["Mozilla/5.0 (X11; Linux x86_64) Unheard/1.0", "Linux"],
    ["node", "unknown device"],
    ["", "unknown device"],
  ])("is named as far as it is known: %s", (agent, words) => {
    expect(deviceInWords(agent)).toBe(words);
  });

  it.each([
    ["Firefox on Windows", "Windows\u00A0上的 Firefox"],
    ["Linux", "Linux"],
    ["unknown device", "未知设备"],
  ])("is named in the language of the page, whatever that of the sign-in was: %s", (kept, words) => {
    expect(deviceNamed(kept, "zh")).toBe(words);
  });
});
