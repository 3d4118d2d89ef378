//! `messages = "withheld"`: real panics and errors of the standard library keep their words,
//! everything else goes.

use super::super::withheld;
use std::cell::RefCell;
use std::hint::black_box;
use std::panic::{UnwindSafe, catch_unwind};

/// The message of this panic, as `std` words it in the compiler that runs the tests.
fn message_of<T>(panics: impl FnOnce() -> T + UnwindSafe) -> String {
    let Err(payload) = catch_unwind(panics) else {
        panic!("should have panicked")
    };
    payload
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| payload.downcast_ref().map(|text: &&str| (*text).to_owned()))
        .unwrap()
}

/// Every one of these is kept in full.
#[test]
#[expect(
    clippy::unnecessary_literal_unwrap,
    clippy::unimplemented,
    reason = "the point is to panic"
)]
fn panics_of_the_standard_library_keep_their_words() {
    let three = black_box(vec![1, 2, 3]);
    let zero = black_box(0);
    let messages = [
        message_of(|| black_box(vec![1, 2, 3])[black_box(7)]),
        message_of(|| black_box(&[1, 2, 3])[black_box(2)..black_box(9)].len()),
        message_of(|| black_box(&[1, 2, 3])[black_box(9)..].len()),
        message_of(|| black_box(&[1, 2, 3])[black_box(3)..black_box(1)].len()),
        message_of(move || 1 / zero),
        message_of(move || 1 % zero),
        message_of(|| black_box(i32::MIN) / black_box(-1)),
        message_of(|| None::<u8>.unwrap()),
        message_of(|| {
            let cell = RefCell::new(1);
            let _held = cell.borrow_mut();
            *cell.borrow()
        }),
        message_of(|| {
            let cell = RefCell::new(1);
            let _held = cell.borrow();
            *cell.borrow_mut() = 2;
        }),
        message_of(|| Vec::<u64>::with_capacity(black_box(usize::MAX))),
        message_of(|| Vec::<u8>::new().remove(black_box(3))),
        message_of(|| Vec::<u8>::new().swap_remove(black_box(3))),
        message_of(|| Vec::<u8>::new().insert(black_box(3), 1)),
        message_of(|| Vec::<u8>::new().split_off(black_box(3))),
        message_of(|| [1, 2].copy_from_slice(black_box(&[1]))),
        message_of(move || three.chunks(black_box(0)).count()),
        message_of(|| panic!()),
        message_of(|| unimplemented!()),
        message_of(|| unreachable!()),
        message_of(|| {
            std::time::Instant::now()
                .checked_sub(black_box(std::time::Duration::MAX))
                .unwrap()
        }),
    ];
    for message in messages {
        assert_eq!(withheld(&message), message);
    }
}

#[test]
#[cfg(debug_assertions)]
fn overflows_keep_their_words() {
    let most = black_box(i32::MAX);
    let least = black_box(i32::MIN);
    let far = black_box(40);
    let messages = [
        message_of(move || most + 1),
        message_of(move || least - 1),
        message_of(move || most * 2),
        message_of(move || -least),
        message_of(move || most << far),
        message_of(move || most >> far),
    ];
    for message in messages {
        assert_eq!(withheld(&message), message);
    }
}

#[test]
fn errors_of_the_standard_library_keep_their_words() {
    let messages = [
        "12a".parse::<u8>().unwrap_err().to_string(),
        "".parse::<u8>().unwrap_err().to_string(),
        "300".parse::<u8>().unwrap_err().to_string(),
        "-300".parse::<i8>().unwrap_err().to_string(),
        "x".parse::<f64>().unwrap_err().to_string(),
        "x".parse::<bool>().unwrap_err().to_string(),
        "xy".parse::<char>().unwrap_err().to_string(),
        "x".parse::<std::net::IpAddr>().unwrap_err().to_string(),
        u8::try_from(300_i32).unwrap_err().to_string(),
        String::from_utf8(vec![b'a', 0xff]).unwrap_err().to_string(),
        String::from_utf16(&[0xd800]).unwrap_err().to_string(),
        std::env::VarError::NotPresent.to_string(),
        std::sync::mpsc::RecvError.to_string(),
        std::io::Error::from(std::io::ErrorKind::UnexpectedEof).to_string(),
        std::io::Error::from(std::io::ErrorKind::PermissionDenied).to_string(),
    ];
    for message in messages {
        assert_eq!(withheld(&message), message);
    }
    let error = std::fs::File::open("/does/not/exist").unwrap_err();
    assert_eq!(
        withheld(&error.to_string()),
        format!("os error {}", error.raw_os_error().unwrap())
    );
    assert_eq!(withheld("my secret (os error -2147024891)"), "os error -2147024891");
}

#[test]
#[expect(
    clippy::unnecessary_literal_unwrap,
    clippy::unimplemented,
    clippy::string_slice,
    reason = "the point is to panic"
)]
fn what_the_program_adds_is_cut_off() {
    let err: Result<u8, &str> = Err("canary");
    let ok: Result<&str, u8> = Ok("canary");
    let text = black_box("canaré canary");
    let cases = [
        (
            message_of(move || err.unwrap()),
            "called `Result::unwrap()` on an `Err` value",
        ),
        (
            message_of(move || ok.unwrap_err()),
            "called `Result::unwrap_err()` on an `Ok` value",
        ),
        (
            message_of(|| assert_eq!("canary", black_box("x"))),
            "assertion `left == right` failed",
        ),
        (
            message_of(|| assert_eq!(1, black_box(2), "canary {}", 3)),
            "assertion `left == right` failed",
        ),
        (
            message_of(|| assert_ne!("canary", black_box("canary"))),
            "assertion `left != right` failed",
        ),
        (
            message_of(|| assert!(black_box("canary").is_empty())),
            "assertion failed",
        ),
        (
            message_of(|| unreachable!("canary {}", 1)),
            "internal error: entered unreachable code",
        ),
        (message_of(|| unimplemented!("canary {}", 1)), "not implemented"),
    ];
    for (message, kept) in cases {
        assert!(message.contains("canary"), "{message}");
        assert_eq!(withheld(&message), kept);
    }
    let slices = [
        message_of(move || text[..black_box(6)].len()),
        message_of(move || text[black_box(99)..].len()),
        message_of(move || text[black_box(3)..black_box(1)].len()),
    ];
    for message in slices {
        let kept = withheld(&message);
        // Since Rust 1.96, the last of them no longer quotes the text.
        let is_cut = kept != message || !message.contains("canar");
        assert!(
            message.starts_with(&kept) && is_cut && !kept.contains("canar"),
            "{message} gives {kept}"
        );
    }
}

#[test]
fn everything_else_is_withheld() {
    let messages = [
        "",
        "canary",
        "index out of bounds",
        "index out of bounds: the len is canary but the index is 3",
        "index out of bounds: the len is 3 but the index is 3 canary",
        "index out of bounds: the len is  but the index is 3",
        "index out of bounds: the len is 123456789012345678901 but the index is 3",
        "Index out of bounds: the len is 3 but the index is 3",
        "canary: called `Option::unwrap()` on a `None` value",
        "explicit panics of canary",
        "not implementedcanary",
        "canary (os error x)",
        "canary (os error )",
        "canary (os error 2) canary",
    ];
    for message in messages {
        assert_eq!(withheld(message), "<withheld>", "{message}");
    }
}
