import { plainly } from "../../web/typed-text.ts";
import type { Indicator } from "./counts.ts";

/**
 * What a link says of its campaign: where it stood, the way it came, and what it is called. Each is counted by itself;
 * `none` where the link says nothing.
 */
export function campaignsOf(query: URLSearchParams): [Indicator, string][] {
  const medium = valueIn(query, "utm_medium");
  return [
    ["campaign", nameOf(valueIn(query, "utm_source"))],
    ["medium", medium === undefined ? "none" : (mediums.get(medium) ?? "other")],
    ["campaign-name", nameOf(valueIn(query, "utm_campaign"))],
  ];
}

/** The ways that a link can name, and other spellings of them. Whatever else a link says is `other`. */
const mediums = new Map(
  Object.entries({
    affiliate: ["affiliate"],
    banner: ["banner", "display", "cpm"],
    cpc: ["cpc", "ppc", "paid", "paid-search", "paid_search", "paidsearch"],
    email: ["email", "e-mail", "mail", "newsletter"],
    messenger: ["messenger", "chat", "telegram", "wechat", "whatsapp"],
    organic: ["organic"],
    print: ["print", "offline", "flyer", "catalogue"],
    push: ["push"],
    qr: ["qr", "qrcode", "qr-code", "qr_code"],
    referral: ["referral", "link", "partner"],
    sms: ["sms"],
    social: ["social", "social-media", "social_media", "sm", "smm"],
    video: ["video"],
  }).flatMap(([medium, spellings]) => spellings.map((spelling) => [spelling, medium] as const)),
);

/**
 * The first value of a parameter that is not empty, in lower case. Networks capitalise key and value as they like, and a
 * link copied out of HTML has `&amp;` before its key.
 */
function valueIn(query: URLSearchParams, name: string): string | undefined {
  const isNamed = (key: string) => key.toLowerCase().replace(/^amp;/, "") === name;
  const given = [...query].filter(([key]) => isNamed(key)).map(([, value]) => plainly(value).toLowerCase());
  return given.find((value) => value !== "");
}

/** A name if it is shaped like one and not like a person. */
function nameOf(given: string | undefined): string {
  if (given === undefined) return "none";
  return /^[a-z][a-z0-9._-]{0,39}$/.test(given) && !/\d{5}/.test(given) ? given : "other";
}
