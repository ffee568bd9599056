import { assign } from "./assign.ts";
import { matmul } from "./contractions.ts";
import { conv, convInput, convWeight } from "./convolution.ts";
import { contiguous } from "./copy.ts";
import { arange, constant, full, random } from "./creation.ts";
import { custom } from "./custom.ts";
import * as elementwise from "./elementwise.ts";
import { gather, indexAdd, indexSelect, lastAt, positions, scatterAdd } from "./indexing.ts";
import * as linearAlgebra from "./linear-algebra.ts";
import { concat, pad } from "./movement.ts";
import type { Op, OpName } from "./op.ts";
import * as reductions from "./reductions.ts";
import * as scans from "./scans.ts";
import { argsort } from "./sorting.ts";
import { update } from "./update.ts";
import { broadcastTo, detach, diagonal, flip, permute, reshape, slice } from "./views.ts";
import { argmaxWindows, maxWindows, overlapAdd, sumWindows, windows } from "./windows.ts";

/** What each op of the vocabulary computes: the first of the three tables. */
export const ops: { readonly [K in OpName]: Op<K> } = {
  ...elementwise,
  ...reductions,
  ...scans,
  argsort,
  reshape,
  permute,
  broadcastTo,
  slice,
  flip,
  diagonal,
  detach,
  concat,
  pad,
  indexSelect,
  indexAdd,
  gather,
  scatterAdd,
  positions,
  lastAt,
  contiguous,
  matmul,
  conv,
  convInput,
  convWeight,
  windows,
  overlapAdd,
  sumWindows,
  maxWindows,
  argmaxWindows,
  ...linearAlgebra,
  constant,
  full,
  arange,
  random,
  assign,
  update,
  custom,
};
