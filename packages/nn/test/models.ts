import { ones, type Tensor } from "@nabla/tensor";
import { Linear, Module, parameter, ReLU, Sequential } from "../src/index.ts";

/** A block with a parameter of its own, defined after a layer. */
export class Block extends Module {
  linear1: Linear;
  scale = parameter(ones([1]));

  constructor(size: number) {
    super();
    this.linear1 = new Linear(size, size);
  }

  override forward(x: Tensor): Tensor {
    return this.linear1.call(x).mul(this.scale);
  }
}

/** Lists of modules, nested lists, a shared module and a module in a field. */
export class Model extends Module {
  encoder = new Sequential(new Block(2), new ReLU());
  blocks = [new Block(2), new Block(2)];
  grid = [[new Linear(2, 2, { bias: false })], [new Linear(2, 2, { bias: false })]];
  shared = this.blocks[0] as Block;
  head = new Linear(2, 1);
  byName = { tail: new Linear(1, 1, { bias: false }), text: "not a part" };

  override forward(x: Tensor): Tensor {
    let y = this.encoder.call(x);
    for (const block of this.blocks) y = block.call(y);
    return this.head.call(y);
  }
}
