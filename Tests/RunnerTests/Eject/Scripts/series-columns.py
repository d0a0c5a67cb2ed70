"""every-option#series-columns

Repeats a run of Meanwhile in PyTorch: the same data, initial weights, batches and coins.
The losses agree to the digits that another order of adding up leaves.
"""

import csv
import math
import zlib

import numpy as np
import torch
from torch import nn

epochs = 20
with open("notebooks/data/level.csv", encoding="utf-8-sig", newline="") as file:
    rows = list(csv.DictReader(file, delimiter=","))
series = np.array([[float(row[name]) for name in ["level", "rain", "level"]] for row in rows])
window, horizon = 8, 1


def windows(starts):
    x = np.array([series[s : s + window, :2] for s in starts])
    y = np.array([series[s + horizon : s + horizon + window, 2:] for s in starts])
    return torch.tensor(x, dtype=torch.float32), torch.tensor(y, dtype=torch.float32)

# Held-out targets are all later than every training target.


held = max(0, int(len(series) * (1 - 0.25)) + 1 - window - horizon)
X, Y = windows(range(0, held, 1))
X_test, Y_test = windows(range(held, len(series) + 1 - window - horizon, 1))


class Forecaster(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(2, 6, batch_first=True)
        self.fc = nn.Linear(6, 1)

    def forward(self, x, state=None):
        h, state = self.lstm(x, state)
        return self.fc(h), state


torch.manual_seed(zlib.crc32(b"0 weights"))
model = Forecaster()
criterion = nn.MSELoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)


def update(x, y, epoch):
    optimizer.zero_grad()
    predictions = model(x)[0]
    loss = criterion(predictions, y)
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
    forecast = model(X_test)[0]
truth = Y_test[:, 7:]
constant = Y.mean((0, 1))
error = ((forecast[:, 7:] - truth) ** 2).mean().item()
print(f"Held out: {error:.4g}; the constant mean: {((constant - truth) ** 2).mean().item():.4g}")
