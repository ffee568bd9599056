import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { generated } from "./compile.ts";

interface Sizes {
  readonly batch: number;
  readonly width: number;
  readonly heads: number;
  readonly vocabulary: number;
  readonly classes: number;
  readonly time: number;
}

/** Ten models of different sizes, so that no instantiation serves two of them. */
const models: readonly Sizes[] = [
  { batch: 32, width: 128, heads: 4, vocabulary: 65, classes: 10, time: 16 },
  { batch: 16, width: 192, heads: 6, vocabulary: 97, classes: 20, time: 20 },
  { batch: 64, width: 256, heads: 8, vocabulary: 1000, classes: 100, time: 24 },
  { batch: 8, width: 384, heads: 12, vocabulary: 50257, classes: 7, time: 28 },
  { batch: 24, width: 512, heads: 16, vocabulary: 32000, classes: 11, time: 32 },
  { batch: 48, width: 640, heads: 10, vocabulary: 8192, classes: 13, time: 36 },
  { batch: 12, width: 768, heads: 12, vocabulary: 30522, classes: 17, time: 40 },
  { batch: 20, width: 896, heads: 14, vocabulary: 4096, classes: 19, time: 44 },
  { batch: 40, width: 1024, heads: 32, vocabulary: 2048, classes: 23, time: 48 },
  { batch: 28, width: 320, heads: 5, vocabulary: 555, classes: 29, time: 52 },
];

function attention(i: number, m: Sizes): string {
  const { batch, width, heads, time, vocabulary } = m;
  const size = width / heads;
  const split = `.reshape([${batch}, ${time}, ${heads}, ${size}]).transpose(1, 2)`;
  return `
const wq${i} = new Linear(${width}, ${width}), wk${i} = new Linear(${width}, ${width});
const wv${i} = new Linear(${width}, ${width}), wo${i} = new Linear(${width}, ${width});
const feed${i} = new Sequential(new Linear(${width}, ${4 * width}), new ReLU(), new Linear(${4 * width}, ${width}));
const head${i} = new Linear(${width}, ${vocabulary});
export function attention${i}() {
  const tokens = randn([${vocabulary}, ${width}]), positions = zeros([${batch * time}], { dtype: "int32" });
  const x = tokens.indexSelect(0, positions).reshape([${batch}, ${time}, -1]);
  const q = wq${i}.call(x)${split};
  const k = wk${i}.call(x)${split};
  const v = wv${i}.call(x).reshape([${batch}, ${time}, ${heads}, -1]).permute([0, 2, 1, 3]);
  const scores = q.matmul(k.transpose(-2, -1)).div(${Math.sqrt(size)}).add(zeros([${time}, ${time}]));
  const weights = scores.sub(scores.max(-1, { keepDims: true })).exp();
  const mixed = weights.div(weights.sum(-1, { keepDims: true })).matmul(v);
  const h = x.add(wo${i}.call(mixed.transpose(1, 2).reshape([${batch}, ${time}, ${width}])));
  const y = h.add(feed${i}.call(h));
  const centred = y.sub(y.mean(-1, { keepDims: true }));
  const normed = centred.div(centred.square().mean(-1, { keepDims: true }).add(1e-5).sqrt());
  const logits = head${i}.call(normed).reshape([-1, ${vocabulary}]);
  const loss = mse.call(logits, zeros([${batch * time}, ${vocabulary}]));
  loss.backward();
  return loss.item();
}`;
}

function training(i: number, m: Sizes): string {
  const { batch, width, classes } = m;
  const half = width / 2;
  return `
const mlp${i} = new Sequential(
  new Linear(${width}, ${half}), new ReLU(), new Linear(${half}, ${half / 2}), new Tanh(), new Linear(${half / 2}, ${classes}),
);
export function train${i}(steps: number) {
  const images = randn([${batch}, 3, 28, 28]), labels = zeros([${batch}, ${classes}]);
  const w = parameter(randn([${width}, ${classes}])), b = parameter(zeros([${classes}]));
  for (let step = 0; step < steps; step++) {
    const x = concat([randn([${batch}, ${half}]), randn([${batch}, ${half}])], 1);
    const deviation = x.square().mean(0).sqrt().add(1e-5);
    const centred = x.sub(x.mean(0, { keepDims: true })).div(deviation);
    const flat = images.flatten(1).matmul(randn([2352, ${classes}]));
    const guess = stack([mlp${i}.call(centred), centred.matmul(w).add(b), flat]).mean(0);
    mse.call(guess.sub(guess.max(-1, { keepDims: true })), labels).add(w.square().sum().mul(1e-4)).backward();
    w.assign(w.sub(zeros([${width}, ${classes}]).mul(0.1)));
  }
  const top = tensor([[${i}, 2], [3, 4]]).add(zeros([2])).slice(0).expandDims(0).squeeze(0);
  const [n, c] = images.shape;
  return [top.sum().item(), n, c, images.slice([0, ${batch / 2}], null, 1).size] as const;
}`;
}

/** Writes a file such as a user of many models would have. */
export function writeModel(): void {
  const head = `import { concat, randn, stack, tensor, zeros } from "@nabla/tensor";
import { Linear, MSELoss, parameter, ReLU, Sequential, Tanh } from "@nabla/nn";

const mse = new MSELoss();`;
  const body = models.map((m, i) => attention(i, m) + training(i, m)).join("\n");
  writeFileSync(join(generated, "model.ts"), `${head}\n${body}\n`);
}
