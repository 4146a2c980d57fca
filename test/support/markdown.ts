/** A table in Markdown, as prettier would have it. */
export function markdownTable(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...rows.map((row) => row[index]!.length)),
  );
  const lines = [columns, widths.map((width) => '-'.repeat(width)), ...rows];
  return lines
    .map((cells) => `| ${cells.map((cell, index) => cell.padEnd(widths[index]!)).join(' | ')} |\n`)
    .join('');
}
