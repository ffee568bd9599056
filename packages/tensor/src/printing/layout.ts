/** What the layout of an array depends on. */
export interface Layout {
  /** Extent of each axis; none of them 0. */
  readonly shape: readonly number[];
  /** Text of the element with a given index in row-major order. */
  readonly text: (index: number) => string;
  /** Stands between elements; without its trailing space also between rows. */
  readonly separator: string;
  /** Columns that precede the array on its first line and are left blank on the others. */
  readonly indent: number;
  /** Columns of a line. */
  readonly width: number;
  /** Elements at both ends of an axis that are shown, or `Infinity` for all of them. */
  readonly edgeItems: number;
}

/** The positions shown of an axis, and how many of them stand before the gap, if there is one. */
export interface Shown {
  /** Positions along the axis. */
  readonly positions: readonly number[];
  /** `...` stands before the position with this number; −1 if nothing is left out. */
  readonly gap: number;
}

/** The positions of an axis that are shown when at most `edgeItems` are at both ends. */
export function shownPositions(extent: number, edgeItems: number): Shown {
  if (extent <= 2 * edgeItems) {
    return { positions: Array.from({ length: extent }, (_, i) => i), gap: -1 };
  }
  const first = Array.from({ length: edgeItems }, (_, i) => i);
  const last = first.map((i) => extent - edgeItems + i);
  return { positions: [...first, ...last], gap: edgeItems };
}

/** Brackets, separators, line breaks and indentation as in NumPy's `array2string`. */
export function layOut(layout: Layout): string {
  return layOutAxis(layout, 0, 0);
}

function layOutAxis(layout: Layout, axis: number, index: number): string {
  const { shape, text, edgeItems } = layout;
  if (axis === shape.length) return text(index);
  const { positions, gap } = shownPositions(shape[axis] as number, edgeItems);
  const items = positions.map((position) =>
    layOutAxis(layout, axis + 1, index * (shape[axis] as number) + position),
  );
  if (gap >= 0) items.splice(gap, 0, "...");
  return `[${axis === shape.length - 1 ? wrap(items, layout) : stack(items, layout, axis)}]`;
}

/** The elements of a row, broken into lines; every line but the first is indented. */
function wrap(items: readonly string[], { shape, separator, indent, width }: Layout): string {
  const margin = " ".repeat(indent + shape.length);
  // Room for a bracket of each axis that might close at the end of the line.
  const limit = width - shape.length;
  let lines = "";
  let line = margin;
  for (const [i, item] of items.entries()) {
    if (line.length + item.length > limit && line.length > margin.length) {
      lines += `${line.trimEnd()}\n`;
      line = margin;
    }
    line += i < items.length - 1 ? item + separator : item;
  }
  return (lines + line).slice(margin.length);
}

/** Rows below each other; blank lines between matrices, more between what contains them. */
function stack(items: readonly string[], layout: Layout, axis: number): string {
  const breaks = "\n".repeat(layout.shape.length - axis - 1);
  const margin = " ".repeat(layout.indent + axis + 1);
  return items.join(layout.separator.trimEnd() + breaks + margin);
}
