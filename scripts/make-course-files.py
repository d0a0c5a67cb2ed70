#!/usr/bin/env python3
"""Writes notebooks/data/pytorch and notebooks/data/keras: what two programs with one fault each hand
over, for the notebook diagnose-your-own.

Not part of the build, which reads the files. It needs torch, keras (with any backend)
and numpy:

    python3 scripts/make-course-files.py notebooks/data
"""
import os
import sys

import keras
import numpy as np
import torch
from torch import nn

N, T = 160, 12


def signal(rng, n):
    """Inputs (n, T) and targets (n, T) that follow their last three inputs, with a tenth of noise."""
    x = rng.standard_normal((n, T + 2))
    s = 0.8 * x[:, 2:] - 0.6 * x[:, 1:-1] + 0.5 * x[:, :-2]
    y = s + np.sqrt(0.1) * rng.standard_normal((n, T))
    return x[:, 2:].astype("f4"), y.astype("f4")


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(1, 16, batch_first=True)
        self.fc = nn.Linear(16, 1)

    def forward(self, x):
        return self.fc(self.lstm(x.unsqueeze(-1))[0]).squeeze(-1)


def pytorch(folder):
    """Inputs around 3000 with a spread of 900, as they came from a sensor."""
    rng = np.random.default_rng(11)
    torch.manual_seed(11)
    torch.set_num_threads(1)
    x_train, y_train = signal(rng, 512)
    x, y = signal(rng, N)
    x_train, x = 3000 + 900 * x_train, 3000 + 900 * x
    model = Net()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    losses = []
    for _ in range(300):
        optimizer.zero_grad()
        loss = nn.MSELoss()(model(torch.tensor(x_train)), torch.tensor(y_train))
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    with torch.no_grad():
        p = model(torch.tensor(x)).numpy()
    np.savetxt(f"{folder}/x.csv", x, fmt="%.4g", delimiter=",")
    np.savetxt(f"{folder}/y.csv", y, fmt="%.4g", delimiter=",")
    np.savetxt(f"{folder}/p.csv", p, fmt="%.6g", delimiter=",")
    np.savetxt(f"{folder}/log.csv", losses, fmt="%.5g")


def with_keras(folder):
    """One target for each sequence, around 5 with a spread of 2, and a head that ends in a sigmoid."""
    rng = np.random.default_rng(12)
    keras.utils.set_random_seed(12)
    x_train, y_train = signal(rng, 512)
    x, y = signal(rng, N)
    x_train, x = x_train[:, :, None], x[:, :, None]
    y_train, y = 5 + 2 * y_train[:, -1], 5 + 2 * y[:, -1]
    model = keras.Sequential([
        keras.layers.Input((T, 1)),
        keras.layers.LSTM(16),
        keras.layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")
    log = keras.callbacks.CSVLogger(f"{folder}/log.csv")
    model.fit(x_train, y_train, validation_data=(x, y), epochs=50, verbose=0, callbacks=[log])
    np.save(f"{folder}/x.npy", x)
    np.save(f"{folder}/y.npy", y)
    np.save(f"{folder}/p.npy", model.predict(x, verbose=0))


def main(root):
    for name, case in [("pytorch", pytorch), ("keras", with_keras)]:
        os.makedirs(f"{root}/{name}", exist_ok=True)
        case(f"{root}/{name}")


main(sys.argv[1])
