"""PyTorch as a measured system: obeys one JSON line at a time, as peer-host.ts does."""

import json
import math
import sys
import time

import torch
from torch import nn
from torch.nn import functional
from torch.utils.data import DataLoader, TensorDataset

BATCH_SIZE, LR, EPS, INIT_STD = 10, 0.1, 1e-6, 0.01
OPS_PER_CALL = 100

# More threads than one only cost with tensors this small.
torch.set_num_threads(1)


class WithLibrary:
    """A layer, the optimizer, and batches from `batches(x, y)`."""

    def __init__(self, x, y, batches):
        self.x, self.y, self.batches = x, y, batches(x, y)
        self.model = nn.Linear(x.shape[1], 1)
        nn.init.normal_(self.model.weight, 0, INIT_STD)
        nn.init.zeros_(self.model.bias)
        self.optimizer = torch.optim.Adagrad(self.model.parameters(), lr=LR, eps=EPS)

    def epoch(self):
        for x, y in self.batches():
            self.optimizer.zero_grad()
            loss = 0.5 * nn.functional.mse_loss(self.model(x), y)
            loss.backward()
            self.optimizer.step()

    def loss(self):
        with torch.no_grad():
            return 0.5 * nn.functional.mse_loss(self.model(self.x), self.y).item()


class Tuned:
    """The fewest calls into the library that we found: fused ops, and updates of both parameters at once."""

    def __init__(self, x, y):
        self.x, self.y = x, y
        weight = torch.normal(0, INIT_STD, (x.shape[1], 1)).requires_grad_()
        self.parameters = [weight, torch.zeros(1, requires_grad=True)]
        self.squares = [torch.zeros_like(p) for p in self.parameters]
        self.half = torch.tensor(0.5)

    def epoch(self):
        weight, bias = self.parameters
        for x, y in slices(self.x, self.y)():
            error = nn.functional.mse_loss(torch.addmm(bias, x, weight), y)
            gradients = torch.autograd.grad(error, self.parameters, self.half)
            with torch.no_grad():
                torch._foreach_addcmul_(self.squares, gradients, gradients)
                roots = torch._foreach_add(self.squares, EPS)
                torch._foreach_sqrt_(roots)
                torch._foreach_addcdiv_(self.parameters, gradients, roots, -LR)

    def loss(self):
        weight, bias = self.parameters
        with torch.no_grad():
            return 0.5 * nn.functional.mse_loss(self.x @ weight + bias, self.y).item()


def loader(x, y):
    """Batches as the tutorials take them."""
    batches = DataLoader(TensorDataset(x, y), BATCH_SIZE, shuffle=True)
    return lambda: iter(batches)


def slices(x, y):
    """One gather an epoch, then views: much faster than the loader."""

    def epoch():
        order = torch.randperm(len(x))
        return zip(x[order].split(BATCH_SIZE), y[order].split(BATCH_SIZE))

    return epoch


VARIANTS = {
    "pytorch": ("PyTorch, DataLoader", lambda x, y: WithLibrary(x, y, loader)),
    "pytorch-slices": ("PyTorch, slices", lambda x, y: WithLibrary(x, y, slices)),
    "pytorch-tuned": ("PyTorch, hand-tuned", Tuned),
}

operand = torch.randn(10)
weights = torch.randn(10, requires_grad=True)


def add():
    z = operand
    for _ in range(OPS_PER_CALL):
        z = z + operand
    return z[0].item()


def chain():
    z = operand
    for _ in range(OPS_PER_CALL // 2):
        z = z * weights + operand
    z.sum().backward()
    result = weights.grad[0].item()
    weights.grad = None
    return result


def tensors(data):
    x = torch.tensor(data["features"]).reshape(data["count"], data["width"])
    return x, torch.tensor(data["labels"]).reshape(-1, 1)


def weight_gradient(x, y):
    """The gradient of 3 by 3 filters with padding 1."""
    shape = (y.shape[1], x.shape[1], 3, 3)
    return nn.grad.conv2d_weight(x, shape, y, padding=1)


OPERATIONS = {
    "matmul": torch.matmul,
    "conv2d": functional.conv2d,
    "conv2dSame": lambda x, w: functional.conv2d(x, w, padding=w.shape[-1] // 2),
    "conv2dSameInput": lambda y, w: functional.conv_transpose2d(y, w, padding=w.shape[-1] // 2),
    "conv2dSameWeight": weight_gradient,
    "maxPool2d": lambda x: functional.max_pool2d(x, 2),
    "avgPool2d": lambda x: functional.avg_pool2d(x, 2),
    "plus": torch.add,
    "relu": torch.relu,
    "exp": torch.exp,
    "tanh": torch.tanh,
    "sin": torch.sin,
    "sumRows": lambda x: x.sum(0),
}

GOLDEN = 0.6180339887498949


def inputs(request):
    """The inputs of an operation, as operations.ts makes them."""
    low, high = request["range"]
    for position, shape in enumerate(request["shapes"]):
        turns = torch.arange(1, math.prod(shape) + 1, dtype=torch.float64) * GOLDEN
        turns += 0.37 * position
        yield (low + (high - low) * (turns - turns.floor())).float().reshape(shape)


def serve(variant):
    name, make = VARIANTS[variant]
    model = None
    operation = None

    def obey(request):
        nonlocal model, operation
        if request["do"] == "describe":
            # The operations cost the same in every variant: one of them is asked.
            tasks = ["epoch"]
            if variant == "pytorch":
                tasks += ["add", "chain", *OPERATIONS]
            version = torch.__version__
            return {"name": name, "library": "PyTorch", "version": version, "tasks": tasks}
        if request["do"] == "prepare":
            arrays = list(inputs(request))
            op = OPERATIONS[request["op"]]
            operation = lambda: op(*arrays)
            start = time.perf_counter()
            value = operation().flatten()[-1].item()
            return {"value": value, "seconds": time.perf_counter() - start}
        if request["do"] == "setup":
            model = make(*tensors(request["data"]))
            return {}
        if request["do"] == "loss":
            return {"loss": model.loss()}
        if request["do"] == "run":
            tasks = {"add": add, "chain": chain, "operation": operation}
            work = model.epoch if request["task"] == "epoch" else tasks[request["task"]]
            start = time.perf_counter()
            for _ in range(request["count"]):
                work()
            return {"seconds": time.perf_counter() - start}
        raise ValueError(f"PyTorch has no answer to {request['do']}")

    for line in sys.stdin:
        try:
            reply = obey(json.loads(line))
        except Exception as error:
            reply = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(reply), flush=True)


serve(sys.argv[1])
