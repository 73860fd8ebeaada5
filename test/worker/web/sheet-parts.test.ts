import { expect, it } from "vitest";
import { classesOf, partFor, piecesOf } from "../../../worker/web/sheet-parts.ts";

const partOf = (sheet: string, page: string) => partFor(piecesOf(sheet), classesOf(page));

it.each([
  ["a rule for any element", "p{margin:0}", "p{margin:0}"],
  ["a class that many components share", ".lead{margin:0}", ".lead{margin:0}"],
  ["a component that is there", "p.abcd:after{content:'x'}", "p.abcd:after{content:'x'}"],
  ["one of two components", ".abcd,.azzz{margin:0}", ".abcd,.azzz{margin:0}"],
  ["a component that is not there", "p.azzz{margin:0}a{color:red}", "a{color:red}"],
  ["a longer name that begins like one", ".azzz-x{margin:0}", ".azzz-x{margin:0}"],
  ["braces in what a rule says", '.azzz:before{content:"}{;"}a{color:red}', "a{color:red}"],
  ["a group", "@media print{.azzz{margin:0}.abcd{top:0}}", "@media print{.abcd{top:0}}"],
  ["a group of nothing that is needed", "@supports (top:0){@media print{.azzz{top:0}}}p{top:0}", "p{top:0}"],
  ["the order of layers", "@layer base;@layer parts{.azzz{top:0}}", "@layer base;@layer parts{}"],
  [
    "a font, and steps of an animation",
    "@font-face{src:url(a)}@keyframes b{to{top:0}}",
    "@font-face{src:url(a)}@keyframes b{to{top:0}}",
  ],
])("keeps of a sheet what a page needs: %s", (_, sheet, part) => {
  expect(partOf(sheet, '<p class="lead abcd">A page</p>')).toBe(part);
});
