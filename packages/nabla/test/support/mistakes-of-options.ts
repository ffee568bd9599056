import {
  arange,
  cdist,
  checkpoint,
  conv2d,
  DataLoader,
  enableGrad,
  eye,
  grad,
  hvp,
  inferenceMode,
  interpolate,
  jacobian,
  jvp,
  Linear,
  linspace,
  maxPool2d,
  noGrad,
  ones,
  rand,
  type Tensor,
  TensorDataset,
  tensor,
  valueAndGrad,
  vmap,
  zeros,
  zerosLike,
} from "../../src/index.ts";
import { leaf, loose, type Mistake, x23 } from "./mistake.ts";

const images = loose(ones([1, 3, 5, 5]));
const filters = loose(ones([4, 3, 3, 3]));
const f = (x: Tensor): Tensor<[]> => x.sum() as Tensor<[]>;

/** Options that do not exist, and functions and tensors in the place of one another. */
export const mistakesOfOptions: readonly Mistake[] = [
  {
    what: "a dtype without its name",
    says: 'NablaError: ones: the options are "int32": needed an object such as { dtype: … } (there are dtype, requiresGrad)',
    do: () => ones([2], loose("int32")),
  },
  {
    what: "options in the place of columns",
    says: 'ShapeError: eye: [3, { dtype: "float64" }] is not a shape: sizes are whole numbers >= 0',
    do: () => eye(3, loose({ dtype: "float64" })),
  },
  {
    what: "options in Python's words",
    says: 'NablaError: zeros: "requires_grad" is no option (did you mean requiresGrad?)',
    do: () => zeros([2], loose({ requires_grad: true })),
  },
  {
    what: "an option that nobody knows",
    says: 'NablaError: tensor: "device" is no option (there are dtype, requiresGrad)',
    do: () => tensor([1], loose({ device: "gpu" })),
  },
  {
    what: "a dtype in the place of options, by another tensor",
    says: 'NablaError: zerosLike: the options are "int32": needed an object such as { dtype: … } (there are dtype, requiresGrad)',
    do: () => zerosLike(x23, loose("int32")),
  },
  {
    what: "a misspelt option of linspace",
    says: 'NablaError: linspace: "dType" is no option (did you mean dtype?)',
    do: () => linspace(0, 1, 3, loose({ dType: "float64" })),
  },
  {
    what: "a misspelt option of arange",
    says: 'NablaError: arange: "dType" is no option (did you mean dtype?)',
    do: () => arange(3, loose({ dType: "float64" })),
  },
  {
    what: "a misspelt option of a draw",
    says: 'NablaError: rand: "seed" is no option (there are dtype, generator, requiresGrad)',
    do: () => rand([2], loose({ seed: 1 })),
  },
  {
    what: "a misspelt option of a sum",
    says: 'NablaError: sum: "keepdim" is no option (did you mean keepDims?)',
    do: () => x23.sum(0, loose({ keepdim: true })),
  },
  {
    what: "truth in the place of an option",
    says: "NablaError: sum: the options are true: needed an object such as { keepDims: … } (keepDims is the only one)",
    do: () => x23.sum(0, loose(true)),
  },
  {
    what: "a misspelt option of argmax",
    says: 'NablaError: argmax: "keepdims" is no option (did you mean keepDims?)',
    do: () => x23.argmax(0, loose({ keepdims: true })),
  },
  {
    what: "a misspelt option of std",
    says: 'NablaError: std: "ddof" is no option (there are keepDims, correction)',
    do: () => x23.std(0, loose({ ddof: 1 })),
  },
  {
    what: "a misspelt option of sort",
    says: 'NablaError: sort: "reverse" is no option (descending is the only one)',
    do: () => x23.sort(0, loose({ reverse: true })),
  },
  {
    what: "a misspelt option of withAt",
    says: 'NablaError: withAt: "acumulate" is no option (accumulate is the only one)',
    do: () => x23.withAt([0], 1, loose({ acumulate: true })),
  },
  {
    what: "a misspelt option of a convolution",
    says: 'NablaError: conv2d: "strides" is no option (did you mean stride?)',
    do: () => conv2d(images, filters, null, loose({ strides: 2 })),
  },
  {
    what: "a misspelt option of pooling",
    says: 'NablaError: maxPool2d: "ceil_mode" is no option (did you mean ceilMode?)',
    do: () => maxPool2d(images, 2, loose({ ceil_mode: true })),
  },
  {
    what: "a misspelt option of vmap",
    says: 'NablaError: vmap: "in_dims" is no option (there are inAxes, outAxes, randomness)',
    do: () => vmap((x: Tensor) => x, loose({ in_dims: 0 })),
  },
  {
    what: "a misspelt option of grad",
    says: 'NablaError: grad: "argNums" is no option (did you mean argnums?)',
    do: () => grad(f, loose({ argNums: 0 })),
  },
  {
    what: "an argument in the place of the options of grad",
    says: "GradientError: grad: the options are a tensor: needed grad(f)(x), because grad makes a function of the arguments",
    do: () => grad(f, loose(x23)),
  },
  {
    what: "an argument in the place of the options of valueAndGrad",
    says: "GradientError: valueAndGrad: the options are a tensor: needed valueAndGrad(f)(x), because valueAndGrad makes a function of the arguments",
    do: () => valueAndGrad(f, loose(x23)),
  },
  {
    what: "an argument in the place of the options of checkpoint",
    says: "GradientError: checkpoint: the options are a tensor: needed checkpoint(f)(x), because checkpoint makes a function of the arguments",
    do: () => checkpoint(f, loose(x23)),
  },
  {
    what: "an argument in the place of the options of vmap",
    says: "GradientError: vmap: the options are a tensor: needed vmap(f)(x), because vmap makes a function of the arguments",
    do: () => vmap(f, loose(x23)),
  },
  {
    what: "the gradient of a value",
    says: "GradientError: grad: the function is a tensor: needed one, such as (x) => x.square().sum()",
    do: () => grad(loose(x23)),
  },
  {
    what: "a tangent without its list",
    says: "GradientError: jvp: a tensor and a tensor: needed two lists of equal length, as in jvp(f, [x], [t])",
    do: () => jvp(f, loose(x23), loose(x23)),
  },
  {
    what: "numbers for tangents",
    says: "GradientError: jvp: primal and tangent 0 are a tensor and 1: needed tensors (make them with tensor(...))",
    do: () => jvp(f, [x23], [loose(1)]),
  },
  {
    what: "a hessian product of another shape",
    says: "GradientError: hvp: tangent 0 is float32 of shape [2]: needed float32 of shape [2, 3], as its primal",
    do: () => hvp(f, x23, loose(ones([2]))),
  },
  {
    what: "a hessian product of two calls",
    says: "GradientError: hvp: primal and tangent 0 are undefined and undefined: needed tensors (make them with tensor(...))",
    do: () => loose(hvp)(f)(x23, x23),
  },
  {
    what: "noGrad of nothing",
    says: "GradientError: noGrad: the function is undefined: needed one, noGrad(() => …)",
    do: () => loose(noGrad)(),
  },
  {
    what: "enableGrad of a value",
    says: "GradientError: enableGrad: the function is a tensor: needed one, enableGrad(() => …)",
    do: () => enableGrad(loose(x23)),
  },
  {
    what: "inferenceMode of nothing",
    says: "GradientError: inferenceMode: the function is undefined: needed one, inferenceMode(() => …)",
    do: () => loose(inferenceMode)(),
  },
  {
    what: "a misspelt option of a loader",
    says: 'NablaError: DataLoader: "batch_size" is no option (did you mean batchSize?)',
    do: () => new DataLoader(new TensorDataset(x23), loose({ batch_size: 2 })),
  },
  {
    what: "a bias that is said without its name",
    says: "NablaError: Linear: the options are false: needed an object such as { bias: … } (there are bias, dtype, generator)",
    do: () => new Linear(3, 4, loose(false)),
  },
  {
    what: "a hook that returns a number",
    says: "GradientError: registerHook: a hook returned 5: needed a tensor of float32 of shape [2], or nothing",
    do: () => {
      const w = leaf();
      w.registerHook(loose(() => 5));
      w.sum().backward();
    },
  },
  {
    what: "resizing in Python's words",
    says: 'NablaError: interpolate: "scale_factor" is no option (did you mean scaleFactor?)',
    do: () => interpolate(images, loose({ scale_factor: 2 })),
  },
  {
    what: "options in the place of the arguments of a jacobian",
    says: "GradientError: jacobian: the options are a tensor: needed jacobian(f)(x), because jacobian makes a function of the arguments",
    do: () => jacobian(f, loose(x23)),
  },
  {
    what: "a distance of an unknown kind",
    says: 'NablaError: cdist: "p" is no option (order is the only one)',
    do: () => cdist(x23, x23, loose({ p: 1 })),
  },
];
