//! Every field of every type that an event can hold. All are named, and none is left to
//! `..Default`: a later release of the protocol that has one more does not compile before it stands
//! here.

use super::contexts;
use super::plant::Plant;
use sentry::protocol::debugid::{CodeId, DebugId};
use sentry::protocol::{
    AppleDebugImage, Breadcrumb, CError, ClientSdkInfo, ClientSdkPackage, DebugImage, DebugMeta, Event, Exception,
    Frame, IpAddress, Level, LogEntry, MachException, Mechanism, MechanismMeta, PosixSignal, ProguardDebugImage,
    RegVal, Request, Stacktrace, SymbolicDebugImage, SystemSdkInfo, TemplateInfo, Thread, ThreadId, User,
    WasmDebugImage,
};
use std::borrow::Cow;

pub(super) fn event(plant: &mut Plant) -> Event<'static> {
    let cow = |plant: &mut Plant| Cow::Owned(plant.text());
    Event {
        event_id: plant.id(),
        level: Level::Warning,
        fingerprint: plant.several(cow).into(),
        culprit: plant.words(),
        transaction: plant.words(),
        message: plant.words(),
        logentry: plant.maybe(|plant| LogEntry {
            message: plant.text(),
            params: plant.several(Plant::value),
        }),
        logger: plant.words(),
        modules: plant.map(Plant::text),
        platform: plant.text().into(),
        timestamp: plant.time(),
        server_name: plant.maybe(cow),
        release: plant.maybe(cow),
        dist: plant.maybe(cow),
        environment: plant.maybe(cow),
        user: plant.maybe(user),
        request: plant.maybe(request),
        contexts: contexts::all(plant),
        breadcrumbs: plant.several(breadcrumb).into(),
        exception: plant.several(exception).into(),
        stacktrace: plant.maybe(stacktrace),
        template: plant.maybe(template),
        threads: plant.several(thread).into(),
        tags: plant.map(Plant::text),
        extra: plant.values(),
        debug_meta: Cow::Owned(debug_meta(plant)),
        sdk: plant.maybe(|plant| Cow::Owned(sdk(plant))),
    }
}

fn user(plant: &mut Plant) -> User {
    User {
        id: plant.words(),
        email: plant.words(),
        ip_address: plant.maybe(|plant| IpAddress::Exact(plant.ip())),
        username: plant.words(),
        other: plant.values(),
    }
}

fn request(plant: &mut Plant) -> Request {
    Request {
        url: plant.maybe(Plant::url),
        method: plant.words(),
        data: plant.words(),
        query_string: plant.words(),
        cookies: plant.words(),
        headers: plant.map(Plant::text),
        env: plant.map(Plant::text),
    }
}

fn breadcrumb(plant: &mut Plant) -> Breadcrumb {
    Breadcrumb {
        timestamp: plant.time(),
        ty: plant.text(),
        category: plant.words(),
        level: Level::Warning,
        message: plant.words(),
        data: plant.values(),
    }
}

fn exception(plant: &mut Plant) -> Exception {
    Exception {
        ty: plant.text(),
        value: plant.words(),
        module: plant.words(),
        stacktrace: plant.maybe(stacktrace),
        raw_stacktrace: plant.maybe(stacktrace),
        thread_id: plant.maybe(thread_id),
        mechanism: plant.maybe(mechanism),
    }
}

fn mechanism(plant: &mut Plant) -> Mechanism {
    Mechanism {
        ty: plant.text(),
        description: plant.words(),
        help_link: plant.maybe(Plant::url),
        handled: Some(true),
        synthetic: Some(true),
        data: plant.values(),
        meta: MechanismMeta {
            errno: plant.maybe(|plant| CError {
                number: plant.signed(),
                name: plant.words(),
            }),
            signal: plant.maybe(|plant| PosixSignal {
                number: plant.signed(),
                code: plant.maybe(Plant::signed),
                name: plant.words(),
                code_name: plant.words(),
            }),
            mach_exception: plant.maybe(|plant| MachException {
                exception: plant.signed(),
                code: plant.number(),
                subcode: plant.number(),
                name: plant.words(),
            }),
        },
    }
}

