"""The article's three examples and two larger workloads as plain PyTorch, eager, default settings.

    bench_pytorch.py epochs CASE COUNT    times COUNT epochs of ex1, ex2, ex3 or big
    bench_pytorch.py sweep RUNS           times RUNS whole trainings of ex1, one after another
    bench_pytorch.py program CASE...      runs the examples and prints their losses

scripts/bench-pytorch starts it; OMP_NUM_THREADS sets the number of threads. The first two print
JSON: milliseconds.
"""

import json
import statistics
import sys
import time

import numpy as np
import torch
from torch import nn


class Forecaster(nn.Module):
    def __init__(self, inputs, hidden, layers=1):
        super().__init__()
        self.lstm = nn.LSTM(inputs, hidden, num_layers=layers, batch_first=True)
        self.fc = nn.Linear(hidden, 1)

    def forward(self, x, state=None):
        out, state = self.lstm(x, state)
        return self.fc(out), state


def noise(sequences, steps, inputs=1):
    x = torch.randn(sequences, steps, inputs)
    return x, 0.5 + 0.1 * torch.randn(sequences, steps, 1)


def sine(sequences, steps):
    curve = np.sin(np.linspace(0, 4 * np.pi, steps))
    rows = [curve + 0.1 * np.random.randn(steps) for _ in range(sequences)]
    return torch.tensor(np.array(rows), dtype=torch.float32).unsqueeze(-1)


def whole(model, x, y):
    """Every input is given."""
    return nn.functional.mse_loss(model(x)[0], y)


def shifted(model, x):
    """Every input is given; the target is the next one."""
    return nn.functional.mse_loss(model(x)[0][:, :-1], x[:, 1:])


def sampled(model, x):
    """Coins choose between the truth and the network's own output; the means are compared too."""
    step, state, outputs = x[:, :1], None, []
    for t in range(x.shape[1] - 1):
        out, state = model(step, state)
        outputs.append(out)
        step = x[:, t + 1 : t + 2] if np.random.random() < 0.5 else out
    predicted, target = torch.cat(outputs, dim=1), x[:, 1:]
    penalty = (predicted.mean(dim=1) - target.mean(dim=1)) ** 2
    return nn.functional.mse_loss(predicted, target) + 0.1 * penalty.mean()


def setting(case, seed=0):
    """The model, the loss as a function of it, and the learning rate; data before weights."""
    torch.manual_seed(seed)
    np.random.seed(seed)
    if case == "ex1":
        x, y = noise(100, 10)
        return Forecaster(1, 32), lambda model: whole(model, x, y), 0.01
    if case == "big":
        x, y = noise(64, 100, inputs=8)
        return Forecaster(8, 256, layers=2), lambda model: whole(model, x, y), 0.01
    x = sine(200, 20)
    loss = {"ex2": shifted, "ex3": sampled}[case]
    return Forecaster(1, 128), lambda model: loss(model, x), 0.001


def train(case, epochs, seed=0):
    """Yields each epoch's loss."""
    model, loss, rate = setting(case, seed)
    optimizer = torch.optim.Adam(model.parameters(), lr=rate)
    for _ in range(epochs):
        optimizer.zero_grad()
        l = loss(model)
        l.backward()
        optimizer.step()
        yield l.item()


def milliseconds(since):
    return (time.perf_counter() - since) * 1e3


def time_epochs(case, count, warm=5):
    times = []
    start = time.perf_counter()
    for _ in train(case, warm + count):
        times.append(milliseconds(start))
        start = time.perf_counter()
    return statistics.median(times[warm:])


def time_sweep(runs):
    for _ in train("ex1", 5):  # the first optimizer imports a good part of torch
        pass
    start = time.perf_counter()
    for seed in range(runs):
        for _ in train("ex1", 500, seed):
            pass
    return milliseconds(start)


def program(cases):
    for case in cases:
        epochs, interval = (500, 100) if case == "ex1" else (1000, 200)
        for epoch, loss in enumerate(train(case, epochs), start=1):
            if epoch % interval == 0:
                print(f"{case} epoch {epoch}: loss {loss:.4f}")


if __name__ == "__main__":
    kind, *rest = sys.argv[1:]
    if kind == "epochs":
        print(json.dumps({"ms": time_epochs(rest[0], int(rest[1]))}))
    elif kind == "sweep":
        print(json.dumps({"ms": time_sweep(int(rest[0]))}))
    elif kind == "program":
        program(rest)
    else:
        sys.exit(f"bench_pytorch.py: unknown kind '{kind}'")
