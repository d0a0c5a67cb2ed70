/// Three runs of a moment each: one, one that extends it, one on its own; and a print of the second.
let smallNotebook = """
  ---
  title: Small
  description: Three runs of a moment each.
  ---
  # Small

  ```yaml train first
  data: {source: sine, sequences: 6, length: 5, noise: 0.1, test_sequences: 8}
  model: {hidden_size: 2}
  training: {epochs: 4, lr: 0.01}
  ```

  Held out, the first scores `= first.test.mse`.

  ```yaml train second
  extends: first
  training: {epochs: 5}
  ```

  ```yaml train third
  data: {source: noise, sequences: 4, length: 3, test_sequences: 8}
  model: {hidden_size: 2}
  training: {epochs: 3}
  ```

  ```yaml print shown
  of: second
  every: 1
  ```

  """
