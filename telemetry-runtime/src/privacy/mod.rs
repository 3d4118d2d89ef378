//! The door: what leaves the machine is built here, and nowhere else.

pub(crate) mod allow_list;
pub(crate) mod foreign;
pub(crate) mod grouping;
pub(crate) mod scrub;

pub(crate) use allow_list::Origin;
