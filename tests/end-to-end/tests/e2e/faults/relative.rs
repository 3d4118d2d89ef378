//! A library in front of the program is in front of its uploader, too: whoever sends what a program
//! says another way so wants all of it to go there.

use super::library::{LIBRARY, Who, log, watched};
use crate::{ANNOTATED, STARTED};
use end_to_end::{World, messages};

#[test]
fn from_where_the_program_was_started() {
    let world = World::consenting();
    let (directory, name) = (
        LIBRARY.parent().expect("a directory"),
        LIBRARY.file_name().expect("a name"),
    );
    let relative = std::path::Path::new(".").join(name);
    watched(&world, world.program(ANNOTATED))
        .env("LD_PRELOAD", relative)
        .with(|command| {
            command.current_dir(directory);
        })
        .run()
        .quiet();
    assert_eq!(messages(&world.settle()), [STARTED]);
    assert!(log(&world).iter().any(|operation| operation.who == Who::Uploader));
}
