import { describe, expect, it } from "vitest";
import { readOrganization } from "../../editor/organization-file.ts";
import { policyFolder } from "../fixtures/policy-folder.ts";

/** The file of an organization whose site is in three languages, with a line of its own. */
function fileWith(pattern: RegExp, line: string): string {
  const folder = policyFolder(["en", "zh", "ru"]);
  folder.write("../organization.yaml", folder.read("../organization.yaml").replace(pattern, line));
  return folder.path("../organization.yaml");
}

describe("content/organization.yaml", () => {
  it("says where the site is kept in every language of the site", () => {
    const hosting = /^hostingRegion:.*\n(?: .*\n)+/m;
    const all = 'hostingRegion: { en: "Frankfurt", zh: "法兰克福", ru: "Франкфурт" }\n';
    expect(readOrganization(fileWith(hosting, all)).hostingRegion.ru).toBe("Франкфурт");
    expect(() => readOrganization(fileWith(hosting, 'hostingRegion: { en: "Frankfurt" }\n'))).toThrow(
      "hostingRegion: write it in every language of the site; zh, ru is missing",
    );
    expect(() => readOrganization(fileWith(hosting, "hostingRegion: Frankfurt\n"))).toThrow("hostingRegion");
    expect(() => readOrganization(fileWith(hosting, all.replace("Frankfurt", "\u200B")))).toThrow(
      "write something that shows",
    );
  });
});
