import { expect, it } from "vitest";
import { labelsOf, partsOf, syllablesOf } from "../site/breakable.ts";

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

it.each([
  ["Главная (английский)", "[Глав-ная] [(ан-глий-ский)]"],
  ["за\u00A022 ноября 2026 года", "[за\u00A022 но-яб-ря 2026 года]"],
  ["Из Китая", "Из [Ки-тая]"],
  ["пишите: александра@example.org", "[пи-ши-те:] [александра@example.org]"],
  ["Home (English)", "Home (English)"],
])("moves each long word and day of “%s” to the next line whole before dividing it", (text, moved) => {
  const parts = partsOf(text).map(({ isWhole, syllables }) => {
    const words = syllables.join("-");
    return isWhole ? `[${words}]` : words;
  });
  expect(parts.join("")).toBe(moved);
});
