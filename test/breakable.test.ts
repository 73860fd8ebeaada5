import { expect, it } from "vitest";
import { labelsOf, syllablesOf } from "../site/breakable.ts";

it.each([
  ["Политика конфиденциальности", "По-ли-ти-ка кон-фи-ден-ци-аль-нос-ти"],
  ["Великобритания", "Ве-ли-коб-ри-та-ния"],
  ["предъявитель", "предъ-яви-тель"],
  ["чувствительность", "чувс-тви-тель-ность"],
  ["Просмотры за 22 ноября", "Прос-мот-ры за 22 но-яб-ря"],
  ["Privacy policy", "Privacy policy"],
  ["隐私政策", "隐私政策"],
])("divides %s between syllables, never one letter alone", (text, divided) => {
  expect(syllablesOf(text).join("-")).toBe(divided);
});

it("divides the name of a host before its full stops, and no sentence", () => {
  expect(labelsOf("silk-road.example.com")).toEqual(["silk-road", ".example", ".com"]);
  expect(labelsOf("2 тыс. посещений")).toEqual(["2 тыс. посещений"]);
});
