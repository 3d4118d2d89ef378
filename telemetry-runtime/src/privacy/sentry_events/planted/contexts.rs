//! Every field of every context, of which an event may have any number under any names.

use super::plant::Plant;
use sentry::protocol::{
    AppContext, BrowserContext, Context, DeviceContext, GpuContext, Map, Orientation, OsContext, OtelContext,
    ResponseContext, RuntimeContext, SpanStatus, TraceContext,
};

/// One of each kind under the name of its kind, where servers look for it, and one under another.
pub(super) fn all(plant: &mut Plant) -> Map<String, Context> {
    let mut all = Map::new();
    for make in [device, os, runtime, app, browser, trace, gpu, otel, response, other] {
        let known = make(plant);
        all.insert(known.type_name().to_owned(), known);
        let named = make(plant);
        all.insert(plant.text(), named);
    }
    all
}

fn device(plant: &mut Plant) -> Context {
    Context::Device(Box::new(DeviceContext {
        name: plant.words(),
        family: plant.words(),
        model: plant.words(),
        model_id: plant.words(),
        arch: plant.words(),
        battery_level: plant.maybe(Plant::float),
        orientation: Some(Orientation::Landscape),
        simulator: Some(true),
        memory_size: plant.maybe(Plant::number),
        free_memory: plant.maybe(Plant::number),
        usable_memory: plant.maybe(Plant::number),
        storage_size: plant.maybe(Plant::number),
        free_storage: plant.maybe(Plant::number),
        external_storage_size: plant.maybe(Plant::number),
        external_free_storage: plant.maybe(Plant::number),
        boot_time: plant.maybe(Plant::time),
        timezone: plant.words(),
        other: plant.values(),
    }))
}

fn os(plant: &mut Plant) -> Context {
    Context::Os(Box::new(OsContext {
        name: plant.words(),
        version: plant.words(),
        build: plant.words(),
        kernel_version: plant.words(),
        rooted: Some(true),
        other: plant.values(),
    }))
}

fn runtime(plant: &mut Plant) -> Context {
    Context::Runtime(Box::new(RuntimeContext {
        name: plant.words(),
        version: plant.words(),
        other: plant.values(),
    }))
}

fn app(plant: &mut Plant) -> Context {
    Context::App(Box::new(AppContext {
        app_start_time: plant.maybe(Plant::time),
        device_app_hash: plant.words(),
        build_type: plant.words(),
        app_identifier: plant.words(),
        app_name: plant.words(),
        app_version: plant.words(),
        app_build: plant.words(),
        other: plant.values(),
    }))
}

fn browser(plant: &mut Plant) -> Context {
    Context::Browser(Box::new(BrowserContext {
        name: plant.words(),
        version: plant.words(),
        other: plant.values(),
    }))
}

fn trace(plant: &mut Plant) -> Context {
    Context::Trace(Box::new(TraceContext {
        span_id: [0xca; 8].into(),
        trace_id: [0xca; 16].into(),
        parent_span_id: plant.maybe(|_| [0xca; 8].into()),
        op: plant.words(),
        description: plant.words(),
        status: Some(SpanStatus::DataLoss),
        origin: plant.words(),
        data: plant.values(),
    }))
}

fn gpu(plant: &mut Plant) -> Context {
    Context::Gpu(Box::new(GpuContext {
        name: plant.text(),
        version: plant.words(),
        driver_version: plant.words(),
        id: plant.words(),
        vendor_id: plant.words(),
        vendor_name: plant.words(),
        memory_size: plant.maybe(Plant::number),
        api_type: plant.words(),
        multi_threaded_rendering: Some(true),
        npot_support: Some(true),
        max_texture_size: plant.maybe(Plant::number),
        graphics_shader_level: plant.words(),
        supports_draw_call_instancing: Some(true),
        supports_ray_tracing: Some(true),
        supports_compute_shaders: Some(true),
        supports_geometry_shaders: Some(true),
        other: plant.values(),
    }))
}

fn otel(plant: &mut Plant) -> Context {
    Context::Otel(Box::new(OtelContext {
        attributes: plant.values(),
        resource: plant.values(),
        other: plant.values(),
    }))
}

fn response(plant: &mut Plant) -> Context {
    Context::Response(Box::new(ResponseContext {
        cookies: plant.words(),
        headers: plant.map(Plant::text),
        status_code: plant.maybe(Plant::number),
        body_size: plant.maybe(Plant::number),
        data: plant.maybe(Plant::value),
    }))
}

fn other(plant: &mut Plant) -> Context {
    Context::Other(plant.values())
}
