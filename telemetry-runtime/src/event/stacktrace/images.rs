//! The files that the frames' addresses lie in: with them, a server that has the debug files can name the functions of a stripped program.

use sentry::protocol::{DebugImage, DebugMeta, Stacktrace};
use std::borrow::Cow;

/// Those of the loaded files that a frame lies in.
pub(crate) fn of(stacktrace: Option<&Stacktrace>) -> Cow<'static, DebugMeta> {
    let frames = stacktrace.map(|stacktrace| &*stacktrace.frames).unwrap_or_default();
    let addresses: Vec<u64> = frames
        .iter()
        .filter_map(|frame| Some(frame.instruction_addr?.0))
        .collect();
    if addresses.is_empty() {
        return Cow::default();
    }
    let mut images = sentry_debug_images::debug_images();
    images.retain(|image| match image {
        DebugImage::Symbolic(image) => {
            let begin = image.image_addr.0;
            addresses.iter().any(|address| {
                address
                    .checked_sub(begin)
                    .is_some_and(|offset| offset < image.image_size)
            })
        }
        _ => false,
    });
    Cow::Owned(DebugMeta {
        images,
        ..DebugMeta::default()
    })
}
