//! The program says something of itself.
// events: []
// expansion: main
#![deny(warnings)]

use telemetry::Tag;

#[derive(Tag)]
enum Allocator {
    System,
}

const ALLOCATOR: Allocator = Allocator::System;

#[telemetry::main(app = "e2e", tags(simd = cfg!(target_feature = "avx2"), allocator = ALLOCATOR, built: bool = true))]
fn main() {}
