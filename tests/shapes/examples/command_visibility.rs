//! A function that other modules see, and two of one name.
// events: ["Start daily/report", "Start weekly/twice", "Start weekly/report"]
#![deny(warnings)]

mod daily {
    #[telemetry::command("daily/report")]
    pub(crate) fn report() -> u8 {
        1
    }
}

mod weekly {
    pub(crate) mod inner {
        #[telemetry::command("weekly/report")]
        pub(in crate::weekly) fn report() -> u8 {
            2
        }
    }

    pub(super) use private::twice;

    mod private {
        #[telemetry::command("weekly/twice")]
        pub(crate) fn twice() -> u8 {
            super::inner::report() * 2
        }
    }
}

#[telemetry::main(app = "e2e")]
fn main() {
    assert_eq!((daily::report(), weekly::twice()), (1, 4));
}
