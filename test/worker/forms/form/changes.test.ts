import { describe, expect, it } from "vitest";
import { changeSince } from "../../../../worker/forms/form/ticket.ts";
import { ticket } from "../../../fixtures/contact.ts";
import { version } from "../../../fixtures/versions.ts";

const first = version(1, "2026-01-01");
const edited = version(2, "2026-06-01", "clarification");
const changed = version(3, "2027-01-01");
const versions = [first, edited, changed];
const shown = { ...ticket, policyVersion: first.date };

describe("somebody who had a form open while another version took effect", () => {
  it("is asked again after a material change, which is named", () => {
    const notice = { reason: "changed", shown: first.date, inForce: changed.date, summary: "Version 3" };
    expect(changeSince(shown, versions, changed)).toEqual(notice);
  });

  it("is not asked again after a clarification: the text that was shown still stands", () => {
    expect(changeSince(shown, versions, edited)).toBeUndefined();
  });

  it("is not asked again while nothing has changed", () => {
    expect(changeSince(shown, versions, first)).toBeUndefined();
  });

  it("is asked again when the version that was shown is not known here", () => {
    expect(changeSince({ ...shown, policyVersion: "2020-01-01" }, versions, first)).toEqual({
      reason: "expired",
    });
  });
});
