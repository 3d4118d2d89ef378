//! Functions and check-ins that a macro of the program writes.

macro_rules! commands {
    ($($(#[$attribute:meta])* $vis:vis fn $function:ident($($parameter:ident: $type:ty),*) -> $output:ty $body:block as $name:literal)*) => {
        $(
            $(#[$attribute])*
            #[telemetry::command($name)]
            $vis fn $function($($parameter: $type),*) -> $output $body
        )*
    };
}

commands! {
    /// From a body that is handed on.
    #[must_use]
    pub fn evaluate(left: u32, right: u32) -> u32 { left + right } as "written/evaluate"

    /// From a body that runs statements.
    #[must_use]
    pub fn report(number: u32) -> Vec<u32> {
        let mut all = vec![number];
        all.extend(0..number);
        all
    } as "written/report"
}

macro_rules! sign_of_life {
    ($name:literal) => {
        telemetry::check_in!($name)
    };
}

/// With a check-in from a macro.
#[telemetry::command("written/watch")]
pub fn watch() {
    sign_of_life!("written/watching");
}

macro_rules! whole {
    ($($item:item)*) => {
        $(
            #[telemetry::command]
            $item
        )*
    };
}

whole! {
    /// From a whole item.
    #[must_use]
    pub fn whole_item() -> u32 { 1 + evaluate(1, 2) }
}
