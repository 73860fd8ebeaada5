import { describe, expect, it } from "vitest";
import { channelsOf } from "../../../worker/web/channels.ts";
import { preferredLanguage } from "../../../worker/web/ways-in.ts";
import { ask } from "../site.ts";

describe("an address without a language", () => {
  it.each([
    ["/", "/en/"],
    ["/policy/", "/en/policy/"],
    ["/privacy/", "/en/policy/"],
    ["/privacy-policy/", "/en/policy/"],
  ])("leads from %s to %s, and remembers nothing", async (path, target) => {
    const answer = await ask(path);
    expect([answer.status, answer.headers.get("location")]).toEqual([302, target]);
    expect(answer.headers.get("vary")).toBe("accept-language");
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  it("is found without the slash at its end", async () => {
    for (const path of ["/policy", "/privacy", "/privacy-policy"])
      expect((await ask(path)).headers.get("location")).toBe(`${path}/`);
  });
});

describe("the language that a browser asks for", () => {
  const site = ["en", "zh", "ru"] as const;
  it.each([
    ["zh-CN,zh;q=0.9,en;q=0.8", "zh"],
    ["kk, ru;q=0.8, en;q=0.9", "en"],
    ["RU-ru", "ru"],
    ["zh;q=0, ru;q=0.1", "ru"],
    ["de, fr", "en"],
    ["*", "en"],
    ["", "en"],
    [";;q=x,,", "en"],
  ])("of “%s” is %s", (header, language) => {
    expect(preferredLanguage(header, site)).toBe(language);
  });
});

describe("channels of contact", () => {
  it("open the program where it has an address, and are names to type where it has none", () => {
    const channels = { wechat: "example-trade", whatsapp: "+86 991 555 0100", telegram: "exampletrade" };
    expect(channelsOf({ channels })).toEqual([
      { name: "wechat", shown: "example-trade" },
      { name: "whatsapp", shown: "+86 991 555 0100", href: "https://wa.me/869915550100" },
      { name: "telegram", shown: "@exampletrade", href: "https://t.me/exampletrade" },
    ]);
  });

  it("are none where the organization gives none", () => {
    expect(channelsOf({})).toEqual([]);
  });
});
