/// How files of other programs are read, and the Python that writes them: `meanwhile list inputs`.
enum InputsManual {
  static let entries = [
    (
      "targets, predictions",
      "as many numbers each, in the same order; held-out sequences that the model has not seen say most"
    ),
    (
      "inputs",
      "a row of steps for each sequence; targets may be as long, or one row for each sequence, which then belongs to its last step"
    ),
    (
      "loss_log",
      "one column, or a column named loss beside epoch and val_loss; its last value should be the loss of the rows that are handed over"
    ),
    ("weights", "safetensors with the names of a PyTorch state dict: weight_ih_l0, fc.weight"),
    (".npy", "an array of shape (sequences), (sequences, steps) or (sequences, steps, channels)"),
    (
      "text",
      "numbers apart by comma, semicolon, tab, bar or blanks; lines that begin with # are left out, and so is a first column that counts the rows"
    ),
    (
      "a row for each sequence",
      "no header, or steps as names: 0, 1, 2 or t0, step_1, lag_2, t-3; with several channels x0_t1 or x0(t-1)"
    ),
    (
      "a row for each step",
      "other names above the columns: one series, a channel in each column; a column of dates is left out"
    ),
    (
      "long form",
      "a column sequence (or id, series) whose values repeat, or a column step that starts again; sequences must be equally long"
    ),
    (
      "one column",
      "beside inputs: one number for each sequence, or for each step where there are that many; beside other sequences: those, row by row; alone: a series in the order of time"
    ),
    (
      "what is held out",
      "the last quarter of the sequences; baselines, probes and a network of ours learn from the others. A series is cut into windows that slide by one step"
    ),
  ]

  static let python = """
    PyTorch, with x, y and the model as in your validation loop:

        model.eval()
        with torch.no_grad():
            p = model(x)
        np.save("x.npy", x.cpu().numpy())
        np.save("y.npy", y.cpu().numpy())
        np.save("p.npy", p.cpu().numpy())
        losses.append(loss_fn(p, y).item())            # as in training, of these rows
        np.savetxt("log.csv", losses, fmt="%.9g")
        safetensors.torch.save_file(model.state_dict(), "model.safetensors")

        meanwhile diagnose --targets y.npy --predictions p.npy --inputs x.npy --loss-log log.csv

    Keras:

        history = model.fit(x_train, y_train, validation_data=(x, y), epochs=50)
        np.save("x.npy", x)
        np.save("y.npy", y)
        np.save("p.npy", model.predict(x))
        pd.DataFrame(history.history).to_csv("log.csv")

    As text: np.savetxt("y.csv", y, delimiter=",") for two dimensions, or
    pd.DataFrame(y).to_csv("y.csv"), with its index or without.
    """
}
