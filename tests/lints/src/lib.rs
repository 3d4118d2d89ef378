//! What the strictest program could deny, denied around the macros in the shapes in which programs
//! write them.
//!
//! Nothing here is allowed again: what the macros add must be as clean as what their user wrote.
//! The package only has to be compiled, and checked by clippy; `tests/` does both, and proves that
//! each of these lints would be seen.

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

pub mod asynchronous;
pub mod check_ins;
pub mod functions;
pub mod generic;
pub mod items_first;
pub mod methods;
pub mod tags;
pub mod written_by_macros;
