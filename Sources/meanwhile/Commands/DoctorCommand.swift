import ArgumentParser
import Runner

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Shows what decides how fast this machine trains, and what would make it faster.")

  func run() throws { print(Machine().report) }
}
