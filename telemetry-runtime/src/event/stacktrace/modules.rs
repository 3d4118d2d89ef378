//! Completes a function's path by its file, if the symbol has only the last part.
//!
//! `debug = "line-tables-only"` leaves so little of functions that others were compiled into, and
//! of those themselves: `buy`, `{closure}`. Files are named after modules, so that
//! `src/trade/mod.rs` of the program makes it `snatch::trade::buy`. The type of a method, and the
//! function of a closure, remain unknown.

use super::files;
use crate::model::app::Place;

/// Our own crate, which a program's workspace may contain.
const OURS: &str = "telemetry_runtime";

/// The path of the module that a file holds. Of a local file, only where the crate is known: one of
/// `own`, or that of `main` if the file has a path from the same directory.
pub(super) fn of_file(file: &str, main: &Place, own: &[&str]) -> Option<String> {
    let readable = files::readable(file);
    let names: Vec<&str> = readable.split('/').collect();
    match files::Origin::of(file) {
        files::Origin::Std | files::Origin::Dependency => {
            let src = names.iter().position(|name| *name == "src")?;
            let package = names.get(src.checked_sub(1)?)?;
            Some(module(&crate_name(package), names.get(src + 1..)?))
        }
        files::Origin::Local => {
            let package = files::directory_of_package(file).map(|package| crate_name(&package));
            let krate = package.filter(|krate| krate == OURS || own.contains(&&**krate));
            if let Some(krate) = krate {
                return Some(module(&krate, names.get(1..)?));
            }
            let program = main.module.split("::").next()?;
            let below = files::beside(file, main.file)?;
            let is_root = files::is_same_file(file, main.file);
            Some(module(program, if is_root { &[] } else { &below }))
        }
        files::Origin::Generated(_) => None,
    }
}

// Input:  futures-util-0.3.34
// Output: futures_util
fn crate_name(package: &str) -> String {
    let is_version = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit()) && rest.contains('.');
    let name = package.match_indices('-').find_map(|(at, _)| {
        let (name, rest) = package.split_at_checked(at)?;
        is_version(rest.trim_start_matches('-')).then_some(name)
    });
    name.unwrap_or(package).replace('-', "_")
}

// Input:  snatch, [trade, mod.rs]
// Output: snatch::trade
fn module(krate: &str, below: &[&str]) -> String {
    let mut path = krate.to_owned();
    let last = below.len().saturating_sub(1);
    for (at, name) in below.iter().enumerate() {
        let name = if at == last { name.trim_end_matches(".rs") } else { name };
        if at < last || !matches!(name, "mod" | "lib" | "main") {
            path.push_str("::");
            path.push_str(name);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    static MAIN: Place = Place {
        module: "snatch",
        function: "main",
        file: "programs/cli/src/main.rs",
        line: 1,
    };

    #[test]
    fn files_are_named_after_modules() {
        for (file, module) in [
            (
                "/rustc/1/library/core/src/iter/adapters/map.rs",
                Some("core::iter::adapters::map"),
            ),
            (
                "/ada/.cargo/registry/src/index-1/futures-util-0.3.34/src/future/mod.rs",
                Some("futures_util::future"),
            ),
            (
                "/ada/.cargo/registry/src/index-1/anyhow-1.0.2/src/lib.rs",
                Some("anyhow"),
            ),
            (
                "/ada/.cargo/git/checkouts/repo-12ab34cd56ef7890/9f3c/crates/one/src/a.rs",
                Some("one::a"),
            ),
            ("programs/cli/src/main.rs", Some("snatch")),
            ("programs/cli/src/trade/mod.rs", Some("snatch::trade")),
            ("programs/cli/src/trade/buy.rs", Some("snatch::trade::buy")),
            // Another's.
            ("programs/server/src/trade/buy.rs", None),
            ("/home/ada/other/programs/cli/src/trade/buy.rs", None),
            ("/home/ada/code/snatch-core/src/coin.rs", Some("snatch_core::coin")),
            (
                "/home/ada/code/telemetry-runtime/src/api/entry.rs",
                Some("telemetry_runtime::api::entry"),
            ),
            (
                "/home/ada/code/target/debug/build/cli-0123456789abcdef/out/gen.rs",
                None,
            ),
            ("examples/tour.rs", None),
            ("", None),
        ] {
            assert_eq!(
                of_file(file, &MAIN, &["snatch", "snatch_core"]).as_deref(),
                module,
                "{file}"
            );
        }
    }
}
