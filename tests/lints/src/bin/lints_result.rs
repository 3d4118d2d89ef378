//! An annotated `main` with every argument, under the lints of the library.

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

use std::error::Error;
use std::path::PathBuf;

const RELEASE: &str = "lints@1";

#[telemetry::main(
    dsn = option_env!("NO_SUCH_DSN"),
    app = "lints",
    tags(simd = cfg!(target_feature = "avx2"), checked: bool = true),
    release = RELEASE,
    environment = "tests",
    dist = concat!("a", "-", "b"),
    config = config(),
    messages = "withheld",
    contact = "privacy@example.org",
    policy = "https://example.org/privacy",
    qualifier = "org",
    organization = "Example",
    delivery = "inline",
    crate = ::telemetry
)]
fn main() -> Result<(), Box<dyn Error>> {
    let number = lints::functions::parse("7")?;
    println!("{number}");
    if number == 7 {
        return Ok(());
    }
    Err("no seven".into())
}

fn config() -> Option<PathBuf> {
    let home = std::env::var_os("HOME")?;
    Some(PathBuf::from(home).join("lints.yml"))
}
