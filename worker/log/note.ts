import { base64, bytesIn, hex, utf8 } from "./encoding.ts";
import { sha256 } from "./hashes.ts";

/** What a key signs: notes (C2SP signed-note), or checkpoints of others with the time (C2SP tlog-cosignature). */
export const keyKinds = { note: 0x01, cosignature: 0x04 } as const;

/** A public key with the name that it signs under. */
export interface NoteKey {
  name: string;
  kind: number;
  /** Ed25519, 32 bytes. */
  key: Uint8Array<ArrayBuffer>;
  /** Four bytes. */
  id: Uint8Array;
}

/** A key of which the private half is known. */
export interface NoteSigner extends NoteKey {
  signing: CryptoKey;
}

/** A line of signature below a note. */
export interface NoteSignature {
  name: string;
  id: Uint8Array;
  signature: Uint8Array<ArrayBuffer>;
  line: string;
}

/** A note that has been taken apart. Nothing of it has been proved yet. */
export interface Note {
  /** Ends with a line break. */
  text: string;
  signatures: readonly NoteSignature[];
}

/** The key with its name and id. */
export function noteKey(name: string, kind: number, key: Uint8Array<ArrayBuffer>): NoteKey {
  return { name, kind, key, id: sha256(utf8(`${name}\n`), Uint8Array.of(kind), key).slice(0, 4) };
}

/** A key as a line of text, `name+id+key`, with which it is handed out. */
export function keyLine({ name, kind, key, id }: NoteKey): string {
  return `${name}+${hex(id)}+${base64(Uint8Array.of(kind, ...key))}`;
}

/** The key that a line names; undefined when it is none, or not Ed25519, or its id is not its own. */
export function keyOfLine(line: string): NoteKey | undefined {
  const [, name = "", id = "", written = ""] =
    /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(line) ?? [];
  const bytes = bytesIn(written);
  const kind = bytes?.[0];
  if (bytes?.length !== 33 || (kind !== keyKinds.note && kind !== keyKinds.cosignature)) return undefined;
  const key = noteKey(name, kind, bytes.slice(1));
  return hex(key.id) === id ? key : undefined;
}

/** A note under the signature of every signer. */
export async function signNote(text: string, signers: readonly NoteSigner[]): Promise<string> {
  const lines = await Promise.all(
    signers.map(async (signer) => {
      const signature = await crypto.subtle.sign("Ed25519", signer.signing, utf8(text));
      return signatureLine(signer, new Uint8Array(signature));
    }),
  );
  return `${text}\n${lines.join("")}`;
}

/** A signature as the line below a note. */
export function signatureLine({ name, id }: Pick<NoteKey, "name" | "id">, signature: Uint8Array): string {
  return `— ${name} ${base64(Uint8Array.of(...id, ...signature))}\n`;
}

/** Takes a note apart; undefined when it is none. */
export function readNote(note: string): Note | undefined {
  const end = note.lastIndexOf("\n\n");
  if (end < 1 || !note.endsWith("\n") || /[^\P{Cc}\n\x7f-\x9f]/u.test(note)) return undefined;
  const signatures = readSignatures(note.slice(end + 2));
  return signatures && { text: note.slice(0, end + 1), signatures };
}

/** The lines of signature in a text; undefined when a line is something else. */
export function readSignatures(lines: string): NoteSignature[] | undefined {
  const read = lines
    .split("\n")
    .slice(0, -1)
    .map((line): NoteSignature | undefined => {
      const [, name = "", written = ""] = /^— ([^\s+]+) ([A-Za-z0-9+/=]+)$/.exec(line) ?? [];
      const bytes = bytesIn(written);
      if (bytes === undefined || bytes.length < 5) return undefined;
      return { name, id: bytes.slice(0, 4), signature: bytes.slice(4), line: `${line}\n` };
    });
  return read.length > 0 && read.every((one) => one !== undefined) ? read : undefined;
}

/** Whether a note carries the signature of a key. One that names the key and does not verify spoils the note. */
export async function isSignedBy({ text, signatures }: Note, key: NoteKey): Promise<boolean> {
  const own = signatures.filter((signature) => isOf(signature, key));
  const checked = await Promise.all(own.map(({ signature }) => isSignature(key, signature, text)));
  return checked.length > 0 && checked.every(Boolean);
}

/** Whether a line of signature names a key. */
export function isOf({ name, id }: NoteSignature, key: NoteKey): boolean {
  return name === key.name && hex(id) === hex(key.id);
}

/** Whether an Ed25519 signature of a key covers a text. */
export async function isSignature(
  { key }: NoteKey,
  signature: Uint8Array<ArrayBuffer>,
  text: string,
): Promise<boolean> {
  // workerd throws on a signature of another length, where the specification returns false.
  if (signature.length !== 64) return false;
  const verifying = await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", verifying, signature, utf8(text));
}
