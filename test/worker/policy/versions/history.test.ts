import { describe, expect, it } from "vitest";
import { periodInWords } from "../../../../worker/policy/commitments/in-words.ts";
import { normaliseSource } from "../../../../worker/policy/text/source.ts";
import {
  heardOfBefore,
  needsFreshAgreement,
  nextChange,
  predecessorOf,
  secondsUntilSwitch,
  stateOf,
  successorOf,
  versionInForce,
} from "../../../../worker/policy/versions/history.ts";
import { sha256 } from "../../../../worker/web/sha256.ts";
import { version } from "../../../fixtures/versions.ts";

const first = version(1, "2026-01-01");
const second = version(2, "2026-06-01", "clarification");
const third = version(3, "2027-01-01");
const versions = [first, second, third];

describe("the version in force", () => {
  it("is none before the first takes effect", () => {
    expect(versionInForce(versions, new Date("2025-12-31T23:59:59.999Z"))).toBeUndefined();
  });

  it("changes at the instant that a version names, not before", () => {
    expect(versionInForce(versions, new Date("2026-05-31T23:59:59.999Z"))).toBe(first);
    expect(versionInForce(versions, new Date("2026-06-01T00:00:00Z"))).toBe(second);
  });

  it("is the last one for as long as none follows", () => {
    expect(versionInForce(versions, new Date("2099-01-01T00:00:00Z"))).toBe(third);
  });

  it("makes the ones before it superseded and the ones after it upcoming", () => {
    const at = new Date("2026-07-01T00:00:00Z");
    expect(versions.map((one) => stateOf(versions, one, at))).toEqual(["superseded", "in-force", "upcoming"]);
  });

  it("is followed by the next in the lock, and the last by none", () => {
    expect(successorOf(versions, first)).toBe(second);
    expect(successorOf(versions, third)).toBeUndefined();
  });
});

describe("a version that was withdrawn", () => {
  const taken = {
    ...version(2, "2026-06-01"),
    state: { is: "withdrawn" as const, on: "2026-05-20", reason: "It named the wrong authority." },
  };
  const list = [first, taken, third];
  const after = new Date("2026-07-01T00:00:00Z");

  it("never takes effect, and says so", () => {
    expect(versionInForce(list, after)).toBe(first);
    expect(stateOf(list, taken, after)).toBe("withdrawn");
    expect(stateOf(list, first, after)).toBe("in-force");
    expect(secondsUntilSwitch(list, new Date("2026-05-31T23:59:30Z"), 60)).toBe(60);
  });

  it("follows no version, and asks nobody anew", () => {
    expect(successorOf(list, first)).toBe(third);
    expect(needsFreshAgreement([first, taken], first, taken)).toBe(false);
  });
});

describe("the instant from which a page about the versions may say something else", () => {
  const next = (at: string, timeZone = "Asia/Shanghai") =>
    nextChange(versions, new Date(at), timeZone).toISOString();

  it("is the next version's, until one millisecond before it", () => {
    expect(next("2026-05-31T23:59:59.999Z")).toBe("2026-06-01T00:00:00.000Z");
    expect(next("2026-06-01T00:00:00Z")).toBe("2026-06-01T16:00:00.000Z");
  });

  it("is the end of the organization's day where no version comes before it", () => {
    expect(next("2026-07-01T15:59:59.999Z")).toBe("2026-07-01T16:00:00.000Z");
    expect(next("2026-07-01T16:00:00Z")).toBe("2026-07-02T16:00:00.000Z");
    expect(next("2026-07-01T16:00:00Z", "UTC")).toBe("2026-07-02T00:00:00.000Z");
  });
});

describe("how long an answer that names the version may be kept", () => {
  it("is as long as allowed while no version follows", () => {
    expect(secondsUntilSwitch(versions, new Date("2027-02-01T00:00:00Z"), 60)).toBe(60);
  });

  it("ends before the next version takes effect", () => {
    expect(secondsUntilSwitch(versions, new Date("2026-05-31T23:59:29.100Z"), 60)).toBe(30);
    expect(secondsUntilSwitch(versions, new Date("2026-05-31T23:59:59.999Z"), 60)).toBe(0);
    expect(secondsUntilSwitch(versions, new Date("2026-05-01T00:00:00Z"), 60)).toBe(60);
  });
});

