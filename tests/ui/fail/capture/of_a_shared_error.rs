use std::error::Error;
use std::rc::Rc;

fn main() {
    let error: Rc<dyn Error> = Rc::new(std::io::Error::other("no prices"));
    telemetry::capture(&error);
}
