import { describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import { readOrganization } from "../../editor/organization-file.ts";
import { keyKinds, keyLine, noteKey } from "../../worker/log/note.ts";
import { policyFolder } from "../fixtures/policy-folder.ts";

/** The file of an organization whose site is in three languages, with a line of its own. */
function fileWith(field: string, line: string): string {
  const folder = policyFolder(["en", "zh", "ru"]);
  const document = parseDocument(folder.read("../organization.yaml"));
  document.delete(field);
  folder.write("../organization.yaml", `${document.toString()}${line}`);
  return folder.path("../organization.yaml");
}

describe("content/organization.yaml", () => {
  it("says where the site is kept in every language of the site", () => {
    const hosting = "hostingRegion";
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

  it("says names and the address once for every language, or by language", () => {
    const field = (name: "name" | "address", value: string) =>
      readOrganization(fileWith(name, `${name}: ${value}\n`))[name];
    expect(field("name", "Wei Trade Ltd")).toBe("Wei Trade Ltd");
    expect(field("name", "{ en: Wei Trade Ltd, zh: 伟业贸易有限公司 }")).toMatchObject({
      en: "Wei Trade Ltd",
    });
    expect(field("address", "[1 Green Lane, Almaty]")).toEqual(["1 Green Lane", "Almaty"]);
    expect(field("address", "{ en: [1 Green Lane, Almaty] }")).toEqual({ en: ["1 Green Lane", "Almaty"] });
    for (const name of ["name", "address"] as const)
      expect(() => field(name, name === "name" ? "{ zh: 伟业 }" : "{ zh: [绿巷1号] }")).toThrow(
        `${name}: write it in en, the first language of the site, whose text binds`,
      );
    expect(() => field("name", '" "')).toThrow("write something that shows");
    expect(() => field("name", '{ en: Wei, zh: " " }')).toThrow("write something that shows");
    expect(() => field("name", "{ en: Wei, xx: Wei }")).toThrow("name");
  });

  it("names witnesses by keys that are theirs, each once", () => {
    const key = keyLine(noteKey("witness.example/w1", keyKinds.cosignature, new Uint8Array(32).fill(7)));
    const witnesses = (...lines: string[]) =>
      fileWith(
        "witnesses",
        `witnesses: [${lines.map((line) => `{ url: "https://witness.example", key: "${line}" }`).join(", ")}]\n`,
      );
    expect(readOrganization(witnesses(key)).witnesses).toEqual([{ url: "https://witness.example", key }]);
    const mistyped = key.replace("w1+", "w2+");
    expect(() => readOrganization(witnesses(mistyped))).toThrow(
      `witnesses: the id in "${mistyped}" is not that of its key; copy the whole line from the witness again`,
    );
    const ofLog = keyLine(noteKey("witness.example/w1", keyKinds.note, new Uint8Array(32).fill(7)));
    expect(() => readOrganization(witnesses(ofLog))).toThrow("witnesses");
    expect(() => readOrganization(witnesses(key, key))).toThrow("is there twice");
  });
});
