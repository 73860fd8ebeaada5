import type { Cell } from "./counts.ts";

/**
 * Sites that many people come from, by the name that the public page shows: hosts without `www.`, or their ends after a
 * dot. A host that is not here is named to staff only, and has to share the places that a day has for new ones.
 */
const sites: readonly (readonly [name: string, hosts: RegExp])[] = [
  ["Google", /^(?:[a-z]+\.)?google\.(?:[a-z]{2,3}|com?\.[a-z]{2})$/],
  ["Bing", /(?:^|\.)bing\.com$/],
  ["Yandex", /(?:^|\.)(?:yandex\.(?:[a-z]{2,3}|com\.[a-z]{2})|ya\.ru|dzen\.ru)$/],
  ["Baidu", /(?:^|\.)baidu\.com$/],
  ["Sogou", /(?:^|\.)sogou\.com$/],
  ["360", /(?:^|\.)so\.com$/],
  ["Shenma", /(?:^|\.)sm\.cn$/],
  ["DuckDuckGo", /(?:^|\.)duckduckgo\.com$/],
  ["Yahoo", /(?:^|\.)yahoo\.(?:com|co\.jp)$/],
  ["Naver", /(?:^|\.)naver\.com$/],
  ["Ecosia", /(?:^|\.)ecosia\.org$/],
  ["Brave", /(?:^|\.)search\.brave\.com$/],
  ["Mail.ru", /(?:^|\.)mail\.ru$/],
  ["VK", /(?:^|\.)(?:vk\.com|vk\.ru)$/],
  ["Odnoklassniki", /(?:^|\.)ok\.ru$/],
  ["Telegram", /(?:^|\.)(?:t\.me|telegram\.org|org\.telegram\.messenger)$/],
  ["WhatsApp", /(?:^|\.)(?:whatsapp\.com|wa\.me)$/],
  ["WeChat", /(?:^|\.)(?:weixin\.qq\.com|servicewechat\.com)$/],
  ["QQ", /(?:^|\.)qq\.com$/],
  ["Weibo", /(?:^|\.)(?:weibo\.com|weibo\.cn|t\.cn)$/],
  ["Zhihu", /(?:^|\.)zhihu\.com$/],
  ["Douyin", /(?:^|\.)douyin\.com$/],
  ["Xiaohongshu", /(?:^|\.)xiaohongshu\.com$/],
  ["Toutiao", /(?:^|\.)toutiao\.com$/],
  ["Alibaba", /(?:^|\.)(?:alibaba\.com|1688\.com)$/],
  ["Facebook", /(?:^|\.)facebook\.com$/],
  ["Instagram", /(?:^|\.)instagram\.com$/],
  ["X", /(?:^|\.)(?:t\.co|x\.com|twitter\.com)$/],
  ["LinkedIn", /(?:^|\.)(?:linkedin\.com|lnkd\.in)$/],
  ["YouTube", /(?:^|\.)youtube\.com$/],
  ["Reddit", /(?:^|\.)reddit\.com$/],
  ["Wikipedia", /(?:^|\.)wikipedia\.org$/],
  ["GitHub", /(?:^|\.)github\.com$/],
  ["ChatGPT", /(?:^|\.)(?:chatgpt\.com|openai\.com)$/],
  ["Perplexity", /(?:^|\.)perplexity\.ai$/],
];

/** Languages that many people read, and those of the region; any other is "other" on the public page. */
const languages = new Set([
  "ar",
  "az",
  "cs",
  "da",
  "de",
  "el",
  "en",
  "es",
  "fa",
  "fi",
  "fr",
  "he",
  "hi",
  "hu",
  "id",
  "it",
  "ja",
  "kk",
  "ko",
  "ky",
  "mn",
  "nb",
  "nl",
  "no",
  "pl",
  "pt",
  "ro",
  "ru",
  "sv",
  "tg",
  "th",
  "tk",
  "tr",
  "ug",
  "uk",
  "ur",
  "uz",
  "vi",
  "zh",
]);

/** The name of a well-known site to which a host belongs. */
export function knownSite(host: string): string | undefined {
  return sites.find(([, hosts]) => hosts.test(host))?.[0];
}

/** Whether a language's code is one that the public page names. */
export function isKnownLanguage(code: string): boolean {
  return languages.has(code);
}

/** Whether a value always has a place of its own in a day's list, whatever else is sent. */
export function hasOwnPlace({ indicator, value }: Pick<Cell, "indicator" | "value">): boolean {
  if (value === "none") return true;
  if (indicator === "referrer") return knownSite(value) !== undefined;
  return indicator === "language" && isKnownLanguage(value);
}
