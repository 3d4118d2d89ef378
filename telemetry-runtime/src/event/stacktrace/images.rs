//! The loaded files that frames' addresses lie in. A server that has the debug files can then name
//! the functions of a stripped program.

use crate::event::types::{Image, Stacktrace};
use sentry_debug_images::debug_images;

/// Those of the loaded files that a frame lies in.
pub(crate) fn of(stacktrace: Option<&Stacktrace>) -> Vec<Image> {
    let frames = stacktrace.map(|stacktrace| &*stacktrace.frames).unwrap_or_default();
    let addresses: Vec<u64> = frames.iter().filter_map(|frame| frame.instruction_addr).collect();
    if addresses.is_empty() {
        return Vec::new();
    }
    let mut images: Vec<Image> = debug_images().into_iter().filter_map(image).collect();
    images.retain(|image| {
        let is_in = |address: &u64| {
            address
                .checked_sub(image.address)
                .is_some_and(|offset| offset < image.size)
        };
        addresses.iter().any(is_in)
    });
    images
}

fn image(image: sentry::protocol::DebugImage) -> Option<Image> {
    let sentry::protocol::DebugImage::Symbolic(image) = image else {
        return None;
    };
    Some(Image {
        code_file: image.name,
        debug_file: image.debug_file,
        code_id: image.code_id.map(|id| id.to_string()),
        debug_id: image.id.to_string(),
        address: image.image_addr.0,
        size: image.image_size,
        stated_address: image.image_vmaddr.0,
    })
}
