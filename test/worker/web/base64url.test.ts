import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { base64url, bytesOf } from "../../../worker/web/base64url.ts";

describe("bytes in base64url", () => {
  it("are written as RFC 4648 says, with - and _ and without padding", () => {
    expect(base64url(new Uint8Array([0xfb, 0xff, 0xfe, 0x03]))).toBe("-__-Aw");
  });

  it("come back as they were, however many", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(bytesOf(base64url(bytes))).toEqual(bytes);
      }),
    );
    const long = crypto.getRandomValues(new Uint8Array(10_001));
    expect(bytesOf(base64url(long))).toEqual(long);
  });

  it.each(["A", "AB", "AAB", "AA==", "AA A", "AAA\n", "A+/A", "AAAAA", "é"])(
    "are not read from %j, which they are never written as",
    (text) => {
      expect(() => bytesOf(text)).toThrow("not base64url");
    },
  );
});
