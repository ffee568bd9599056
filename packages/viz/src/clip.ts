import type { Point } from "./plot.ts";

/** A rectangle with `left < right` and `top < bottom`. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Whether the point lies in the box or on its edge. */
export function inside([x, y]: Point, box: Box): boolean {
  return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
}

/**
 * The parts of a polyline that lie in the box. A diverging path has coordinates that overflow the
 * fixed-point numbers of SVG viewers, so it is cut here and not by the viewer.
 */
export function clipLine(points: readonly Point[], box: Box): Point[][] {
  const parts: Point[][] = [];
  let part: Point[] | undefined;
  points.forEach((to, i) => {
    const from = points[i - 1];
    if (!from) return;
    const piece = clipSegment(from, to, box);
    if (!piece) {
      part = undefined;
      return;
    }
    if (part && inside(from, box)) part.push(piece[1]);
    else {
      part = [...piece];
      parts.push(part);
    }
  });
  return parts;
}

/** The part of a segment that lies in the box (Liang and Barsky 1984), or undefined. */
function clipSegment(from: Point, to: Point, box: Box): [Point, Point] | undefined {
  const [x, y] = from;
  const dx = to[0] - x;
  const dy = to[1] - y;
  // Of a step this long, rounding hides where it passes, unless it begins here.
  const blurred = Math.abs(dx) + Math.abs(dy) > 1e12 && !inside(from, box);
  if (blurred || !Number.isFinite(dx) || !Number.isFinite(dy)) return undefined;
  let enter = 0;
  let leave = 1;
  // One row per edge: how fast the segment approaches it, and how far away it begins.
  const edges = [
    [-dx, x - box.left],
    [dx, box.right - x],
    [-dy, y - box.top],
    [dy, box.bottom - y],
  ] as const;
  for (const [speed, distance] of edges) {
    if (speed === 0 && distance < 0) return undefined;
    if (speed < 0) enter = Math.max(enter, distance / speed);
    if (speed > 0) leave = Math.min(leave, distance / speed);
  }
  if (enter > leave) return undefined;
  const start: Point = enter === 0 ? from : [x + enter * dx, y + enter * dy];
  const end: Point = leave === 1 ? to : [x + leave * dx, y + leave * dy];
  return [start, end];
}
