"""every-option#noise-program

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


def draw(n, rng):
    x = torch.randn(n, 9, 1, generator=rng)
    y = 0.5 + 0.1 * torch.randn(n, 9, 1, generator=rng)
    return x, y


X, Y = draw(24, None)
X_test, Y_test = draw(12, torch.Generator().manual_seed(zlib.crc32(b"0 held-out data")))


class Forecaster(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(1, 6, batch_first=True)
        self.fc = nn.Linear(6, 1)

    def forward(self, x, state=None):
        h, state = self.lstm(x, state)
        return self.fc(h), state


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
truth = Y_test
constant = Y.mean((0, 1))
error = ((forecast - truth) ** 2).mean().item()
print(f"Held out: {error:.4g}; the constant mean: {((constant - truth) ** 2).mean().item():.4g}")
