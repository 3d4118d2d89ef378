//! The arguments of `#[telemetry::main]` that have one value. A program with telemetry stores them.
//! If telemetry is disabled at build time, the compiler drops them, so that they are in no binary.

/// Passes the list to a macro: each argument with its type, and the field of `App` that stores it.
macro_rules! settings {
    ($make:ident) => {
        $make! {
            dsn(dsn: fn() -> Option<&'static str>) => dsn = dsn;
            app(name: &'static str) => name = name;
            release(release: &'static str) => release = Some(release);
            environment(environment: &'static str) => environment = Some(environment);
            dist(dist: &'static str) => dist = Some(dist);
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
