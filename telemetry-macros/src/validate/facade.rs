//! `crate = ::path`: where the expansion finds the facade.

use super::argument::{self, Known};
use crate::errors::Errors;
use crate::parse::Argument;
use proc_macro2::Span;
use quote::{ToTokens, quote_spanned};
use syn::{Expr, ExprPath, Path, parse_quote_spanned};

pub(crate) const CRATE: Known = Known {
    key: "crate",
    usage: "crate = ::telemetry",
};

/// The facade's path without `crate = …`.
pub(crate) fn standard() -> Path {
    let span = Span::mixed_site();
    parse_quote_spanned!(span=> ::telemetry)
}

/// The given path, which must mean the same in every place.
pub(crate) fn path(argument: Argument, errors: &mut Errors) -> Option<Path> {
    let value = argument::value(argument, &CRATE, errors)?;
    let value = argument::ungroup(&value);
    let Expr::Path(ExprPath { qself: None, path, .. }) = value else {
        let hint = match argument::string(value) {
            Some(text) => format!(": write it without quotes, `crate = {}`", text.value()),
            None => format!(": `{}`", CRATE.usage),
        };
        return errors.refuse(value, format!("`crate` takes a path{hint}"));
    };
    if !is_absolute(path) {
        let shown = path.to_token_stream().to_string().replace(' ', "");
        let fix = match shown.strip_prefix("self::").or(shown.strip_prefix("super::")) {
            Some(rest) => format!("crate::…::{rest}"),
            None => format!("::{shown}"),
        };
        return errors.refuse(
            path,
            format!("`crate` takes an absolute path, which means the same in every module: `crate = {fix}`"),
        );
    }
    // The user's own tokens: an unknown crate is reported where it is named.
    syn::parse2(quote_spanned!(Span::mixed_site()=> #path)).ok()
}

fn is_absolute(path: &Path) -> bool {
    let first = path.segments.first().map(|segment| segment.ident.to_string());
    path.leading_colon.is_some() || matches!(first.as_deref(), Some("crate" | "$crate"))
}
