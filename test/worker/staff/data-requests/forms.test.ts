import { describe, expect, it } from "vitest";
import {
  closeForm,
  deedForm,
  eraseAllForm,
  extendForm,
  identifyForm,
  refuseForm,
} from "../../../../worker/staff/data-requests/forms.ts";
import { childForm } from "../../../../worker/staff/desk/child-form.ts";
import { holdForm } from "../../../../worker/staff/desk/forms.ts";

/** What stands folded on the page of a request, wherever a law lets an answer be extended. */
const folded = [identifyForm, extendForm, refuseForm, holdForm("2026-12-01"), childForm];

describe("the page of a data request", () => {
  it.each([deedForm, eraseAllForm, closeForm])("has one field of each name beside the form $id", (deed) => {
    const names = [...folded, deed].flatMap(({ fields }) => fields.map(({ name }) => name));
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });
});
