import { expect, it } from "vitest";
import {
  checkpointText,
  cosignatureOf,
  cosignedText,
  readCheckpoint,
} from "../../../worker/log/checkpoint.ts";
import { utf8 } from "../../../worker/log/encoding.ts";
import { proofFile, readProof } from "../../../worker/log/inclusion-proof.ts";
import { openLogKeys } from "../../../worker/log/keys.ts";
import {
  isSignedBy,
  keyKinds,
  keyLine,
  keyOfLine,
  noteKey,
  readNote,
  readSignatures,
  signatureLine,
  signNote,
} from "../../../worker/log/note.ts";
import { laterLogKey, logKey } from "../../fixtures/log-key.ts";

// The examples of C2SP signed-note and tlog-checkpoint.
const exampleKey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
const exampleNote = `This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
`;
const exampleCheckpoint = `example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
`;

const keys = () => openLogKeys(JSON.stringify({ keys: [logKey, laterLogKey] }), "https://www.example.com");

it("reads and proves the note that the specification gives as an example, and no other text under it", async () => {
  const key = keyOfLine(exampleKey);
  const note = readNote(exampleNote);
  if (!key || !note) throw new Error("the examples are read");
  expect(keyLine(key)).toBe(exampleKey);
  expect(await isSignedBy(note, key)).toBe(true);
  expect(await isSignedBy({ ...note, text: "This is another message.\n" }, key)).toBe(false);
  expect(await isSignedBy({ ...note, signatures: [] }, key)).toBe(false);
});

it("reads the checkpoint of the specification, and nothing that only looks like one", () => {
  expect(readCheckpoint(exampleCheckpoint)).toMatchObject({
    origin: "example.com/behind-the-sofa",
    size: 20_852_163,
  });
  for (const wrong of [
    exampleCheckpoint.replace("20852163", "020852163"),
    exampleCheckpoint.replace("20852163", "-1"),
    exampleCheckpoint.replace("CsUY", "CsU"),
    exampleCheckpoint.replace("\n\n", "\n"),
    exampleCheckpoint.slice(0, -1),
    exampleCheckpoint.replace("example", "exa\u0001mple"),
    "",
  ])
    expect(readCheckpoint(wrong), wrong).toBeUndefined();
});

it("signs what it can read, with every key that has its private half", async () => {
  const { origin, signers, published } = await keys();
  expect(origin).toBe("www.example.com/log");
  const tree = { origin, size: 7, root: new Uint8Array(32).fill(7) };
  const read = readCheckpoint(await signNote(checkpointText(tree), signers));
  expect(read).toMatchObject(tree);
  for (const key of published) expect(read && (await isSignedBy(read.note, key))).toBe(true);
  const retired = await openLogKeys(
    JSON.stringify({ keys: [logKey, { ...laterLogKey, d: undefined }] }),
    "https://www.example.com",
  );
  expect([retired.signers.length, retired.published.length]).toEqual([1, 2]);
});

it("takes no key whose id or kind is not its own", () => {
  for (const wrong of [
    exampleKey.replace("530d903a", "530d903b"),
    exampleKey.replace("foo", "fooo"),
    exampleKey.replace("+Aek", "+Bek"),
    "x",
    "",
  ])
    expect(keyOfLine(wrong), wrong).toBeUndefined();
});

it("takes a witness's word only for the text, time and key that it signed", async () => {
  const { signers } = await keys();
  const [signer] = signers;
  if (!signer) throw new Error("there is a signer");
  const witness = {
    ...noteKey("witness.example/w1", keyKinds.cosignature, signer.key),
    signing: signer.signing,
  };
  const text = checkpointText({ origin: "www.example.com/log", size: 7, root: new Uint8Array(32) });
  const signedAt = async (seconds: number, of = text) => {
    const time = new Uint8Array(8);
    new DataView(time.buffer).setBigUint64(0, BigInt(seconds));
    const signature = new Uint8Array(
      await crypto.subtle.sign("Ed25519", witness.signing, utf8(cosignedText(seconds, of))),
    );
    return readSignatures(signatureLine(witness, Uint8Array.of(...time, ...signature))) ?? [];
  };
  expect(await cosignatureOf(witness, text, await signedAt(1_800_000_000))).toMatchObject({
    at: new Date(1_800_000_000_000),
  });
  expect(await cosignatureOf(witness, text, await signedAt(0))).toBeUndefined();
  expect(await cosignatureOf(witness, text, await signedAt(1_800_000_000, `${text}x\n`))).toBeUndefined();
  const another = noteKey("witness.example/w2", keyKinds.cosignature, signer.key);
  expect(await cosignatureOf(another, text, await signedAt(1_800_000_000))).toBeUndefined();
  const [line] = await signedAt(1_800_000_000);
  if (!line) throw new Error("there is a line");
  const later = { ...line, signature: Uint8Array.from(line.signature).with(7, 9) as Uint8Array<ArrayBuffer> };
  expect(await cosignatureOf(witness, text, [later])).toBeUndefined();
});

it("reads the proofs it writes, also with extra data, and nothing that was cut", () => {
  const proof = {
    index: 3,
    hashes: [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)],
    checkpoint: exampleCheckpoint,
  };
  const file = proofFile(proof);
  expect(readProof(file)).toEqual(proof);
  const extra = utf8("what it proves");
  expect(readProof(proofFile({ ...proof, extra }))).toEqual({ ...proof, extra });
  for (const wrong of [
    file.replace("v1", "v2"),
    file.replace("index 3", "index 03"),
    file.replace("AQEB", "AQE"),
    file.replace("index", "extra YQ=\nindex"),
    file.slice(0, 60),
  ])
    expect(readProof(wrong), wrong).toBeUndefined();
});
