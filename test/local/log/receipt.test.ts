import { expect, it } from "vitest";
import { type Beside, verifyReceipt } from "../../../local/log/receipt.ts";
import { receiptInWords } from "../../../local/log/receipt-words.ts";
import { openLogKeys } from "../../../worker/log/keys.ts";
import { keyLine } from "../../../worker/log/note.ts";
import { firstVersion } from "../../fixtures/content.ts";
import { type KeptFile, keptReceipt } from "../../fixtures/kept-receipt.ts";
import { folderKeys, loggedText } from "../../fixtures/log-folder.ts";
import { laterLogKey } from "../../fixtures/log-key.ts";
import { makeWitness } from "../../fixtures/witness.ts";

const verify = (file: unknown, beside: Beside = {}) => verifyReceipt(JSON.stringify(file), beside);
const inWords = async (file: KeptFile, beside: Beside = {}) => receiptInWords(await verify(file, beside));

/** A file with something changed in it. */
async function spoilt(change: (file: KeptFile) => void): Promise<KeptFile> {
  const file = await keptReceipt();
  change(file);
  return file;
}

it("says what it proved, and calls a tree that nobody else signed unwitnessed", async () => {
  const file = await keptReceipt();
  const said = await inWords(file);
  expect(said).toMatch(/^Genuine: the record below was signed by https:\/\/www\.example\.com/);
  expect(said).toContain("is entry 2 of the log www.example.com/log when it had 3 entries");
  expect(said).toContain(`The policy of ${firstVersion.date} in en`);
  expect(said).toContain("is entry 3 of it");
  expect(said).toContain("compare it with what you know from elsewhere");
  expect(said).toContain("UNWITNESSED");
  expect(said).toContain("I agree that you keep this message.");
  expect(said).toContain(`A printed code of this receipt ends in ${file.sha256}`);
});

it("is witnessed where a witness signed the tree, whose key its owner knows or the file names", async () => {
  const witness = await makeWitness("witness.example/w1", (await folderKeys()).published);
  const file = await keptReceipt([], (text) => witness.cosign(text));
  expect(await inWords(file)).toContain("UNWITNESSED");
  file.log.witnesses = [keyLine(witness.key)];
  expect(await inWords(file)).toContain("by the keys that the file names: compare them");
  const known = await inWords(file, { witnesses: [keyLine(witness.key)] });
  expect(known).toMatch(/Witnessed: witness\.example\/w1 \(20\d\d-.*\) signed the same tree\.\n/);
  const other = await makeWitness("witness.example/w2", []);
  expect(await inWords(file, { witnesses: [keyLine(other.key)] })).toContain("UNWITNESSED");
});

it("is held against the printed code, the text of the policy and the key that its owner knows", async () => {
  const file = await keptReceipt();
  const [key] = (await folderKeys()).published;
  const code = `https://www.example.com/en/sent/M-1/#sha256-${file.sha256}`;
  const said = await inWords(file, { code, key: key && keyLine(key) });
  expect(said).toContain("The printed code holds the hash of this record.");
  expect(said).toContain("The key that signed the log is the one that you know.");
  await expect(verify(file, { code: code.replace(/.$/, "x") })).rejects.toThrow("of another receipt");
  await expect(verify(file, { text: Buffer.from("another") })).rejects.toThrow("not one that it names");
  const [later] = (await openLogKeys(JSON.stringify(laterLogKey), "https://www.example.com")).published;
  await expect(verify(file, { key: keyLine(later) })).rejects.toThrow("the key that you know");
});

it.each<[string, (file: KeptFile) => void, string]>([
  [
    "its readable part",
    (file) => Object.assign(file.receipt, { sub: "M-2" }),
    "its readable part says otherwise",
  ],
  [
    "its signature",
    (file) => Object.assign(file, { jws: file.jws.replace(/.{6}$/, "AAAAAA") }),
    "its signature is not",
  ],
  [
    "the proof of its key",
    ({ log }) => log.proofs.shift(),
    "the key that signed it is not proved to be in the log",
  ],
  ["the proof of its text", ({ log }) => log.proofs.pop(), "is not proved to be in the log"],
  ["every proof", ({ log }) => log.proofs.splice(0), "it has no proofs"],
  [
    "the words of what was signed",
    (file) => Object.assign(file, { text: "goods: all" }),
    "not the one that was signed",
  ],
  ["the keys of the log", ({ log }) => log.keys.splice(0), "not signed by a key that the file names"],
  [
    "an entry of the log",
    ({ log }) => {
      for (const one of log.proofs) one.entry = one.entry.replace("a".repeat(64), "b".repeat(64));
    },
    "the log does not have this entry",
  ],
  [
    "the place in a proof",
    ({ log }) => {
      for (const one of log.proofs) one.proof = one.proof.replace("index 2", "index 1");
    },
    "the log does not have this entry",
  ],
])("does not pass when somebody changed %s", async (_, change, reason) => {
  await expect(verify(await spoilt(change))).rejects.toThrow(reason);
});

it("does not pass with a key or proof of another log, however well they fit each other", async () => {
  const [file, other] = [await keptReceipt(), await keptReceipt([loggedText("2027-03-01", 2, "b")])];
  const [first] = other.log.proofs;
  const mixed = { ...file, log: { ...file.log, proofs: [...file.log.proofs.slice(1), first] } };
  await expect(verify(mixed)).rejects.toThrow("the log does not have this entry");
  await expect(verifyReceipt("Hello", {})).rejects.toThrow("this is no receipt");
  await expect(verify({ ...file, jws: `${file.jws}.x` })).rejects.toThrow("this is no receipt");
});
