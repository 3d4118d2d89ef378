/// Allocates, and so already has something to do when a panic passes through.
#[telemetry::command]
fn plain_NUMBER(text: &str) -> u64 {
    let mut counts = [NUMBER_u64; 16];
    for (place, byte) in text.bytes().enumerate() {
        counts[(usize::from(byte) + NUMBER) % 16] += place as u64;
    }
    let sum = counts.iter().fold(NUMBER_u64, |sum, count| sum.wrapping_mul(31) ^ *count);
    let words: Vec<String> = text.split(' ').map(|word| format!("{word}-NUMBER")).collect();
    sum ^ words.join("/").len() as u64
}

fn call_NUMBER(text: &str) -> u64 {
    plain_NUMBER(text)
}