fn stacktrace(plant: &mut Plant) -> Stacktrace {
    Stacktrace {
        frames: plant.several(frame),
        frames_omitted: plant.maybe(|plant| (plant.number(), plant.number())),
        registers: plant.map(|plant| RegVal(plant.number())),
    }
}

fn frame(plant: &mut Plant) -> Frame {
    Frame {
        function: plant.words(),
        symbol: plant.words(),
        module: plant.words(),
        package: plant.words(),
        filename: plant.words(),
        abs_path: plant.words(),
        lineno: plant.maybe(Plant::number),
        colno: plant.maybe(Plant::number),
        pre_context: plant.several(Plant::text),
        context_line: plant.words(),
        post_context: plant.several(Plant::text),
        in_app: Some(true),
        vars: plant.values(),
        image_addr: plant.maybe(Plant::address),
        instruction_addr: plant.maybe(Plant::address),
        symbol_addr: plant.maybe(Plant::address),
        addr_mode: plant.words(),
    }
}

fn template(plant: &mut Plant) -> TemplateInfo {
    TemplateInfo {
        filename: plant.words(),
        abs_path: plant.words(),
        lineno: plant.maybe(Plant::number),
        colno: plant.maybe(Plant::number),
        pre_context: plant.several(Plant::text),
        context_line: plant.words(),
        post_context: plant.several(Plant::text),
    }
}

fn thread_id(plant: &mut Plant) -> ThreadId {
    match plant.maybe(Plant::number) {
        Some(number) => ThreadId::Int(number),
        None => ThreadId::String(plant.text()),
    }
}

fn thread(plant: &mut Plant) -> Thread {
    Thread {
        id: plant.maybe(thread_id),
        name: plant.words(),
        stacktrace: plant.maybe(stacktrace),
        raw_stacktrace: plant.maybe(stacktrace),
        crashed: true,
        current: true,
    }
}

fn debug_meta(plant: &mut Plant) -> DebugMeta {
    let apple = AppleDebugImage {
        name: plant.text(),
        arch: plant.words(),
        cpu_type: plant.maybe(Plant::number),
        cpu_subtype: plant.maybe(Plant::number),
        image_addr: plant.address(),
        image_size: plant.number(),
        image_vmaddr: plant.address(),
        uuid: plant.id(),
    };
    let symbolic = SymbolicDebugImage {
        name: plant.text(),
        arch: plant.words(),
        image_addr: plant.address(),
        image_size: plant.number(),
        image_vmaddr: plant.address(),
        id: DebugId::from_uuid(plant.id()),
        code_id: plant.maybe(|plant| CodeId::new(plant.id().simple().to_string())),
        debug_file: plant.words(),
    };
    let wasm = WasmDebugImage {
        name: plant.text(),
        debug_id: plant.id(),
        debug_file: plant.words(),
        code_id: plant.words(),
        code_file: plant.text(),
    };
    let proguard = ProguardDebugImage { uuid: plant.id() };
    let images = vec![apple.into(), symbolic.into(), wasm.into(), proguard.into()];
    // A further kind does not compile before it stands here, and above.
    for image in &images {
        match image {
            DebugImage::Apple(_) | DebugImage::Symbolic(_) | DebugImage::Proguard(_) | DebugImage::Wasm(_) => {}
        }
    }
    DebugMeta {
        sdk_info: plant.maybe(|plant| SystemSdkInfo {
            sdk_name: plant.text(),
            version_major: plant.number(),
            version_minor: plant.number(),
            version_patchlevel: plant.number(),
        }),
        images,
    }
}

fn sdk(plant: &mut Plant) -> ClientSdkInfo {
    ClientSdkInfo {
        name: plant.text(),
        version: plant.text(),
        integrations: plant.several(Plant::text),
        packages: plant.several(|plant| ClientSdkPackage {
            name: plant.text(),
            version: plant.text(),
        }),
    }
}
