#!/usr/bin/env python3
"""Writes the files of Tests/RunnerTests/Foreign: what PyTorch programs with known faults hand over.

Not part of the tests, which read the files. It needs torch and numpy:

    python3 scripts/make-foreign-files.py Tests/RunnerTests/Foreign

Each case is a small program as people write them, with one fault or none. What it hands over are
held-out targets and predictions, its inputs, and the loss of each epoch; `broadcast` hands over the
rows it was trained on, with the loss its own loss function gives for them as the log's last line.
"""
import json
import os
import sys

import numpy as np
import torch
from torch import nn

N, T = 160, 12


class Net(nn.Module):
    def __init__(self, inputs=1, hidden=16, head=nn.Identity(), batch_first=True):
        super().__init__()
        self.lstm = nn.LSTM(inputs, hidden, batch_first=batch_first)
        self.fc = nn.Linear(hidden, 1)
        self.head = head

    def forward(self, x):
        return self.head(self.fc(self.lstm(x)[0]))


def signal(rng, n, noise=0.1):
    """Inputs (n, T) and targets (n, T) that follow their last three inputs."""
    x = rng.standard_normal((n, T + 2))
    s = 0.8 * x[:, 2:] - 0.6 * x[:, 1:-1] + 0.5 * x[:, :-2]
    y = s + np.sqrt(noise) * rng.standard_normal((n, T))
    return x[:, 2:].astype("f4"), y.astype("f4")


def train(model, x, y, steps=300, lr=0.01, loss=nn.MSELoss(), predict=None):
    """The loss of each update, as a program prints it."""
    predict = predict or (lambda x: model(x).squeeze(-1))
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        value = loss(predict(x), y)
        value.backward()
        optimizer.step()
        losses.append(value.item())
    return losses


def t(array):
    return torch.tensor(np.asarray(array, "f4"))


def savetxt(path, array, **options):
    np.savetxt(path, array, fmt="%.6g", **options)


def to_csv(path, array, index=True, names=None):
    """As pandas' DataFrame(array).to_csv(path, index=index) writes it."""
    array = np.asarray(array).reshape(len(array), -1)
    names = names or [str(i) for i in range(array.shape[1])]
    with open(path, "w") as file:
        file.write(",".join(([""] if index else []) + names) + "\n")
        for row, values in enumerate(array):
            cells = [f"{value:.6g}" for value in values]
            file.write(",".join(([str(row)] if index else []) + cells) + "\n")


def save_file(path, state):
    """As safetensors.torch.save_file(state, path) writes it."""
    header, parts, at = {}, [], 0
    for name, tensor in state.items():
        values = tensor.numpy().astype("<f4").tobytes()
        offsets = [at, at + len(values)]
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": offsets}
        parts.append(values)
        at += len(values)
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(len(text).to_bytes(8, "little") + text + b"".join(parts))


def log(path, losses, digits=5):
    """As Keras' CSVLogger writes it."""
    with open(path, "w") as file:
        file.write("epoch,loss\n")
        for epoch, value in enumerate(losses):
            file.write(f"{epoch},{value:.{digits}g}\n")


def healthy(folder, rng):
    x, y = signal(rng, 512)
    model = Net()
    losses = train(model, t(x).unsqueeze(-1), t(y))
    x, y = signal(rng, N)
    p = model(t(x).unsqueeze(-1)).squeeze(-1).detach().numpy()
    savetxt(f"{folder}/y.csv", y, delimiter=",")
    savetxt(f"{folder}/p.csv", p, delimiter=",")
    np.save(f"{folder}/x.npy", x)
    save_file(f"{folder}/model.safetensors", model.state_dict())
    log(f"{folder}/log.csv", losses)


def broadcast(folder, rng):
    """One target for each sequence; the output is (N, 1) and the target (N)."""
    x, y = signal(rng, 256)
    x, y = t(x).unsqueeze(-1), t(y[:, -1])
    model = Net()
    predict = lambda x: model(x)[:, -1]
    losses = train(model, x, y, predict=predict)
    losses.append(nn.MSELoss()(predict(x), y).item())
    to_csv(f"{folder}/y.csv", y.numpy(), index=False)
    to_csv(f"{folder}/p.csv", predict(x).detach().numpy(), index=False)
    np.save(f"{folder}/x.npy", x.numpy())
    log(f"{folder}/log.csv", losses, digits=9)


