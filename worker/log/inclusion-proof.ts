import { base64, bytesIn } from "./encoding.ts";
import type { Hash } from "./hashes.ts";

/** What proves that an entry is in a log, to be kept as a file (C2SP tlog-proof). */
export interface InclusionProof {
  /** The entry's place, counted from 0. */
  index: number;
  hashes: readonly Hash[];
  /** What the file brings along unproved: here the entry, where the file stands alone. */
  extra?: Uint8Array;
  /** The whole signed checkpoint. */
  checkpoint: string;
}

const firstLine = "c2sp.org/tlog-proof@v1";

/** A proof as a file. */
export function proofFile({ index, hashes, extra, checkpoint }: InclusionProof): string {
  const brought = extra ? [`extra ${base64(extra)}`] : [];
  return [firstLine, ...brought, `index ${index}`, ...hashes.map(base64), "", checkpoint].join("\n");
}

/** Reads such a file; undefined when it is none. */
export function readProof(file: string): InclusionProof | undefined {
  const end = file.indexOf("\n\n");
  const [first, ...lines] = file.slice(0, Math.max(0, end)).split("\n");
  const [, brought] = /^extra (.*)$/.exec(lines[0] ?? "") ?? [];
  const [place = "", ...written] = brought === undefined ? lines : lines.slice(1);
  const extra = brought === undefined ? undefined : bytesIn(brought);
  const [, index] = /^index (0|[1-9]\d{0,14})$/.exec(place) ?? [];
  const hashes = written.map(bytesIn).filter((hash) => hash?.length === 32) as Hash[];
  const isCut = hashes.length < written.length || (brought !== undefined && !extra);
  if (first !== firstLine || index === undefined || isCut) return undefined;
  return { index: Number(index), hashes, ...(extra ? { extra } : {}), checkpoint: file.slice(end + 2) };
}
