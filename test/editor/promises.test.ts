import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { VersionLock } from "../../worker/policy/versions/version.ts";
import { type PolicyFolder, policyFolder, policyText, publishedFolder } from "../fixtures/policy-folder.ts";

const clauses = { scope: "This policy is about lanterns.", use: "We light them at dusk." };
const draft = "2026-12-10";

const lit = { id: "lit-at-dusk", says: { en: "Lanterns are lit at dusk." } };
const stated = { statement: { en: "It only says what the text is about." } };
const control = { "lit-at-dusk": { code: ["lanterns.ts"], byHand: { en: "The keeper walks round." } } };

/** A folder with one draft that promises this. */
function draftWith(promises?: object, controls: object = control): PolicyFolder {
  const folder = policyFolder().withoutPromises();
  folder.write(`${draft}/en.mdx`, policyText(clauses, "kind: first"));
  if (promises) folder.write(`${draft}/promises.yaml`, stringify(promises));
  folder.write("controls.yaml", stringify(controls));
  return folder;
}

/** The same, confirmed. */
async function confirmed(promises: object, controls?: object): Promise<PolicyFolder> {
  const folder = draftWith(promises, controls);
  const { code, text } = await folder.policy("promises", draft, "--confirm");
  if (code !== 0) throw new Error(text);
  return folder;
}

describe("an editor who writes what a clause promises", () => {
  it("can publish once each clause has a promise that is kept, or a statement", async () => {
    const folder = await confirmed({ scope: stated, use: { promises: [lit] } });
    expect(await folder.policy("check")).toMatchObject({ code: 0 });
    expect((await folder.policy("publish", draft, "--yes")).code).toBe(0);
    const [first] = VersionLock.parse(JSON.parse(folder.read("versions.json"))).versions;
    const promised = first?.languages.en?.promises;
    expect(promised).toEqual({ scope: {}, use: { "lit-at-dusk": expect.stringMatching(/^[0-9a-f]{64}$/) } });
    expect((await folder.policy("check")).code).toBe(0);
  });

  it("hears of a clause that says nothing, with the place in its text", async () => {
    const { code, text } = await draftWith({ scope: stated }).policy("check");
    expect(code).toBe(1);
    expect(text).toMatch(
      /2026-12-10\/en\.mdx:33:1 {2}error {2}no-promise {2}nobody has said what "use" promises/,
    );
    expect((await draftWith().policy("check")).text.match(/no-promise/g)).toHaveLength(2);
  });

  it.each<[string, object, object, RegExp]>([
    [
      "a promise that nothing keeps",
      { use: { promises: [lit] } },
      {},
      /:\d+:7 {2}error {2}no-control .*lit-at-dusk/,
    ],
    [
      "a kept promise called a statement",
      { use: { promises: [{ ...lit, ...stated }] } },
      control,
      /error {2}no-control .*delete the statement/,
    ],
    [
      "promises beside a statement",
      { use: { ...stated, promises: [lit] } },
      control,
      /error {2}no-promise .*delete one/,
    ],
    [
      "neither promise nor statement",
      { use: { promises: [] } },
      control,
      /:\d+:1 {2}error {2}no-promise {2}use has neither/,
    ],
    ["an id twice", { use: { promises: [lit, lit] } }, control, /error {2}duplicate-promise/],
    ["a clause that the text does not have", { wicks: stated }, control, /error {2}unknown-clause .*wicks/],
    [
      "a sentence in no language of the text",
      { use: { promises: [{ ...lit, says: { zh: "黄昏点灯。" } }] } },
      control,
      /error {2}promise-language .*en/,
    ],
    ["what is no promise", { use: { promises: [{ id: "Lit!" }] } }, control, /:\d+:\d+ {2}error {2}promises/],
    [
      "a control of a promise that nobody made",
      { use: stated },
      control,
      /controls\.yaml:\d+:1 {2}warning {2}unused-control/,
    ],
  ])("hears of %s", async (_, promises, controls, message) => {
    const { text } = await draftWith({ scope: stated, ...promises }, controls).policy("check");
    expect(text).toMatch(message);
  });
});

