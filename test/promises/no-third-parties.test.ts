import { describe, expect, test } from "vitest";
import { formIds } from "../fixtures/answers.ts";
import { sharedSite } from "../http/site.ts";

const site = sharedSite();
const pages = [
  "",
  "policy/",
  "policy/kept/",
  "partners/",
  "statistics/",
  "cookies/",
  ...formIds.map((id) => `${id}/`),
  "sign-in/",
];

describe("no-third-parties", () => {
  test("No transfer happens automatically.", async () => {
    for (const path of pages) {
      const answer = await fetch(`${site.url}/en/${path}`);
      const policy = answer.headers.get("content-security-policy") ?? "";
      expect(policy, path).toContain("default-src 'none'");
      expect(policy, path).not.toMatch(/https?:|\*|unsafe/);
      expect(answer.headers.get("referrer-policy"), path).toMatch(
        /^(?:no-referrer|same-origin|strict-origin)/,
      );
      const html = await answer.text();
      expect(html, path).not.toMatch(/<(?:script(?! type="application\/ld\+json">)|iframe|object|embed)\b/);
      const loaded = [
        ...html.matchAll(/<(?:img|link|source|video|audio)[^>]*(?:src|href)="(https?:[^"]+)"/g),
      ];
      expect(
        loaded
          .map(([, address]) => address)
          .filter((address) => !address?.startsWith("https://www.example.com/")),
        path,
      ).toEqual([]);
    }
  });
});
