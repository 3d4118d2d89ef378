//! Compares what a user finds on their own disk with what the server got, byte for byte.

use crate::Result;
use crate::world::World;
use receiver::{Delivery, Received};
use serde_json::Value;
use std::fs;
use std::time::{Duration, Instant};

/// The last file is written after the server's answer, so it may come a moment after the server's
/// own record.
const PATIENCE: Duration = Duration::from_secs(5);

/// Each user's `sent/` holds exactly what the server got from that user.
pub(crate) fn compare_all(world: &World, received: &Received) -> Result<()> {
    println!("\nWHAT THE USERS KNOW: everything that was sent lies in `telemetry/sent` on their own disks\n");
    for (id, user) in world.users()? {
        let mut got: Vec<Vec<u8>> = received
            .deliveries
            .iter()
            .filter(|delivery| delivery.accepted() && is_of(delivery, &id))
            .map(|delivery| without_sent_at(&delivery.body))
            .collect();
        got.sort();
        let start = Instant::now();
        let kept = loop {
            let mut kept: Vec<Vec<u8>> = sent(world, &user)?
                .iter()
                .map(|(_, bytes)| without_sent_at(bytes))
                .collect();
            kept.sort();
            if kept == got || start.elapsed() > PATIENCE {
                break kept;
            }
            std::thread::sleep(Duration::from_millis(50));
        };
        if kept != got {
            let (kept, got) = (kept.len(), got.len());
            return Err(format!("{user}'s {kept} sent files are not the {got} envelopes that the server got").into());
        }
        let size: usize = got.iter().map(Vec::len).sum();
        println!(
            "  {user}: {} envelopes, {size} bytes, equal to what the server got",
            got.len()
        );
    }
    Ok(())
}

/// Prints all that was ever sent from one user's machine.
pub(crate) fn show(world: &World, user: &str) -> Result<()> {
    let users = world.users()?;
    let id = users
        .iter()
        .find_map(|(id, name)| (name == user).then_some(id.as_str()));
    println!(
        "\nEVERYTHING {user} EVER SENT, byte for byte (to the developers: {})\n",
        id.unwrap_or("nobody")
    );
    for (name, bytes) in sent(world, user)? {
        println!("── {name}\n{}", String::from_utf8(bytes)?);
    }
    Ok(())
}

/// The files of a user's `sent/`, oldest first.
fn sent(world: &World, user: &str) -> Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(world.data(user).join("telemetry/sent"))? {
        let entry = entry?;
        files.push((
            entry.file_name().to_string_lossy().into_owned(),
            fs::read(entry.path())?,
        ));
    }
    files.sort();
    Ok(files)
}

/// Whether an envelope is of this user.
fn is_of(delivery: &Delivery, id: &str) -> bool {
    let items = delivery.envelope.iter().flat_map(|envelope| &envelope.items);
    items
        .into_iter()
        .any(|item| item.json["user"]["id"] == id || item.json["did"] == id)
}

/// The bytes without the one value that is only known when an envelope is sent; all other bytes
/// stay as they are.
fn without_sent_at(envelope: &[u8]) -> Vec<u8> {
    let header = envelope.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let Ok(Value::Object(mut fields)) = serde_json::from_slice(header) else {
        return envelope.to_owned();
    };
    fields.remove("sent_at");
    let mut bytes = Value::Object(fields).to_string().into_bytes();
    bytes.extend_from_slice(&envelope[header.len()..]);
    bytes
}
