/// The lines that make `criterion(predictions, targets)`, and `point(head)` where the head gives a
/// density and not the forecast itself.
struct LossSection {
  private(set) var text = ""
  /// Whether `point` turns what the head gives into the forecast.
  private(set) var hasReadout = false
  /// Why PyTorch has no such loss.
  private(set) var obstacles: [String] = []

  /// - Parameter outputs: `O`, targets at a step.
  init(_ options: CanonicalOptions, outputs: Int) {
    let loss = options["training"]["loss"]
    let accidents = options["training"]["accidents"].list.map(\.name)
    if accidents.contains("broadcast_loss") {
      text = """
        def criterion(predictions, targets):
            # Shapes (N, 1) and (N,): every prediction is compared with every target.
            return nn.functional.mse_loss(predictions.reshape(-1, 1), targets.reshape(-1))

        """
      return
    }
    switch loss.name {
    case "mse":
      text =
        loss["reduction"].name == "sum"
        ? "criterion = nn.MSELoss(reduction=\"sum\")\n" : "criterion = nn.MSELoss()\n"
    case "l1": text = "criterion = nn.L1Loss()\n"
    case "smooth_l1": text = "criterion = nn.SmoothL1Loss(beta=\(loss["beta"].python))\n"
    case "huber": text = "criterion = nn.HuberLoss(delta=\(loss["delta"].python))\n"
    case "mse_mean_penalty":
      text = """
        def criterion(predictions, targets):
            penalty = (predictions.mean(dim=1) - targets.mean(dim=1)) ** 2
            return nn.functional.mse_loss(predictions, targets) + \(loss["weight"].python) * penalty.mean()

        """
    case "spread_penalty":
      text = """
        def criterion(predictions, targets):
            penalty = (predictions.std() - targets.std()) ** 2
            return nn.functional.mse_loss(predictions, targets) + \(loss["weight"].python) * penalty

        """
    case "quantile":
      text = """
        def criterion(predictions, targets):
            error = targets - predictions
            return torch.maximum(\(loss["q"].python) * error, (\(loss["q"].python) - 1) * error).mean()

        """
    case "gaussian_nll":
      hasReadout = true
      text = """
        likelihood = nn.GaussianNLLLoss(full=\(loss["full"].python))


        def criterion(head, targets):
            variance = nn.functional.softplus(head[..., \(outputs):]) + 0.001
            return likelihood(head[..., :\(outputs)], targets, variance)


        def point(head):
            return head[..., :\(outputs)]

        """
    case "mixture": mixture(loss["components"].python, outputs: outputs)
    case "cross_entropy": classes(loss["classes"].python, outputs: outputs)
    default: obstacles.append("the loss \(loss.name) has no counterpart in PyTorch")
    }
  }

  private mutating func mixture(_ components: String, outputs: Int) {
    hasReadout = true
    text = """
      def parts(head):
          logits, means, raw = head.unflatten(-1, (\(outputs), 3, \(components))).unbind(-2)
          return logits.log_softmax(-1), means, nn.functional.softplus(raw) + 0.001


      def criterion(head, targets):
          weights, means, spreads = parts(head)
          normals = torch.distributions.Normal(means, spreads)
          return -(weights + normals.log_prob(targets.unsqueeze(-1))).logsumexp(-1).mean()


      def point(head):
          weights, means, _ = parts(head)
          return (weights.exp() * means).sum(-1)

      """
  }

  private mutating func classes(_ count: String, outputs: Int) {
    hasReadout = true
    text = """
      def criterion(head, targets):
          return nn.functional.cross_entropy(head.reshape(-1, \(count)), targets.reshape(-1).long())


      def point(head):
          # The expected class.
          shares = head.unflatten(-1, (\(outputs), \(count))).softmax(-1)
          return (shares * torch.arange(\(count))).sum(-1)

      """
  }
}
