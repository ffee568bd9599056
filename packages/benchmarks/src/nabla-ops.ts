import "@nabla/autograd";
import { randn, type Tensor } from "@nabla/tensor";
import { OPS_PER_CALL, type SmallOps } from "./peer.ts";

const y: Tensor = randn([10]);
const w: Tensor = randn([10], { requiresGrad: true });

/** The cost of nabla's own ops, whatever is built on them. */
export const smallOps: SmallOps = {
  add() {
    let z = y;
    for (let op = 0; op < OPS_PER_CALL; op++) z = z.add(y);
    return z.data[0] as number;
  },
  chain() {
    let z: Tensor = y;
    for (let op = 0; op < OPS_PER_CALL; op += 2) z = z.mul(w).add(y);
    z.sum().backward();
    const result = (w.grad as Tensor).data[0] as number;
    w.grad = null;
    return result;
  },
};
