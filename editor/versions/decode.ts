import { isBlank } from "../../worker/web/typed-text.ts";
import { type Diagnostic, fileStart, placeAt, problem } from "../diagnostic.ts";

/** People read a policy: anything larger is none, and no browser should have to load it. */
const maxBytes = 1024 * 1024;

/** The text of a file in Unicode NFC, with LF line ends and without a byte order mark, or what is wrong with the file. */
export function decode(bytes: Uint8Array, file: string): string | Diagnostic {
  if (bytes.length > maxBytes) {
    const size = (bytes.length / maxBytes).toFixed(1);
    return problem(
      file,
      fileStart,
      "too-long",
      `is ${size} MB: a text has at most 1 MB, so split it or shorten it`,
    );
  }
  if (isUtf16(bytes)) return problem(file, fileStart, "encoding", "is UTF-16: save it as UTF-8");
  const text = new TextDecoder("utf-8").decode(bytes).normalize("NFC").replace(/\r\n?/g, "\n");
  const wrong = firstWrongByte(bytes);
  if (wrong !== undefined) {
    const before = new TextDecoder("utf-8").decode(bytes.subarray(0, wrong)).replace(/\r\n?/g, "\n");
    const byte = (bytes[wrong] ?? 0).toString(16).toUpperCase();
    return problem(
      file,
      placeAt(before, before.length),
      "encoding",
      `is not UTF-8 from here on (byte 0x${byte}): find out its encoding and save it as UTF-8`,
    );
  }
  if (isBlank(text)) return problem(file, fileStart, "empty", "is empty: write the text");
  const control = /(?![\t\n\f])\p{Cc}/u.exec(text);
  if (control) {
    const code = control[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    return problem(
      file,
      placeAt(text, control.index),
      "control-character",
      `holds the control character U+${code}, which no page can show: delete it`,
    );
  }
  return text;
}

function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

/** The offset of the first byte that is not UTF-8 (a lone surrogate is not). */
function firstWrongByte(bytes: Uint8Array): number | undefined {
  if (isUtf8(bytes)) return undefined;
  let right = 0;
  let wrong = bytes.length;
  // `stream` accepts a sequence that is cut off at the end, so a prefix is wrong only if it contains a wrong byte.
  while (wrong - right > 1) {
    const middle = (right + wrong) >> 1;
    if (isUtf8(bytes.subarray(0, middle), true)) right = middle;
    else wrong = middle;
  }
  // The correct bytes may end with the beginning of the wrong sequence.
  while (right > 0 && !isUtf8(bytes.subarray(0, right))) right--;
  return right;
}

function isUtf8(bytes: Uint8Array, isCut = false): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: isCut });
    return true;
  } catch {
    return false;
  }
}
