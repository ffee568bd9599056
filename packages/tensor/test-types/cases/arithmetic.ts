import type { Add, DivMod, Less, Mul, Sub } from "#types/arithmetic.ts";
import { type Equal, expectType } from "../expect-shape.ts";

expectType<Equal<Add<0, 0>, 0>>();
expectType<Equal<Add<999, 1>, 1000>>();
expectType<Equal<Add<7, 95>, 102>>();
expectType<Equal<Sub<1000, 1>, 999>>();
expectType<Equal<Sub<1000, 1000>, 0>>();
expectType<Equal<Sub<105, 98>, 7>>();
expectType<Equal<Mul<784, 256>, 200704>>();
expectType<Equal<Mul<50257, 768>, 38597376>>();
expectType<Equal<Mul<100, 100>, 10000>>();
expectType<Equal<Mul<0, 7>, 0>>();
expectType<Equal<Mul<999, 999>, 998001>>();
expectType<Equal<DivMod<393216, 6144>, [64, 0]>>();
expectType<Equal<DivMod<7, 2>, [3, 1]>>();
expectType<Equal<DivMod<3, 7>, [0, 3]>>();
expectType<Equal<DivMod<1000, 10>, [100, 0]>>();
expectType<Equal<Less<199, 200>, true>>();
expectType<Equal<Less<10, 9>, false>>();
expectType<Equal<Less<9, 10>, true>>();
expectType<Equal<Less<12, 12>, false>>();
// Too big to count: unknown, not wrong
expectType<Equal<Mul<1000000000, 1000000000000>, number>>();
