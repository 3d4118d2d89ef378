//! The expansion of `check_in!`.

use super::listed::{Kind, listed};
use super::place::place;
use crate::validate::CheckIn;
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

// Input:  check_in!("watching")
// Output: { static TELEMETRY_CHECK_IN: … = …; ::telemetry::__private::check_in(&TELEMETRY_CHECK_IN) }
pub(crate) fn check_in(check_in: &CheckIn) -> TokenStream {
    let span = Span::mixed_site();
    let CheckIn { facade, name } = check_in;
    // A macro does not learn the name of the function around it. Module and line say enough.
    let place = place(facade, "check_in!", quote_spanned!(span=> ::core::line!()));
    let listed = listed(Kind::CheckIn);
    quote_spanned! {span=>
        {
            #listed
            static TELEMETRY_CHECK_IN: #facade::__private::CheckIn = #facade::__private::CheckIn::new(#name, #place);
            #facade::__private::check_in(&TELEMETRY_CHECK_IN)
        }
    }
}
