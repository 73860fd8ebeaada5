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
    ["?utm_source=Spring", "other"],
    ["?utm_source=", "none"],
    ["?gclid=123", "none"],
    ["?utm_source=one&utm_source=two", "one"],
    ["?UTM_SOURCE=one", "none"],
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
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
      "phone",
      "Safari",
      "iOS",
    ],
    [
      "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Mobile Safari/537.36",
      "phone",
      "Chrome",
      "Android",
    ],
    [
      "Mozilla/5.0 (Linux; Android 14; SM-X710) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Safari/537.36",
      "tablet",
      "Samsung Internet",
      "Android",
    ],
    [
      "Mozilla/5.0 (Linux; Android 14; V2324A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/130.0 Mobile Safari/537.36 MicroMessenger/8.0.50",
      "phone",
      "WeChat",
      "Android",
    ],
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0 YaBrowser/25.6 Safari/537.36",
      "desktop",
      "Yandex",
      "Windows",
    ],
    [
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:141.0) Gecko/20100101 Firefox/141.0",
      "desktop",
      "Firefox",
      "macOS",
    ],
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36 Edg/139.0",
      "desktop",
      "Edge",
      "Windows",
    ],
  ])("is the browser %s as a %s with %s on %s", (agent, device, browser, system) => {
    expect(counted({ "user-agent": agent })).toMatchObject({ device, browser, system });
  });

  it("is the country only when the network names one", () => {
    expect(counted({}, { country: undefined }).country).toBe("unknown");
    expect(counted({}, { country: "<x>" }).country).toBe("unknown");
    expect(counted({}, { country: "T1" }).country).toBe("T1");
  });
});
