//! Random ids, straight from the operating system.
//!
//! Not `Uuid::new_v4`, nor the ids that `sentry`'s types make for themselves: with features that
//! any package of the program may turn on, these use a generator in thread-local storage, which is
//! gone when the process ends, and touching it then aborts the program.

use std::io;
use uuid::{Builder, Uuid};

/// A random UUID4.
pub(crate) fn uuid() -> io::Result<Uuid> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(Builder::from_random_bytes(bytes).into_uuid())
}

#[cfg(test)]
mod tests {
    #[test]
    fn it_is_a_uuid4_and_another_each_time() {
        let id = crate::util::random::uuid().unwrap();
        assert_eq!((id.get_version_num(), id.get_variant()), (4, uuid::Variant::RFC4122));
        assert_ne!(id, crate::util::random::uuid().unwrap());
    }
}
