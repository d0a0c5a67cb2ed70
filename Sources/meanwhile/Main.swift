import ArgumentParser
import Runner

@main
struct Meanwhile: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "meanwhile",
    abstract:
      "Runs Markdown notebooks and publishes them as reports that measure why an LSTM predicts the mean.",
    version: Version.current,
    subcommands: [
      BuildCommand.self, PreviewCommand.self, DiagnoseCommand.self, CheckCommand.self,
      DiffCommand.self, PlanCommand.self, TrainCommand.self, EjectCommand.self, ListCommand.self,
      TemplatesCommand.self, StoreCommand.self, DoctorCommand.self,
    ],
    defaultSubcommand: BuildCommand.self)
}
