import ArgumentParser
import AsyncHTTPClient
import LineService

@main
struct Jedisnon: AsyncParsableCommand {
}