def sigmoid_head(folder, rng):
    """Targets around 5 with a spread of 2, and a head that ends in a sigmoid."""
    x, y = signal(rng, 512)
    model = Net(head=nn.Sigmoid())
    losses = train(model, t(x).unsqueeze(-1), t(5 + 2 * y), steps=400)
    x, y = signal(rng, N)
    p = model(t(x).unsqueeze(-1)).squeeze(-1).detach().numpy()
    to_csv(f"{folder}/y.csv", 5 + 2 * y)
    to_csv(f"{folder}/p.csv", p)
    np.save(f"{folder}/x.npy", x)
    save_file(f"{folder}/model.safetensors", model.state_dict())
    log(f"{folder}/log.csv", losses)


def unscaled_inputs(folder, rng):
    """Inputs around 3000 with a spread of 900, as they came from a sensor."""
    x, y = signal(rng, 512)
    model = Net()
    losses = train(model, t(3000 + 900 * x).unsqueeze(-1), t(y))
    x, y = signal(rng, N)
    x = 3000 + 900 * x
    p = model(t(x).unsqueeze(-1)).squeeze(-1).detach().numpy()
    names = [f"t{i}" for i in range(T)]
    to_csv(f"{folder}/y.csv", y, index=False, names=names)
    to_csv(f"{folder}/p.csv", p, index=False, names=names)
    savetxt(f"{folder}/x.csv", x)
    log(f"{folder}/log.csv", losses)


def echo(folder, rng):
    """A random walk: its next value is best forecast by its last one. One long series."""
    walk = np.cumsum(rng.standard_normal(2400)).astype("f4")
    mean, scale = walk[:1800].mean(), walk[:1800].std()
    z = (walk - mean) / scale
    x, y = z[:1800].reshape(-1, 30)[:, :-1], z[:1800].reshape(-1, 30)[:, 1:]
    model = Net()
    losses = train(model, t(x.copy()).unsqueeze(-1), t(y.copy()), steps=500)
    p = model(t(z[None, 1500:-1]).unsqueeze(-1)).squeeze().detach().numpy() * scale + mean
    savetxt(f"{folder}/y.csv", walk[1501:])
    savetxt(f"{folder}/p.csv", p)
    log(f"{folder}/log.csv", losses)


def leak(folder, rng):
    """The second input channel is the target of the same step."""
    def both(n):
        x, y = signal(rng, n, noise=0.4)
        return np.stack([x, y], axis=-1), y
    x, y = both(512)
    model = Net(inputs=2)
    losses = train(model, t(x), t(y), steps=500)
    x, y = both(N)
    np.save(f"{folder}/y.npy", y[:, :, None])
    np.save(f"{folder}/p.npy", model(t(x)).detach().numpy())
    np.save(f"{folder}/x.npy", x)
    log(f"{folder}/log.csv", losses)


def nothing(folder, rng):
    """Targets that have nothing to do with the inputs, handed over in long form."""
    def both(n):
        return rng.standard_normal((n, T)), 0.5 + 0.8 * rng.standard_normal((n, T))
    x, y = both(2048)
    model = Net()
    losses = train(model, t(x).unsqueeze(-1), t(y), steps=200)
    x, y = both(N)
    p = model(t(x).unsqueeze(-1)).squeeze(-1).detach().numpy()
    for name, values in [("y", y), ("p", p), ("x", x)]:
        with open(f"{folder}/{name}.csv", "w") as file:
            file.write(f"sequence,step,{name}\n")
            for n in range(N):
                for step in range(T):
                    file.write(f"{n},{step},{values[n, step]:.5g}\n")
    log(f"{folder}/log.csv", losses)


def swapped_axes(folder, rng):
    """(batch, steps, inputs) into a layer that takes its first axis for time."""
    x, y = signal(rng, N)
    model = Net(batch_first=False)
    train(model, t(x).unsqueeze(-1), t(y))
    x, y = signal(rng, N)
    p = model(t(x).unsqueeze(-1)).squeeze(-1).detach().numpy()
    for name, values in [("x", x), ("y", y), ("p", p)]:
        np.save(f"{folder}/{name}.npy", values)
    save_file(f"{folder}/model.safetensors", model.state_dict())


def main(root):
    torch.set_num_threads(1)
    cases = [healthy, broadcast, sigmoid_head, unscaled_inputs, echo, leak, nothing, swapped_axes]
    for seed, case in enumerate(cases):
        torch.manual_seed(seed)
        folder = f"{root}/{case.__name__}"
        os.makedirs(folder, exist_ok=True)
        case(folder, np.random.default_rng(seed))


main(sys.argv[1])
