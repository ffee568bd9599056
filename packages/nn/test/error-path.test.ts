import { NablaError, ones, ShapeError, type Tensor, zeros } from "@nabla/tensor";
import { describe, expect, test } from "vitest";
import { Linear, Module, Sequential } from "../src/index.ts";

class Block extends Module {
  linear1 = new Linear(784, 256);
  override forward(x: Tensor): Tensor {
    return this.linear1.call(x);
  }
}
class Model extends Module {
  encoder = new Sequential(new Block());
  override forward(x: Tensor): Tensor {
    return this.encoder.call(x);
  }
}
const wrong: Tensor = zeros([32, 100]);

function thrownBy(action: () => unknown): NablaError {
  try {
    action();
  } catch (error) {
    if (error instanceof NablaError) return error;
  }
  throw new Error("no NablaError was thrown");
}

describe("an error inside a module", () => {
  test("begins with the path from the outermost module", () => {
    const error = thrownBy(() => new Model().call(wrong));
    expect(error).toBeInstanceOf(ShapeError);
    expect(String(error)).toBe(
      "ShapeError: encoder.0.linear1: Linear(784, 256): expects [..., 784], got [32, 100]",
    );
    expect([error.op, error.shapes]).toEqual(["Linear", [[32, 100]]]);
  });

  test("has the path in its stack as well, which is what an uncaught one prints", () => {
    const { stack } = thrownBy(() => new Model().call(wrong));
    expect(stack?.split("\n")[0]).toContain("encoder.0.linear1: Linear(784, 256): expects");
  });

  test("has it also where the stack was read on the way, which is when engines write it", () => {
    class Logs extends Module {
      linear = new Linear(3, 2);
      log = "";
      override forward(x: Tensor): Tensor {
        try {
          return this.linear.call(x);
        } catch (error) {
          this.log = (error as Error).stack ?? "";
          throw error;
        }
      }
    }
    const logs = new Logs();
    const { stack } = thrownBy(() => new Sequential(logs).call(wrong));
    expect(logs.log).toContain("ShapeError: Linear(3, 2)");
    expect(stack?.split("\n")[0]).toBe(
      "ShapeError: 0.linear: Linear(3, 2): expects [..., 3], got [32, 100]",
    );
  });

  test("has no path when the module itself was called", () => {
    expect(thrownBy(() => new Linear(3, 2).call(wrong)).message).toBe(
      "Linear(3, 2): expects [..., 3], got [32, 100]",
    );
  });

  test("of an op names the module around it", () => {
    class Adds extends Module {
      override forward(x: Tensor): Tensor {
        return x.add(ones([7]) as Tensor);
      }
    }
    expect(thrownBy(() => new Sequential(new Adds()).call(wrong)).message).toMatch(/^0: add: /);
  });

  test("is placed by each caller anew", () => {
    const model = new Model();
    expect(thrownBy(() => model.encoder.call(wrong)).message).toMatch(/^0\.linear1: Linear/);
    expect(thrownBy(() => model.call(wrong)).message).toMatch(/^encoder\.0\.linear1: Linear/);
  });

  test("in a module that nobody owns is placed at the one that called it", () => {
    class Makes extends Module {
      override forward(x: Tensor): Tensor {
        return new Sequential(new Linear(3, 2)).call(x);
      }
    }
    expect(thrownBy(() => new Sequential(new Makes()).call(wrong)).message).toBe(
      "0: 0: Linear(3, 2): expects [..., 3], got [32, 100]",
    );
  });

  test("that is not ours is left alone", () => {
    class Fails extends Module {
      override forward(): Tensor {
        throw new RangeError("mine");
      }
    }
    expect(() => new Sequential(new Fails()).call(wrong)).toThrow(new RangeError("mine"));
  });
});
