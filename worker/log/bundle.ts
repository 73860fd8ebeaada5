import { utf8 } from "./encoding.ts";

/** The longest entry in bytes: its length is written in two. */
export const maxEntryBytes = 0xffff;

/** Entries one after the other, each after its length in two bytes (C2SP tlog-tiles). */
export function bundleOf(entries: readonly string[]): Uint8Array<ArrayBuffer> {
  const all = entries.map(utf8);
  const bundle = new Uint8Array(all.reduce((sum, { length }) => sum + 2 + length, 0));
  let at = 0;
  for (const entry of all) {
    if (entry.length > maxEntryBytes) throw new Error("an entry of the log is too long for it");
    new DataView(bundle.buffer).setUint16(at, entry.length);
    bundle.set(entry, at + 2);
    at += 2 + entry.length;
  }
  return bundle;
}

/** The entries of a bundle; undefined when its lengths do not fit. */
export function entriesIn(bundle: Uint8Array): Uint8Array[] | undefined {
  const entries: Uint8Array[] = [];
  const view = new DataView(bundle.buffer, bundle.byteOffset, bundle.byteLength);
  let at = 0;
  while (at + 2 <= bundle.length) {
    const end = at + 2 + view.getUint16(at);
    if (end > bundle.length) return undefined;
    entries.push(bundle.subarray(at + 2, end));
    at = end;
  }
  return at === bundle.length ? entries : undefined;
}
