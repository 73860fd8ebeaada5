import { describe, expect, test } from "vitest";
import { fillIn, mailTo, referenceOf, rowsOf, send } from "../http/site.ts";
import { staffMember } from "../http/staff-member.ts";
import { movedSite } from "./moved-site.ts";
import { from, inText, onDisk, rowCounts } from "./outside.ts";

const site = movedSite();
const contact = () => `${site.url}/en/contact/`;
const messages = async () =>
  (await rowsOf(site.server, "contact_messages")).map(({ reference }) => reference);

describe("minors", () => {
  test("a form asks you to declare your age group, and we keep no date of birth", async () => {
    const html = await (await fetch(contact())).text();
    expect(html).toMatch(/<input[^>]*type="radio"[^>]*name="age"/);
    expect(html).not.toMatch(/type="date"|name="(?:birth|born|dob)/);
    const columns = (await rowsOf(site.server, "sqlite_master")).map(({ sql }) => String(sql)).join("\n");
    expect(columns).not.toMatch(/\b(?:birth|born|date_of_birth|age)\w*\b text/i);
  });

  test("if you declare that you are under 14, we refuse the form, explain why and store nothing", async () => {
    const { minor_counts: _, ...before } = await rowCounts(site);
    const young = {
      ...from("contact", "young@promises.example.org"),
      age: "too-young",
      message: "Hello from a child",
    };
    const answer = await fillIn(contact(), young);
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(inText(html)).toContain("We can’t take this from you");
    expect(html).not.toContain("Hello from a child");
    const { minor_counts: __, ...after } = await rowCounts(site);
    expect(after).toEqual(before);
  });

  test("from 14 until the age of majority, we accept the form once a guardian has confirmed it", async () => {
    const guardian = "guardian@promises.example.org";
    const words = "May I order two felt hats?";
    const minor = { ...from("contact", "minor@promises.example.org"), age: "with-guardian", message: words };
    expect((await fillIn(contact(), minor)).status).toBe(422);
    const reference = referenceOf(await fillIn(contact(), { ...minor, guardian }));
    expect(await messages()).not.toContain(reference);
    expect(onDisk(site, [words, guardian])).toEqual([]);
    const { text } = await mailTo(site.server, guardian, "/guardian/");
    const link = /http\S+\/guardian\/[\w-]+\//.exec(text)?.[0] ?? "";
    expect(inText(await (await fetch(link)).text())).toContain(words);
    expect(await messages()).not.toContain(reference);
    expect((await send(`${link}agree/`, {})).status).toBe(200);
    expect(await messages()).toContain(reference);
  });

  test("If we discover that we hold data from a minor against this rule, we erase it.", async () => {
    const reference = referenceOf(
      await fillIn(contact(), from("contact", "was.a.child@promises.example.org")),
    );
    const { visitor } = await staffMember(site.server, "manager");
    const page = `/staff/inbox/${reference}/`;
    const unsure = await visitor.send(`${page}from-child/`, { position: "1" });
    expect(unsure.status).toBe(422);
    expect(await messages()).toContain(reference);
    const sure = await visitor.send(`${page}from-child/`, { position: "1", child: "yes" });
    expect(sure.status).toBe(303);
    expect(await messages()).not.toContain(reference);
    expect((await rowsOf(site.server, "submissions")).map((row) => row.reference)).not.toContain(reference);
  });

  test("The only exception is a minor aged 14 or over for whom a guardian has given confirmation.", async () => {
    const guardian = "silent.guardian@promises.example.org";
    const minor = { ...from("contact", "waits@promises.example.org"), age: "with-guardian", guardian };
    const reference = referenceOf(await fillIn(contact(), minor));
    const { text } = await mailTo(site.server, guardian, "/guardian/");
    const waiting = async () =>
      (await rowsOf(site.server, "waiting_for_guardians")).find((row) => row.reference === reference);
    expect((await waiting())?.sealed_content).not.toBe(null);
    await site.goOn(15);
    expect((await waiting())?.sealed_content).toBe(null);
    await send(`${/http\S+\/guardian\/[\w-]+\//.exec(text)?.[0]}agree/`, {});
    expect(await messages()).not.toContain(reference);
    await site.goOn(15);
    expect(await waiting()).toBe(undefined);
  });
});
