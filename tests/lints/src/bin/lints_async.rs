//! An annotated `async fn main`, under the lints of the library.

#![deny(
    future_incompatible,
    keyword_idents,
    let_underscore,
    nonstandard_style,
    rust_2018_idioms,
    rust_2021_compatibility,
    rust_2024_compatibility,
    unused,
    warnings,
    explicit_outlives_requirements,
    meta_variable_misuse,
    missing_copy_implementations,
    missing_debug_implementations,
    missing_docs,
    non_ascii_idents,
    redundant_imports,
    redundant_lifetimes,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unit_bindings,
    unnameable_types,
    unreachable_pub,
    unsafe_code,
    unused_import_braces,
    unused_lifetimes,
    unused_qualifications,
    unused_results,
    variant_size_differences,
    clippy::all,
    clippy::pedantic,
    clippy::nursery
)]

use std::io;

/// Documented, as an item of a program may be.
#[telemetry::main(app = "lints")]
#[tokio::main]
async fn main() -> io::Result<()> {
    let length = lints::asynchronous::watch(2).await?;
    println!("{length}");
    work().await;
    Ok(())
}

#[telemetry::command]
async fn work() {
    tokio::task::yield_now().await;
    telemetry::check_in!("lints-async/working");
}
