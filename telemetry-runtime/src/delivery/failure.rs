//! Words for the user when a server does not answer. They repeat nothing that a server or a proxy
//! sent, except what is wrong with its certificate.

use std::io::ErrorKind;
use ureq::Error;

pub(super) fn describe(error: &Error) -> String {
    const IN_TIME: &str = "the server did not answer in time";
    let text = match error {
        Error::Timeout(_) => IN_TIME,
        Error::HostNotFound => NO_ADDRESS,
        Error::ConnectProxyFailed(_) => "the proxy did not let it through",
        Error::Protocol(_) | Error::Http(_) | Error::LargeResponseHeader(..) | Error::BodyStalled => {
            "what the server answered is no HTTP"
        }
        Error::Rustls(error) => return format!("no encrypted connection: {error}"),
        Error::Io(error) => match error.kind() {
            ErrorKind::TimedOut | ErrorKind::WouldBlock => IN_TIME,
            ErrorKind::ConnectionRefused => "the connection was refused",
            ErrorKind::NetworkUnreachable | ErrorKind::HostUnreachable => "there is no way to the server",
            ErrorKind::UnexpectedEof
            | ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::BrokenPipe => "the server hung up before it answered",
            // What goes wrong in the encryption.
            ErrorKind::InvalidData => return format!("no encrypted connection: {error}"),
            _ if is_lookup(error) => NO_ADDRESS,
            _ => return format!("the server could not be reached: {error}"),
        },
        other => return format!("the server could not be reached: {other}"),
    };
    text.to_owned()
}

const NO_ADDRESS: &str = "no address was found for the server's name";

/// std has no kind for it, only these words.
fn is_lookup(error: &std::io::Error) -> bool {
    error.to_string().starts_with("failed to lookup address")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io;

    #[test]
    fn each_failure_has_its_words() {
        let io = |kind: ErrorKind| describe(&Error::Io(kind.into()));
        assert_eq!(io(ErrorKind::ConnectionRefused), "the connection was refused");
        assert_eq!(io(ErrorKind::UnexpectedEof), "the server hung up before it answered");
        assert_eq!(io(ErrorKind::HostUnreachable), "there is no way to the server");
        let lookup = io::Error::other("failed to lookup address information: Name or service not known");
        assert_eq!(describe(&Error::Io(lookup)), NO_ADDRESS);
        let text = describe(&Error::ConnectProxyFailed("<html>denied</html>".to_owned()));
        assert_eq!(text, "the proxy did not let it through");
    }
}
