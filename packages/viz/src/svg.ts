import { printable } from "./text.ts";

/** Attributes of an SVG element; those that are undefined or "" are left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An SVG element as markup; `children` are markup too, so text among them goes through `escapeXml`. */
export function element(name: string, attributes: Attributes, ...children: string[]): string {
  const pairs = Object.entries(attributes)
    .filter(([, value]) => value !== undefined && value !== "")
    .map(
      ([key, value]) =>
        ` ${key}="${typeof value === "number" ? round(value) : escapeXml(`${value}`)}"`,
    );
  const start = `<${name}${pairs.join("")}`;
  return children.length === 0 ? `${start}/>` : `${start}>${children.join("")}</${name}>`;
}

/** Text as it must stand between tags or in an attribute. */
export function escapeXml(text: string): string {
  const entities: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&apos;",
  };
  return printable(text).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** A hundredth of a pixel is more than enough, and keeps files small. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** A text element; `attributes` hold at least its place. */
export function label(text: string, attributes: Attributes): string {
  return element("text", attributes, escapeXml(text));
}
