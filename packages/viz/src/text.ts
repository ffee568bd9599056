/**
 * Replaces what neither XML nor a terminal may be handed: control characters (an escape sequence
 * in a series' name would move the cursor) and halves of surrogate pairs.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, " ");
}

/** Estimates the width of `text` in pixels; there is no font to ask, so it errs on the wide side. */
export function textWidth(text: string, fontSize: number): number {
  let ems = 0;
  for (const character of text) ems += characterWidth(character);
  return ems * fontSize;
}

function characterWidth(character: string): number {
  if (/[ ijlft.,:;'|!()[\]\u2070-\u209F]/u.test(character)) return 0.32;
  if (/[mwMW@%]/u.test(character)) return 0.9;
  if (/[A-Z]/u.test(character)) return 0.7;
  // Chinese, Japanese and Korean characters and emoji are as wide as they are high.
  return (character.codePointAt(0) ?? 0) >= 0x1100 && !/[\u2000-\u2BFF]/u.test(character)
    ? 1
    : 0.58;
}

/** Cuts `text` with an ellipsis where `measure` says that it is wider than `limit`. */
export function truncate(
  text: string,
  limit: number,
  measure: (text: string) => number = (t) => [...t].length,
): string {
  if (measure(text) <= limit) return text;
  const characters = [...text];
  while (characters.length > 0 && measure(`${characters.join("")}…`) > limit) characters.pop();
  return `${characters.join("").trimEnd()}…`;
}

/** Places items of the given widths in rows no wider than `limit`: the row and offset of each. */
export function wrap(
  widths: readonly number[],
  gap: number,
  limit: number,
): { row: number; offset: number }[] {
  let row = 0;
  let offset = 0;
  return widths.map((width) => {
    if (offset > 0 && offset + width > limit) {
      row += 1;
      offset = 0;
    }
    const place = { row, offset };
    offset += width + gap;
    return place;
  });
}
