import Testing

@testable import Preview

struct RequestPathTests {
  @Test(arguments: [
    ("/", ["index.html"]), ("/a.html", ["a.html"]), ("/a%20b.html", ["a b.html"]),
    ("/%C3%A4.html", ["ä.html"]), ("/img/a.png", ["img", "a.png"]),
    ("/sub/", ["sub", "index.html"]), ("/%2541.html", ["%41.html"]), ("/a..b.html", ["a..b.html"]),
  ])
  func pathsAreDecodedOnce(_ path: String, _ names: [String]) {
    #expect(RequestPath.names(of: path) == names)
  }

  @Test(arguments: [
    "", "a.html", "http://127.0.0.1/a.html", "*", "/../a", "/a/../../b", "/..", "/.", "/./a",
    "/%2e%2e/a", "/%2E%2E%2Fa", "/..%2fa", "/a%2fb", "/%2e%2e%5ca", "/..\\a", "/a%5cb",
    "/a%00.html",
    "/a%0d%0ab", "/%c0%ae%c0%ae/a", "/%ff", "/%", "/%4", "/%zz", "//a", "/a//b", "/.git/config",
    "/.meanwhile-1.tmp",
  ])
  func pathsThatLeaveTheFolderOrAreNoneAreRefused(_ path: String) {
    #expect(RequestPath.names(of: path) == nil)
  }
}
