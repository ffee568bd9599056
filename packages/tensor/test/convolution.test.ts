import { describe, expect, it } from "vitest";
import {
  conv1d,
  conv2d,
  conv3d,
  convTranspose1d,
  convTranspose2d,
  fold,
  ones,
  randn,
  ShapeError,
  type Tensor,
  tensor,
  unfold,
  zeros,
} from "../src/index.ts";

const row = (...values: number[]): Tensor => tensor([[values]]);

describe("a convolution", () => {
  it("correlates, that is, does not turn the kernel round", () => {
    expect(conv1d(row(1, 0, 0, 2), row(1, 10, 100)).toArray()).toEqual([[[1, 200]]]);
  });
  it("adds the bias to each channel", () => {
    const y = conv2d(ones([1, 1, 2, 2]), zeros([2, 1, 1, 1]), tensor([3, -1]));
    expect(y.toArray()).toEqual([
      [
        [
          [3, 3],
          [3, 3],
        ],
        [
          [-1, -1],
          [-1, -1],
        ],
      ],
    ]);
  });
  it('keeps the size with padding "same", and puts an odd zero at the end', () => {
    expect(conv1d(row(1, 2, 3), row(1, 1), null, { padding: "same" }).toArray()).toEqual([
      [[3, 5, 3]],
    ]);
    const wide = conv2d(ones([1, 1, 5, 4]), ones([1, 1, 4, 3]), null, {
      padding: "same",
      dilation: [1, 3],
    });
    expect(wide.shape).toEqual([1, 1, 5, 4]);
  });
  it("takes one image without a batch axis", () => {
    const [x, w] = [randn([3, 5, 6]), randn([2, 3, 3, 3])];
    expect(conv2d(x, w).toArray()).toEqual(conv2d(x.expandDims(0), w).squeeze(0).toArray());
  });
  it("of a batch of none is a batch of none", () => {
    expect(conv2d(zeros([0, 2, 5, 5]), zeros([4, 2, 3, 3])).shape).toEqual([0, 4, 3, 3]);
  });
  it("of no channels is the bias", () => {
    expect(conv1d(zeros([1, 0, 2]), zeros([1, 0, 1]), tensor([5])).toArray()).toEqual([[[5, 5]]]);
  });
  it("lets NaN and infinities reach only what sees them", () => {
    const y = conv1d(row(1, Number.NaN, 2, 3, Number.POSITIVE_INFINITY), row(1, 1));
    expect(y.toArray()).toEqual([[[Number.NaN, Number.NaN, 5, Number.POSITIVE_INFINITY]]]);
  });
  it("works on integers, which stay integers", () => {
    const x = tensor([[[1, 2, 3]]], { dtype: "int32" });
    const y = conv1d(x, tensor([[[2, 1]]], { dtype: "int32" }));
    expect([y.dtype, y.toArray()]).toEqual(["int32", [[[4, 7]]]]);
  });
  it("transposed adds filters where the convolution would read", () => {
    const y = convTranspose1d(row(1, 2), row(1, 10, 100), tensor([0.5]), { stride: 2 });
    expect(y.toArray()).toEqual([[[1.5, 10.5, 102.5, 20.5, 200.5]]]);
    const more = { stride: 2, padding: 1, outputPadding: 1 };
    expect(convTranspose1d(row(1, 2), row(1, 10, 100), null, more).toArray()).toEqual([
      [[10, 102, 20, 200]],
    ]);
  });
  it("transposed may have a whole stride of padding at the end, if the dilation is larger", () => {
    const options = { stride: 1, dilation: 3, outputPadding: 2 };
    expect(convTranspose1d(row(1, 2), row(1, 10), null, options).toArray()).toEqual([
      [[1, 2, 0, 10, 20, 0, 0]],
    ]);
  });
});

