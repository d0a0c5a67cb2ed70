import Ccmark

/// The library that reads notebooks.
package enum MarkdownLibrary {
  /// Of cmark, as it is loaded.
  package static var version: String { String(cString: cmark_version_string()) }
}

/// cmark's tree of one Markdown text. This file and `MarkdownTree+Change` alone import cmark.
final class MarkdownTree {
  enum Kind {
    case codeBlock, paragraph, heading, text, code, breaks, image, link, html, custom, other
  }
  struct Node: Hashable {
    let pointer: OpaquePointer
  }

  let root: OpaquePointer

  init?(_ bytes: ArraySlice<UInt8>) {
    let root = bytes.withUnsafeBytes { buffer in
      cmark_parse_document(
        buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count, CMARK_OPT_SMART)
    }
    guard let root else { return nil }
    self.root = root
  }

  deinit { cmark_node_free(root) }

  /// Visits every node when it begins and, where it has children, when it ends. Meanwhile the tree
  /// may only change before the node that is visited.
  func walk(_ visit: (Node, _ begins: Bool) -> Void) {
    let iterator = cmark_iter_new(root)
    defer { cmark_iter_free(iterator) }
    while true {
      let event = cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { return }
      guard let pointer = cmark_iter_get_node(iterator) else { return }
      visit(Node(pointer: pointer), event == CMARK_EVENT_ENTER)
    }
  }

  func standsAlone(_ node: Node) -> Bool { cmark_node_parent(node.pointer) == root }

  // MARK: Marks

  /// No valid text holds this byte, so nothing an author writes, not even a character reference,
  /// can be taken for a mark. (A private-use character could be written as `&#xE000;`.)
  static let mark: UInt8 = 0xFF

  /// Puts a mark in a block's or an inline's place.
  func replaceByMark(_ node: Node) {
    let isBlock = cmark_node_get_type(node.pointer) == CMARK_NODE_CODE_BLOCK
    cmark_node_replace(node.pointer, markNode(isBlock: isBlock))
    cmark_node_free(node.pointer)
  }

  /// Puts a mark in the place of a link's start tag.
  func replaceStartByMark(of link: Node) {
    let custom = markNode(isBlock: false)
    cmark_node_set_on_exit(custom, "</a>")
    while let child = cmark_node_first_child(link.pointer) {
      cmark_node_append_child(custom, child)
    }
    cmark_node_replace(link.pointer, custom)
    cmark_node_free(link.pointer)
  }

  /// Puts a mark before the first child of a heading.
  func markStart(of node: Node) {
    cmark_node_prepend_child(node.pointer, markNode(isBlock: false))
  }

  func remove(_ node: Node) {
    cmark_node_unlink(node.pointer)
    cmark_node_free(node.pointer)
  }

  func markNode(isBlock: Bool) -> OpaquePointer? {
    let node = cmark_node_new(isBlock ? CMARK_NODE_CUSTOM_BLOCK : CMARK_NODE_CUSTOM_INLINE)
    let text = [CChar(bitPattern: Self.mark), 0]
    cmark_node_set_on_enter(node, text)
    return node
  }

  /// The HTML, raw HTML of the author's included, handed out as cmark's own bytes.
  func render<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    let html = cmark_render_html(root, CMARK_OPT_UNSAFE)
    defer { cmark_get_default_mem_allocator().pointee.free(html) }
    guard let html else { return body(UnsafeBufferPointer(start: nil, count: 0)) }
    var count = 0
    while html[count] != 0 { count += 1 }
    return html.withMemoryRebound(to: UInt8.self, capacity: count) {
      body(UnsafeBufferPointer(start: $0, count: count))
    }
  }
}

extension MarkdownTree.Node {
  var kind: MarkdownTree.Kind {
    switch cmark_node_get_type(pointer) {
    case CMARK_NODE_CODE_BLOCK: .codeBlock
    case CMARK_NODE_PARAGRAPH: .paragraph
    case CMARK_NODE_HEADING: .heading
    case CMARK_NODE_TEXT: .text
    case CMARK_NODE_CODE: .code
    case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: .breaks
    case CMARK_NODE_IMAGE: .image
    case CMARK_NODE_LINK: .link
    case CMARK_NODE_HTML_INLINE, CMARK_NODE_HTML_BLOCK: .html
    case CMARK_NODE_CUSTOM_INLINE, CMARK_NODE_CUSTOM_BLOCK: .custom
    default: .other
    }
  }
  var literal: String { cmark_node_get_literal(pointer).map { String(cString: $0) } ?? "" }
  /// A link's address and title, unescaped.
  var address: String { cmark_node_get_url(pointer).map { String(cString: $0) } ?? "" }
  var title: String { cmark_node_get_title(pointer).map { String(cString: $0) } ?? "" }
  var previous: MarkdownTree.Node? { cmark_node_previous(pointer).map { .init(pointer: $0) } }
  var next: MarkdownTree.Node? { cmark_node_next(pointer).map { .init(pointer: $0) } }
  /// Its text, where it holds a text and nothing else.
  var onlyText: String? {
    guard let child = cmark_node_first_child(pointer), cmark_node_next(child) == nil,
      cmark_node_get_type(child) == CMARK_NODE_TEXT
    else { return nil }
    return MarkdownTree.Node(pointer: child).literal
  }
  /// A fenced block's info string, unescaped; "" for an indented block.
  var info: String { cmark_node_get_fence_info(pointer).map { String(cString: $0) } ?? "" }
  /// 1 to 6.
  var level: Int { Int(cmark_node_get_heading_level(pointer)) }
  /// First and last line, counted from 1. Of an inline it is a hint: cmark takes each line's column
  /// from the first line's, and miscounts after a link that spans lines.
  var startLine: Int { Int(cmark_node_get_start_line(pointer)) }
  var endLine: Int { Int(cmark_node_get_end_line(pointer)) }
  /// In bytes, counted from 1.
  var startColumn: Int { Int(cmark_node_get_start_column(pointer)) }
}
