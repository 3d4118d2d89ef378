//! Lists what arrived, one line an item, for the message of a test that failed.

use crate::envelope::Item;
use crate::record::{Delivery, Received};
use serde_json::Value;
use std::fmt::{Formatter, Result};

pub(crate) fn list(received: &Received, f: &mut Formatter<'_>) -> Result {
    let (deliveries, connections) = (received.deliveries.len(), received.connections);
    writeln!(f, "{deliveries} requests over {connections} connections")?;
    for delivery in &received.deliveries {
        list_delivery(delivery, f)?;
    }
    for error in &received.protocol_errors {
        writeln!(f, "  protocol error: {error}")?;
    }
    Ok(())
}

fn list_delivery(delivery: &Delivery, f: &mut Formatter<'_>) -> Result {
    write!(
        f,
        "  {} {} ({} bytes) ",
        delivery.method,
        delivery.path,
        delivery.body.len()
    )?;
    match delivery.status {
        Some(status) => writeln!(f, "answered {status}")?,
        None => writeln!(f, "not answered")?,
    }
    let items = delivery.envelope.iter().flat_map(|envelope| &envelope.items);
    items
        .into_iter()
        .try_for_each(|item| writeln!(f, "    {}", describe(item)))
}

fn describe(item: &Item) -> String {
    let json = &item.json;
    let text = |value: &Value| value.as_str().unwrap_or("?").to_owned();
    match item.kind() {
        "event" => {
            let message = [
                &json["message"],
                &json["logentry"]["formatted"],
                &json["logentry"]["message"],
            ];
            let exception = json["exception"]["values"].as_array().and_then(|values| values.last());
            let what = message.into_iter().find_map(Value::as_str).map(str::to_owned);
            let what = what.or_else(|| exception.map(|e| format!("{}: {}", text(&e["type"]), text(&e["value"]))));
            format!(
                "event {} `{}` of {}",
                text(&json["level"]),
                what.unwrap_or_default(),
                text(&json["release"])
            )
        }
        "session" => format!(
            "session {} {} init={} errors={} of {}",
            text(&json["sid"]),
            text(&json["status"]),
            json["init"],
            json["errors"],
            text(&json["attrs"]["release"])
        ),
        kind => format!("{kind} {json}"),
    }
}
