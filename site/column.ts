/** Letters that a narrow column of figures has room for, in its heading as in its cells. A Chinese one takes two places. */
const maxNarrow = 6;

/** Whether figures and the longest word above them fit a narrow column. What they leave belongs to the names. */
export function isNarrow(head: string, cells: readonly (string | number)[]): boolean {
  const words = head.split(/\s/);
  return [...words, ...cells.map(String)].every((word) => placesOf(word) <= maxNarrow);
}

/** What stands in a cell: a dash where there is nothing. */
export function filled(cell: string | number): string | number {
  return cell === "" ? "–" : cell;
}

function placesOf(word: string): number {
  return word.length + (word.match(/\p{Script=Han}/gu)?.length ?? 0);
}
