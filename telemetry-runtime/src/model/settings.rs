//! The arguments of `#[telemetry::main]` that have one value.
//!
//! A program with telemetry stores them. One without it drops them while it is compiled, so that
//! they are in no binary. `release`, `environment` and `dist` are not in the list: their value is
//! an expression of the author's, and an error about its type names the method.

/// Gives the list to a macro: each argument with its type, and the field of `App` that stores it.
macro_rules! settings {
    ($make:ident) => {
        $make! {
            dsn(dsn: fn() -> Option<&'static str>) => dsn = dsn;
            app(name: &'static str) => name = name;
            config(config: fn() -> Option<std::path::PathBuf>) => config = Some(config);
            section(section: &'static str) => section = section;
            messages(messages: Messages) => messages = messages;
            errors(errors: Errors) => errors = errors;
            contact(contact: &'static str) => contact = Some(contact);
            policy(policy: &'static str) => policy = Some(policy);
            qualifier(qualifier: &'static str) => qualifier = qualifier;
            organization(organization: &'static str) => organization = organization;
            delivery(delivery: Delivery) => delivery = delivery;
            sample(share: f64) => sample = Some(share);
            sentry(bind: fn()) => sentry = Some(bind);
        }
    };
}

pub(crate) use settings;
