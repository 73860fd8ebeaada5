import { encode } from "uqr";

/** A QR code as a path of lines one wide, on a square of a size. */
export interface QrCode {
  size: number;
  path: string;
}

/** Draws a text as a QR code: dark lines on a light ground, whatever the colour scheme, because cameras look for that. */
export function qrCode(text: string): QrCode {
  // The least correction: fewer squares are easier to read, and the picture is smaller.
  const { data, size } = encode(text, { ecc: "L", border: 4 });
  return { size, path: linesOf(data) };
}

/** The same as a picture of its own. */
export function qrPicture(text: string): string {
  const { size, path } = qrCode(text);
  const square = `viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${square}><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path stroke="#000" d="${path}"/></svg>`;
}

/** The dark squares of a row as lines, each begun from the end of the last: shorter than squares and than places. */
function linesOf(rows: readonly (readonly boolean[])[]): string {
  let path = "M0 .5";
  let [x, y] = [0, 0];
  for (const [row, squares] of rows.entries()) {
    const drawn = squares.map((isDark) => (isDark ? "#" : " ")).join("");
    for (const { 0: run, index } of drawn.matchAll(/#+/g)) {
      path += `m${index - x} ${row - y}h${run.length}`;
      [x, y] = [index + run.length, row];
    }
  }
  return path;
}
