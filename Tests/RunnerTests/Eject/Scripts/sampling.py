"""every-option#sampling

Repeats a run of Meanwhile in PyTorch: the same data, initial weights, batches and coins.
The losses agree to the digits that another order of adding up leaves.
"""

import math
import zlib

import numpy as np
import torch
from torch import nn

epochs = 20
torch.manual_seed(0)
np.random.seed(0)


def tensor(array):
    a = torch.tensor(np.asarray(array), dtype=torch.float32)
    return a if a.dim() == 3 else a.unsqueeze(-1)


def draw(n, rng):
    angles = np.linspace(0, 2 * np.pi * 2, 9)
    rows = []
    for _ in range(n):
        rows.append(np.sin(angles) + 0.1 * rng.randn(9))
    x = np.array(rows)
    return tensor(x), tensor(np.hstack([x[:, 1:], np.zeros((n, 1))]))


X, Y = draw(24, np.random)
X_test, Y_test = draw(12, np.random.RandomState(zlib.crc32(b"0 held-out data")))


class Forecaster(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(1, 6, batch_first=True)
        self.fc = nn.Linear(6, 1)

    def forward(self, x, state=None):
        h, state = self.lstm(x, state)
        return self.fc(h), state


model = Forecaster()

coins = np.random


def sampled(x, y, ratio):
    """Each input after the first is the truth or the network's own output, as a coin decides."""
    outputs, state, step = [], None, x[:, :1]
    for t in range(8):
        out, state = model(step, state)
        outputs.append(out)
        truth, fed = coins.rand() < ratio, out
        step = y[:, t : t + 1] if truth else fed
    return torch.cat(outputs, dim=1)


criterion = nn.MSELoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)


def update(x, y, epoch):
    optimizer.zero_grad()
    predictions = sampled(x, y, 0.5)
    loss = criterion(predictions, y[:, :8])
    loss.backward()
    optimizer.step()
    return loss.item()


losses = []
for epoch in range(1, epochs + 1):
    losses.append(update(X, Y, epoch))
    if not math.isfinite(losses[-1]):
        break
    if epoch % 4 == 0:
        print(f"Epoch [{epoch}/{epochs}], Loss: {losses[-1]:.4f}")

with torch.no_grad():
    forecast = model(X_test[:, :8])[0]
truth = Y_test[:, :8]
constant = Y[:, :8].mean((0, 1))
error = ((forecast - truth) ** 2).mean().item()
print(f"Held out: {error:.4g}; the constant mean: {((constant - truth) ** 2).mean().item():.4g}")