describe("errors of convolutions", () => {
  const x = zeros([2, 3, 8, 8]);
  const w = zeros([4, 3, 3, 3]);
  it.each<[string, () => unknown, string]>([
    [
      "rank",
      () => conv2d(zeros([3, 8]), w),
      "conv2d: the input has shape [3, 8]: needed [N, C, H, W], or [C, H, W] for one image",
    ],
    [
      "weight",
      () => conv1d(zeros([1, 3, 8]), w),
      "conv1d: the weight has shape [4, 3, 3, 3]: needed [out, in / groups, kL]",
    ],
    [
      "channels",
      () => conv2d(x, zeros([4, 2, 3, 3])),
      "conv2d: the input of shape [2, 3, 8, 8] has 3 channels, but the weight of shape [4, 2, 3, 3] takes 2",
    ],
    [
      "groups",
      () => conv2d(x, w, null, { groups: 3 }),
      "conv2d: groups is 3: needed a whole number >= 1 that divides the 4 filters",
    ],
    ["bias", () => conv2d(x, w, zeros([3])), "conv2d: the bias has shape [3]: needed [4]"],
    [
      "kernel",
      () => conv2d(x, w, null, { dilation: [1, 4] }),
      "conv2d: the kernel reaches over [3, 9], but the input of shape [2, 3, 8, 8] has [8, 8] with its padding",
    ],
    [
      "stride",
      () => conv2d(x, w, null, { stride: 0 }),
      "conv2d: stride is 0: needed a whole number >= 1, or a list of 2, one per spatial axis",
    ],
    [
      "list",
      () => conv3d(zeros([1, 1, 2, 2, 2]), ones([1, 1, 1, 1, 1]), null, { padding: [1, 1] }),
      "conv3d: padding is [1, 1]: needed a whole number >= 0, or a list of 3, one per spatial axis",
    ],
    [
      "same",
      () => conv2d(x, w, null, { padding: "same", stride: 2 }),
      'conv2d: padding "same" with stride [2, 2]: needed stride 1',
    ],
    [
      "output padding",
      () => convTranspose2d(zeros([1, 4, 2, 2]), w, null, { outputPadding: 1 }),
      "convTranspose2d: outputPadding [1, 1] with stride [1, 1] and dilation [1, 1]: needed less",
    ],
    [
      "transposed channels",
      () => convTranspose2d(x, w),
      "convTranspose2d: the input of shape [2, 3, 8, 8] has 3 channels, but the weight of shape [4, 3, 3, 3] takes 4",
    ],
    [
      "nothing left",
      () => convTranspose2d(zeros([1, 4, 1, 1]), w, null, { padding: 2 }),
      "convTranspose2d: the result of an input of shape [1, 4, 1, 1] would have size [-1, -1]",
    ],
    [
      "fold",
      () => fold(zeros([1, 8, 5]), [3, 3], 2),
      "fold: the input has shape [1, 8, 5]: needed [N, C · 4, 4], the columns of a [3, 3] image",
    ],
    ["unfold", () => unfold(x, 9), "unfold: the block reaches over [9, 9], but the input"],
  ])("explain what is wrong: %s", (_, call, message) => {
    expect(call).toThrow(ShapeError);
    expect(call).toThrow(message);
  });
});

describe("unfold and fold", () => {
  it("put each element back as often as blocks cover it", () => {
    const options = { padding: 1, stride: 2 };
    const covered = fold(unfold(ones([1, 1, 3, 3]), 3, options), [3, 3], 3, options);
    expect(covered.toArray()).toEqual([
      [
        [
          [1, 2, 1],
          [2, 4, 2],
          [1, 2, 1],
        ],
      ],
    ]);
  });
  it("turn a convolution into a product", () => {
    const [x, w] = [randn([2, 3, 5, 6]), randn([4, 3, 2, 3])];
    const product = w.reshape([4, 18]).matmul(unfold(x, [2, 3]));
    const direct = conv2d(x, w).reshape([2, 4, 16]);
    expect(product.sub(direct).abs().max().item()).toBeLessThan(1e-5);
  });
});
