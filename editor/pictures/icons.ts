import { colour, drawn, mark } from "./drawing.ts";

/** The mark by itself, for a tab. */
export function tabIcon(size: number): Promise<Uint8Array> {
  return drawn(inSquare(`<g fill="${colour("seal")}">${mark}</g>`), size);
}

/** The mark on paper with room around it: phones cut the corners off. */
export function touchIcon(size: number): Promise<Uint8Array> {
  const paper = `<rect width="32" height="32" fill="${colour("background")}"/>`;
  const small = `<g transform="translate(6 6) scale(.625)" fill="${colour("seal")}">${mark}</g>`;
  return drawn(inSquare(paper + small), size);
}

/** PNG pictures of a square as one ICO file, which has a header, an entry for each, and the pictures. */
export function asIco(pictures: readonly { size: number; png: Uint8Array }[]): Buffer {
  const header = Buffer.alloc(6 + 16 * pictures.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length;
  for (const [index, { size, png }] of pictures.entries()) {
    const entry = 6 + 16 * index;
    header.writeUInt8(size, entry);
    header.writeUInt8(size, entry + 1);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(png.length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  }
  return Buffer.concat([header, ...pictures.map(({ png }) => png)]);
}

function inSquare(shapes: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${shapes}</svg>`;
}
