import { describe, expect, it } from "vitest";
import { statementsIn } from "../../local/d1/statements.ts";

describe("the statements of a script", () => {
  it.each<[string, string, string[]]>([
    ["end at a semicolon", "select 1; select 2;\n", ["select 1", "select 2"]],
    ["need none at the end", "select 1", ["select 1"]],
    [
      "hold semicolons in texts and names",
      `insert into "a;b" values ('x;''y;');`,
      [`insert into "a;b" values ('x;''y;')`],
    ],
    [
      "hold semicolons in comments",
      "select 1 -- one; two\n, 2 /* ; */; select 3;",
      ["select 1 -- one; two\n, 2 /* ; */", "select 3"],
    ],
    [
      "keep a trigger whole, whatever it does",
      "CREATE TRIGGER t after insert on a begin select case when 1 then 2 end; delete from b; END; select 1;",
      [
        "CREATE TRIGGER t after insert on a begin select case when 1 then 2 end; delete from b; END",
        "select 1",
      ],
    ],
    [
      "take a table that is called trigger for a table",
      `create table "trigger" (a); select 1;`,
      [`create table "trigger" (a)`, "select 1"],
    ],
    ["are none in space and comments", " \n-- nothing\n", []],
  ])("%s", (_, script, statements) => {
    expect([...statementsIn(script)].map((one) => one.trim())).toEqual(statements);
  });
});
