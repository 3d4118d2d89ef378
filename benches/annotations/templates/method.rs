struct MethodNUMBER {
    price: u64,
    history: [u64; 8],
}

impl MethodNUMBER {
    /// Owns nothing: without the annotation, nothing is to be done when a panic passes through.
    #[telemetry::command]
    fn method_NUMBER(&mut self, prices: &[u64]) -> u64 {
        for (day, price) in prices.iter().enumerate() {
            let before = self.history[day % 8];
            if *price > before + NUMBER {
                self.price = self.price.wrapping_add(*price - before);
            } else {
                self.price = self.price.rotate_left(NUMBER % 64) ^ before;
            }
            self.history[day % 8] = *price;
        }
        self.history[usize::try_from(self.price % 11).unwrap_or_default() % 8] + self.price % 1000
    }
}

fn call_NUMBER(text: &str) -> u64 {
    let prices: Vec<u64> = text.bytes().map(u64::from).collect();
    let mut method = MethodNUMBER {
        price: NUMBER,
        history: [NUMBER; 8],
    };
    method.method_NUMBER(&prices)
}