describe("an editor who changes the words of a clause", () => {
  it("has to confirm what it promises, for that clause only", async () => {
    const folder = await confirmed({ scope: stated, use: { promises: [lit] } });
    const changed = policyText({ ...clauses, use: "We light them at dusk, or not." }, "kind: first");
    folder.write(`${draft}/en.mdx`, changed);
    const { code, text } = await folder.policy("check");
    expect(code).toBe(1);
    expect(text.match(/ {2}error {2}/g)).toHaveLength(1);
    expect(text).toMatch(/promises\.yaml:\d+:1 {2}error {2}unconfirmed .*promises 2026-12-10 --confirm use/);
    expect((await folder.policy("promises", draft)).text).toMatch(/use \(use\) {2}not confirmed/);
    await folder.policy("promises", draft, "--confirm", "use");
    expect((await folder.policy("check")).code).toBe(0);
  });

  it("has to do so when a commitment that the clause prints changes", async () => {
    const text = policyText({ ...clauses, use: 'For <Commitment of="noticeDays" />.' }, "kind: first");
    const folder = draftWith({ scope: stated, use: { promises: [lit] } });
    folder.write(`${draft}/en.mdx`, text);
    await folder.policy("promises", draft, "--confirm");
    folder.write(`${draft}/en.mdx`, text.replace("noticeDays: 30", "noticeDays: 3"));
    expect((await folder.policy("check")).text).toMatch(/error {2}unconfirmed {2}"use"/);
  });

  it("finds the promises of the version before in a new draft, confirmed while its words stay", async () => {
    const folder = await confirmed({ scope: stated, use: { promises: [lit] } });
    await folder.policy("publish", draft, "--yes");
    await folder.policy("new", "2027-02-01", "--kind", "correction", "--summary", "Mends a word.");
    expect(folder.read("2027-02-01/promises.yaml")).toBe(folder.read(`${draft}/promises.yaml`));
    expect((await folder.policy("check")).code).toBe(0);
  });
});

describe("an editor who imports a text", () => {
  it("starts without promises, and cannot publish before saying so clause by clause or at once", async () => {
    const folder = (await publishedFolder()).withoutPromises();
    const file = folder.write("../rules.txt", "Rules\n1. scope\nWe keep lamps.\n2. oil\nYou agree to all.");
    const { text } = await folder.policy("import", file, "--effective", "2027-02-01", "--kind", "material");
    expect(text).toContain("promises.yaml: no promises yet");
    expect(parse(folder.read("2027-02-01/promises.yaml"))).toEqual({
      scope: { promises: [] },
      oil: { promises: [] },
    });
    expect((await folder.policy("publish", "2027-02-01", "--yes")).text.match(/no-promise/g)).toHaveLength(2);
    await folder.policy("promises", "2027-02-01", "--statement", "Word for word from paper.", "--confirm");
    expect((await folder.policy("publish", "2027-02-01", "--yes")).code).toBe(0);
  });
});

describe("what a published version promises", () => {
  it("cannot change its sentence, its id or its clause, nor be taken away", async () => {
    const folder = await confirmed({ scope: stated, use: { promises: [lit] } });
    await folder.policy("publish", draft, "--yes");
    const written = folder.read(`${draft}/promises.yaml`);
    for (const [from, to] of [
      ["lit at dusk.", "lit at dawn."],
      ["id: lit-at-dusk", "id: lit-at-dawn"],
      ["use:", "scope2:"],
      [written, "scope:\n  statement:\n    en: Nothing.\n"],
    ] as const) {
      folder.write(`${draft}/promises.yaml`, written.replace(from, to));
      const { code, text } = await folder.policy("check");
      expect(code).toBe(1);
      expect(text).toMatch(/promises\.yaml:1:1 {2}error {2}locked {2}the promises of /);
    }
    expect((await folder.policy("promises", draft, "--confirm")).code).toBe(1);
  });

  it("may be kept by other code, or by other tests", async () => {
    const folder = await confirmed({ scope: stated, use: { promises: [lit] } });
    await folder.policy("publish", draft, "--yes");
    folder.write("controls.yaml", folder.read("controls.yaml").replace("lanterns.ts", "lamps.ts"));
    expect((await folder.policy("check")).code).toBe(0);
  });
});
