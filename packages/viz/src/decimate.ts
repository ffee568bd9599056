import type { Point } from "./plot.ts";

/**
 * Drops the points of a polyline that can't be seen: of each run of points within one pixel
 * column it keeps the first, the lowest, the highest and the last, which cover the same pixels
 * (the M4 aggregation of Jugel et al. 2014). Points are in pixels.
 */
export function decimate(points: readonly Point[]): Point[] {
  const kept: Point[] = [];
  let run: Point[] = [];
  for (const point of points) {
    const first = run[0];
    if (first && Math.floor(first[0]) !== Math.floor(point[0])) {
      kept.push(...ends(run));
      run = [];
    }
    run.push(point);
  }
  kept.push(...ends(run));
  return kept;
}

function ends(run: readonly Point[]): Point[] {
  if (run.length <= 4) return [...run];
  let low = 0;
  let high = 0;
  run.forEach(([, y], i) => {
    if (y < (run[low]?.[1] ?? y)) low = i;
    if (y > (run[high]?.[1] ?? y)) high = i;
  });
  const keep = new Set([0, low, high, run.length - 1]);
  return run.filter((_, i) => keep.has(i));
}

/** Drops points of a path that lie closer than `distance` to the last one kept; keeps both ends. */
export function thin(points: readonly Point[], distance: number): Point[] {
  let last: Point | undefined;
  return points.filter((point, i) => {
    const far = !last || Math.hypot(point[0] - last[0], point[1] - last[1]) >= distance;
    if (far) last = point;
    return far || i === points.length - 1;
  });
}

/**
 * Drops points that a straight line through their neighbours misses by less than `tolerance`
 * (Douglas and Peucker 1973), so that bends keep their points and straights lose theirs.
 */
export function simplify(points: readonly Point[], tolerance: number): Point[] {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last || points.length < 3) return [...points];
  let farthest = 0;
  let most = tolerance;
  for (let i = 1; i < points.length - 1; i++) {
    const distance = distanceToSegment(points[i] ?? first, first, last);
    if (distance > most) {
      most = distance;
      farthest = i;
    }
  }
  if (farthest === 0) return [first, last];
  const head = simplify(points.slice(0, farthest + 1), tolerance);
  return [...head.slice(0, -1), ...simplify(points.slice(farthest), tolerance)];
}

function distanceToSegment([x, y]: Point, [x0, y0]: Point, [x1, y1]: Point): number {
  const dx = x1 - x0;
  const dy = y1 - y0;
  const squared = dx * dx + dy * dy;
  // A closed line begins where it ends: there is no direction, only a distance.
  const along = squared === 0 ? 0 : ((x - x0) * dx + (y - y0) * dy) / squared;
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(x - x0 - t * dx, y - y0 - t * dy);
}
