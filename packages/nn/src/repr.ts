const indent = (text: string): string => text.replaceAll("\n", "\n  ");

/** A module as text: one line without parts, else one line per part, indented. */
export function describe(
  name: string,
  extra: string,
  children: readonly (readonly [string, string])[],
): string {
  if (children.length === 0) return `${name}(${extra})`;
  const lines = children.map(([child, text]) => `  (${child}): ${indent(text)}\n`);
  return `${name}(\n${extra === "" ? "" : `  ${extra}\n`}${lines.join("")})`;
}
