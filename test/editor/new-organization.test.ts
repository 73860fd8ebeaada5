import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { policyTool } from "../../editor/commands/policy-tool.ts";
import { newOrganization } from "../../editor/organization/command.ts";
import { readOrganization } from "../../editor/organization-file.ts";
import { runCommandLine } from "../../terminal/command-line.ts";
import { heardTerminal } from "../fixtures/heard-terminal.ts";

/** A copy of this organization's content, without the words of pages, and somebody who works on it. */
function content(answers?: string[]) {
  const folder = mkdtempSync(join(tmpdir(), "content-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const part of ["organization.yaml", "policy", "partners", "look"])
    cpSync(join("content", part), join(folder, part), { recursive: true });
  const { terminal, said } = heardTerminal(new Date("2026-12-01T12:00:00Z"), answers);
  const organization = join(folder, "organization.yaml");
  const policy = ["--folder", join(folder, "policy"), "--organization", organization];
  return {
    organization: () => readOrganization(organization),
    versions: () => readdirSync(join(folder, "policy")),
    read: (file: string) => readFileSync(join(folder, "policy", file), "utf8"),
    said,
    make: (...args: string[]) =>
      runCommandLine(newOrganization(terminal), ["--content", folder, ...args], terminal),
    check: () => runCommandLine(policyTool(terminal), ["check", ...policy], terminal),
  };
}

const who = [
  "--name",
  "Halifax Lighthouse Society",
  "--short-name",
  "Lighthouse",
  "--director",
  "Anna Petrova",
];
const where = [
  "--country",
  "ca",
  "--languages",
  "ru,en",
  "--time-zone",
  "America/Halifax",
  "--currency",
  "cad",
];

it("somebody without a terminal says all in one line, and gets a tree that passes its check", async () => {
  const folder = content();
  expect(await folder.make(...who, ...where, "--offers", "feedback", "--yes")).toBe(0);
  expect(folder.organization()).toMatchObject({
    name: "Halifax Lighthouse Society",
    languages: ["ru", "en"],
    paper: "Letter",
    offers: ["feedback"],
    placeholders: ["sender", "hostingRegion", "site", "email", "phone", "address"],
  });
  expect(folder.versions()).toEqual(["2026-12-31", "controls.yaml", "versions.json"]);
  expect(await folder.check()).toBe(0);
  expect(folder.said()).toContain("2 texts: no problems");
});

it("its first version begins in each of its languages, and so does the reason why it promises nothing yet", async () => {
  const folder = content();
  const languages = [...where.slice(0, 3), "ru,zh,en", ...where.slice(4)];
  expect(await folder.make(...who, ...languages, "--yes")).toBe(0);
  const read = (file: string) => folder.read(join(folder.versions()[0] ?? "", file));
  expect(read("en.mdx")).toMatch(/^title: Privacy policy$[\s\S]*Say here whom this policy binds/m);
  for (const language of ["ru", "zh"]) {
    const shown = read(`${language}.mdx`).replace(/^commitments:\n(?: .*\n)+|<\/?\w+|\w+="[a-z.-]+"/gim, "");
    expect(shown.match(/[a-z]{3,} [a-z]{2,}/gi)).toBeNull();
  }
  expect(read("promises.yaml")).toMatch(
    /ru: Текст ещё не написан\.\n.*zh: 尚未撰写。\n.*en: It is not written yet\./,
  );
  expect(await folder.check()).toBe(0);
});

it("somebody at a terminal is asked for the few things needed, and whether the one before may go", async () => {
  const given = [
    "Lights Ltd",
    "Lights",
    "Ada",
    "DE",
    "en",
    "Europe/Berlin",
    "EUR",
    "none",
    "",
    "",
    "",
    "",
    "no",
  ];
  const folder = content(given);
  const before = folder.organization();
  expect(await folder.make()).toBe(1);
  expect(folder.said()).toContain("Its time zone, such as America/Halifax: ");
  expect(folder.said()).toContain("Nothing was changed.");
  expect(folder.organization()).toEqual(before);
});

it.each([
  [["--yes"], "Nobody said --name, --short-name"],
  [[...who, ...where, "--languages", "ru,xx", "--yes"], "--languages are among en, ru, zh"],
  [[...who, ...where, "--time-zone", "Mars/Olympus", "--yes"], "name a time zone such as"],
  [[...who, ...where, "--email", "nobody", "--yes"], "write one email address"],
])("a wrong answer is named, and nothing is changed: %j", async (args, sentence) => {
  const folder = content();
  const before = folder.organization();
  expect(await folder.make(...args)).toBe(2);
  expect(folder.said()).toContain(sentence);
  expect(folder.organization()).toEqual(before);
});
