import { DOMParser, type Document, type Element, onWarningStopParsing } from "@xmldom/xmldom";

/** Parses an SVG document strictly: the slightest mistake in the XML throws. */
export function readSvg(svg: string): Document {
  return new DOMParser({ onError: onWarningStopParsing }).parseFromString(svg, "image/svg+xml");
}

/** The elements of a class, or of a name where `parent` has no classes. */
export function byClass(document: Document, name: string): Element[] {
  return [...document.getElementsByClassName(name)];
}

export function byTag(parent: Document | Element, name: string): Element[] {
  return [...parent.getElementsByTagName(name)];
}

export function numberOf(element: Element | undefined, attribute: string): number {
  return Number(element?.getAttribute(attribute) ?? Number.NaN);
}

/** The points of a path that consists of M and L commands only. */
export function pathPoints(d: string): [number, number][] {
  return d
    .split(/[ML]/)
    .filter(Boolean)
    .map((pair) => pair.split(",").map(Number) as [number, number]);
}

/** The frame between the axes: the rectangle without a fill. */
export function frame(document: Document): { x: number; y: number; width: number; height: number } {
  const rect = byTag(document, "rect").find((entry) => entry.getAttribute("fill") === "none");
  return {
    x: numberOf(rect, "x"),
    y: numberOf(rect, "y"),
    width: numberOf(rect, "width"),
    height: numberOf(rect, "height"),
  };
}