describe("somebody who agreed to an earlier version", () => {
  it("is asked again once a material version is in force", () => {
    expect(needsFreshAgreement(versions, first, third)).toBe(true);
    expect(needsFreshAgreement(versions, second, third)).toBe(true);
  });

  it("is not asked again about a clarification, or about the version agreed to", () => {
    expect(needsFreshAgreement(versions, first, second)).toBe(false);
    expect(needsFreshAgreement(versions, third, third)).toBe(false);
  });

  it("is not asked about a material version that is not in force yet", () => {
    expect(needsFreshAgreement(versions, second, second)).toBe(false);
  });
});

describe("a policy's source", () => {
  it("has the same hash whatever the editor's computer does to line ends, accents and trailing space", async () => {
    const typed = "# Résumé\n\nText\n";
    const variants = [
      typed.replaceAll("\n", "\r\n"),
      typed.replaceAll("\n", "\r"),
      typed.normalize("NFD"),
      `\uFEFF${typed}`,
      "# Résumé  \n\t\nText \n\n\n",
      "# Résumé\n\nText",
    ];
    const hashes = await Promise.all(variants.map((source) => sha256(normaliseSource(source))));
    expect(new Set(hashes)).toEqual(new Set([await sha256(typed)]));
  });

  it("has another hash when a word or an indent changes", () => {
    expect(normaliseSource("  a\nb\n")).not.toBe(normaliseSource("a\nb\n"));
    expect(normaliseSource("a\n\nb\n")).not.toBe(normaliseSource("a\nb\n"));
  });

  it("is hashed as everybody else hashes", async () => {
    expect(await sha256("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  });
});

describe("a retention period", () => {
  it("is read in words", () => {
    expect(periodInWords("P24M")).toBe("24\u00A0months");
    expect(periodInWords("P1Y")).toBe("1\u00A0year");
    expect(periodInWords("P24M", "zh")).toBe("24\u00A0个月");
    expect(periodInWords("P90D", "ru")).toBe("90\u00A0дней");
    expect(periodInWords("purpose")).toBe("as long as the purpose needs");
  });
});

it("whoever heard of a version had heard of those that stood when it was published", () => {
  const reason = "It was wrong.";
  const back = (on: string) => ({ ...second, state: { is: "withdrawn" as const, on, reason } });
  const told = { ...third, publishedOn: "2026-03-10" };
  expect(heardOfBefore(versions, told)).toBe(2);
  expect(heardOfBefore([first, back("2026-03-20"), told], told)).toBe(2);
  expect(heardOfBefore([first, back("2026-03-05"), told], told)).toBe(1);
  expect(heardOfBefore(versions, first)).toBe(0);
});

describe("a version that takes effect before one that was published already", () => {
  const correction = version(4, "2026-09-01", "correction");
  const all = [first, second, correction, third];

  it("binds from its day until the other takes effect, which stays last", () => {
    expect(versionInForce(all, new Date("2026-12-31T00:00:00Z"))).toBe(correction);
    expect(versionInForce(all, new Date("2027-01-01T00:00:00Z"))).toBe(third);
    expect(all.map((one) => stateOf(all, one, new Date("2026-09-02T00:00:00Z")))).toEqual([
      "superseded",
      "superseded",
      "in-force",
      "upcoming",
    ]);
  });

  it("stands between its neighbours in time, whatever their numbers", () => {
    expect([successorOf(all, second), successorOf(all, correction)]).toEqual([correction, third]);
    expect([predecessorOf(all, correction), predecessorOf(all, third)]).toEqual([second, correction]);
  });

  it("asks nobody to agree anew, and takes nothing from what the material one asks", () => {
    expect(needsFreshAgreement(all, second, correction)).toBe(false);
    expect(needsFreshAgreement(all, correction, third)).toBe(true);
    expect(needsFreshAgreement(all, second, third)).toBe(true);
    expect(
      needsFreshAgreement([first, third, version(4, "2027-02-01", "correction")], third, correction),
    ).toBe(false);
  });

  it("was not heard of when the other was announced", () => {
    expect(heardOfBefore(all, third)).toBe(2);
    expect(heardOfBefore(all, correction)).toBe(3);
  });
});
