import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { answers, formIds } from "../fixtures/answers.ts";
import { allMail, fillIn, mailTo, ownSite, referenceOf, send } from "./site.ts";

const site = ownSite();

/** What Gulnara types wherever a form accepts it. */
const typed = {
  name: "Gulnara Weidenbaum",
  phone: "+7 495 555 0177",
  address: "17 Apricot Lane\nUppsala",
  company: "Kvarnholmen Handel",
  goods: "Candied bergamot",
  quantity: "481 crates",
  delivery: "Norrtull, by sledge",
  message: "Do you ship forty crates of dried apricots to Uppsala?",
  feedback: "The sultanas were sublime.",
  details: "Everything since Michaelmas.",
};

test("the state folder holds nothing that somebody typed into a form, nor whom mail went to", async () => {
  const references: string[] = [];
  for (const form of formIds) {
    const email = `gulnara.${form}@weidenbaum.example`;
    const own = Object.fromEntries(
      Object.entries({ ...typed, email, newsletter: "yes" }).filter(([name]) => name in answers[form]),
    );
    const values = { ...answers[form], ...own };
    references.push(referenceOf(await fillIn(`${site.url}/en/${form}/`, values)));
    if (form === "newsletter" || form === "data-request") await confirm(email);
  }
  const mails = (await allMail(site.server)).map(({ text }) => text).join("\n");
  const words = Object.values(typed).flatMap((text) => text.split("\n"));
  for (const text of words) expect(mails).toContain(text);

  const files = filesIn(site.state);
  expect(files.some((file) => file.endsWith(".sqlite-wal"))).toBe(true);
  const bytes = Buffer.concat(files.map((file) => readFileSync(file)));
  // The references prove that these are the right files.
  for (const reference of references) expect(bytes.includes(reference)).toBe(true);
  for (const text of [...words, "weidenbaum.example", "Weidenbaum", "apricots"]) {
    for (const form of formsOf(text)) expect(bytes.includes(form), text).toBe(false);
  }
});

/** Presses the button behind the link mailed to an address. */
async function confirm(email: string): Promise<void> {
  const mail = await mailTo(site.server, email, "/confirm/");
  const link = /http\S+\/confirm\/[\w-]{43}\//.exec(mail.text)?.[0] ?? "";
  expect((await send(link, {})).status).toBe(200);
  await mailTo(site.server, email, "confirmed");
}

/** A text in every form it could have in a file: UTF-8, UTF-16, and base64 at each of the three offsets. */
function formsOf(text: string): (string | Buffer)[] {
  const base64 = ["", "x", "xx"].map((before) => {
    const whole = Buffer.from(before + text).toString("base64");
    return whole.slice(before === "" ? 0 : 4, -4);
  });
  return [text, Buffer.from(text, "utf16le"), Buffer.from(text, "utf16le").swap16(), ...base64];
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map((file) => join(folder, String(file)))
    .filter((file) => statSync(file).isFile());
}
