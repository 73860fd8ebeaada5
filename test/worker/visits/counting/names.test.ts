import { describe, expect, it } from "vitest";
import { cellsOf } from "../../../../worker/visits/counting/cells.ts";
import { place, seen } from "../../../fixtures/visit.ts";

const at = new Date("2026-12-01T01:30:00Z");

/** What is counted of a request, by indicator. */
const counted = (...request: Parameters<typeof seen>) =>
  Object.fromEntries(cellsOf(seen(...request), at, place).map(({ indicator, value }) => [indicator, value]));

describe("what a request names", () => {
  it.each([
    ["/", "/"],
    ["/en/", "/en/"],
    ["/en/policy/2026-11-22/", "/en/policy/2026-11-22/"],
    ["/en/policy/2026-11-23/", "other"],
    ["/en/policy/at/2026-11-23/", "/en/policy/at/…/"],
    ["/en/policy/compare/2026-11-22/2027-01-01/", "/en/policy/compare/2026-11-22/2027-01-01/"],
    ["/zh/policy/", "other"],
    ["/en/no-such-page/", "other"],
    ["/en/account/orders/O-ABCD/", "/en/account/…/…/"],
    ["/wp-login.php", "other"],
    ["/en/p%6Flicy/", "/en/policy/"],
    ["/%65n/policy/2026%2D11%2d22/", "/en/policy/2026-11-22/"],
    ["/en%2Fpolicy/", "other"],
    ["/en/%3Cscript%3E/", "other"],
    [`/en/${"a/".repeat(5)}`, "other"],
  ])("is the page %s as %s", (path, page) => {
    expect(counted({}, { url: `https://www.example.com${path}` }).page).toBe(page);
  });

  it.each([
    ["https://www.search.example/path?q=x", "search.example"],
    ["https://www.example.com/en/", "none"],
    ["https://example.com/", "none"],
    ["http://WWW.Example.com.:8080/", "none"],
    ["https://blog.example.com/", "blog.example.com"],
    ["android-app://com.example", "none"],
    ["not an address", "none"],
    [undefined, "none"],
    ["https://li:secret@search.example:8443/?q=x#y", "search.example"],
    ["https://Search.Example./", "search.example"],
    ["https://пример.рф/путь", "xn--e1afmkfd.xn--p1ai"],
    ["https://例子.中国/", "xn--fsqu00a.xn--fiqs8s"],
    ["http://192.168.178.20/", "other"],
    ["http://3232281108/", "other"],
    ["http://[2001:db8::7]/", "other"],
    ["http://lis-laptop/", "other"],
    ["http://localhost:3000/", "other"],
    ["http://nas.lan/", "other"],
    [`https://${"a.".repeat(60)}example/`, "other"],
    [`https://search.example/${"x".repeat(10_000)}`, "search.example"],
    [`https://${"x".repeat(10_000)}`, "other"],
    ["javascript:alert(1)", "none"],
    ["data:text/html,x", "none"],
  ])("is the referrer %s as %s", (referer, referrer) => {
    expect(counted({ referer }).referrer).toBe(referrer);
  });

  it.each([
    ["?utm_source=spring-mail", "spring-mail"],
    ["?utm_source=li@example.org", "other"],
    ["?utm_source=client-4711000", "other"],
    ["?utm_source=Spring", "spring"],
    ["?utm_source=Facebook", "facebook"],
    ["?Utm_Source=We%43hat", "wechat"],
    ["?a=1&amp;utm_source=vk", "vk"],
    ["?utm_source=%20weibo+", "weibo"],
    ["?utm_source=%EF%BD%97%EF%BD%85%EF%BD%83%EF%BD%88%EF%BD%81%EF%BD%94", "wechat"],
    ["?utm_source=&utm_source=douyin", "douyin"],
    ["?xutm_source=one", "none"],
    ["?utm_source=", "none"],
    ["?gclid=123", "none"],
    ["?utm_source=one&utm_source=two", "one"],
    ["?UTM_SOURCE=one", "one"],
    ["?utm_source=%E6%98%A5", "other"],
    ["?utm_source=-dash", "other"],
    ["?utm_source=%00", "other"],
    ["?utm_source=<script>", "other"],
    [`?utm_source=${"a".repeat(41)}`, "other"],
    [`?utm_source=${"a".repeat(10_000)}`, "other"],
  ])("is the campaign of %s as %s", (query, campaign) => {
    expect(counted({}, { url: `https://www.example.com/en/${query}` }).campaign).toBe(campaign);
  });

  it.each([
    ["?utm_source=vk&utm_medium=CPC&utm_campaign=Spring-2027", "vk", "cpc", "spring-2027"],
    ["?utm_medium=e-mail", "none", "email", "none"],
    ["?amp;utm_medium=Social&UTM_CAMPAIGN=fair", "none", "social", "fair"],
    ["?utm_medium=li-wei", "none", "other", "none"],
    ["?utm_medium=<script>&utm_campaign=li@example.org", "none", "other", "other"],
    ["?utm_campaign=client-4711000", "none", "none", "other"],
    [`?utm_medium=${"a".repeat(10_000)}`, "none", "other", "none"],
  ])(
    "is, in %s, the source, the medium and the campaign, each by itself",
    (query, campaign, medium, name) => {
      const values = counted({}, { url: `https://www.example.com/en/${query}` });
      expect([values.campaign, values.medium, values["campaign-name"]]).toEqual([campaign, medium, name]);
    },
  );

  it.each([
    ["zh-CN,zh;q=0.9,en;q=0.8", "zh"],
    ["en;q=0.1, ru", "ru"],
    ["en;q=0.1,ru;q=0.2", "ru"],
    ["*;q=0.5, de", "de"],
    ["*, kk;q=0.2", "kk"],
    ["zh_CN", "zh"],
    ["zh_CN.UTF-8", "zh"],
    ["de_DE@euro", "de"],
    ["in-ID, en;q=0.5", "id"],
    ["iw", "he"],
    ["cmn-Hans-CN", "zh"],
    ["zh-Hans-CN", "zh"],
    ["EN-us", "en"],
    ["en;q=0, uz;q=0.1", "uz"],
    ["ru ; q = 0.5 , ky", "ky"],
    ["de;q=.9,fr;q=0.95", "fr"],
    ["de;q=5,fr;q=x,ru;q=0.1", "ru"],
    ["fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5", "fr"],
    ["*", "unknown"],
    ["en;q=0", "unknown"],
    ["x-klingon, i-navajo", "unknown"],
    [";;,,q=1", "unknown"],
    ["12, <script>", "unknown"],
    ["", "unknown"],
    [undefined, "unknown"],
  ])("is the language of %s as %s", (accepted, language) => {
    expect(counted({ "accept-language": accepted }).language).toBe(language);
  });

  it("is the country only when the network names one", () => {
    expect(counted({}, { country: undefined }).country).toBe("unknown");
    expect(counted({}, { country: "<x>" }).country).toBe("unknown");
    expect(counted({}, { country: "T1" }).country).toBe("T1");
  });
});
