import { describe, expect, it } from "vitest";
import { channelsOf } from "../../../worker/web/channels.ts";

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
