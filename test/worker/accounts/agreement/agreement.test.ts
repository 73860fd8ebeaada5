import { expect, it } from "vitest";
import { agreementOf, type Said } from "../../../../worker/accounts/agreement/agreement.ts";
import { version } from "../../../fixtures/versions.ts";

const first = version(1, "2026-11-22");
const wording = version(2, "2027-01-01", "clarification");
const second = version(3, "2027-03-01");
const third = version(4, "2028-03-01");
const versions = [first, wording, second, third];
const since = new Date("2026-12-01T00:00:00Z");
const said = (event: Said["event"], policyVersion: string): Said => ({
  event,
  policyVersion,
  recordedAt: new Date(`${policyVersion}T10:00:00Z`),
});

it("an agreement holds through clarifications, until a material version takes effect", () => {
  const given = [said("given", first.date)];
  expect(agreementOf(versions, wording, given, since).state).toBe("holds");
  expect(agreementOf(versions, second, given, since)).toEqual({
    state: "due",
    agreed: first.date,
    inForce: second.date,
  });
});

it("counts from the version agreed to, not from the one before", () => {
  expect(agreementOf(versions, third, [said("given", first.date)], since).agreed).toBe(first.date);
  const both = [said("given", first.date), said("given", second.date)];
  expect(agreementOf(versions, second, both, since).state).toBe("holds");
  expect(agreementOf(versions, third, both, since).agreed).toBe(second.date);
});

it("a refusal is of one material version: the next asks again, and an agreement ends it", () => {
  const refused = [said("given", first.date), said("refused", second.date)];
  expect(agreementOf(versions, second, refused, since)).toMatchObject({
    state: "refused",
    agreed: first.date,
    refusedAt: new Date("2027-03-01T10:00:00Z"),
  });
  expect(agreementOf(versions, third, refused, since).state).toBe("due");
  expect(agreementOf(versions, second, [...refused, said("given", second.date)], since).state).toBe("holds");
});

it("without any record it counts from the version in force when the account was opened", () => {
  expect(agreementOf(versions, second, [], since)).toMatchObject({ state: "due", agreed: first.date });
  expect(agreementOf(versions, second, [], new Date("2027-04-01T00:00:00Z")).state).toBe("holds");
});
