//! Messages as well-known libraries and the system word them. A line, and indented under it what
//! becomes of it; `␤` is a line break.

use super::{ada, check};

/// Files, as `std`, `anyhow`, `walkdir`, `config`, `fs-err`, `git2`, `image`, `notify` and others
/// tell of them.
const FILES: &str = r#"
failed to open file `/home/ada/Taxes/2024/return.pdf`: Permission denied (os error 13)
    failed to open file `~/<path>.pdf`: Permission denied (os error 13)
failed to create directory `/Users/jane/Library/Application Support/com.example.App/cache`
    failed to create directory `<path>`
IO error for operation on /srv/share/Clients/Miller & Sons/offer.docx: No such file or directory (os error 2)
    IO error for operation on <path>.docx: No such file or directory (os error 2)
configuration file "/home/ada/.config/snatch/config.toml" not found
    configuration file "~/<path>.toml" not found
failed to rename file from /home/ada/.cache/x.part to /home/ada/x.csv: Invalid cross-device link (os error 18)
    failed to rename file from ~/<path> to ~/<path>.csv: Invalid cross-device link (os error 18)
could not find repository at '/home/jane/private-project/'; class=Repository (6); code=NotFound (-3)
    could not find repository at '<path>'; class=Repository (6); code=NotFound (-3)
Error { context: "open", path: "/media/jane/USB STICK/photos/IMG_0001.JPG", source: Os { code: 5, kind: Uncategorized, message: "Input/output error" } }
    Error { context: "open", path: "<path>.JPG", source: Os { code: 5, kind: Uncategorized, message: "Input/output error" } }
PathError { path: "/tmp/.tmpAbC123/jane.txt", err: Os { code: 2, kind: NotFound, message: "No such file or directory" } }
    PathError { path: "<path>.txt", err: Os { code: 2, kind: NotFound, message: "No such file or directory" } }
dlopen failed: /opt/vendor/lib/libcuda.so.1: cannot open shared object file: No such file or directory
    dlopen failed: <path>: cannot open shared object file: No such file or directory
Library not loaded: @rpath/libsodium.dylib␤  Referenced from: /Users/jane/bin/snatch
    Library not loaded: @rpath/libsodium.dylib␤  Referenced from: <path>
The system cannot find the path specified. (os error 3): "C:\\Users\\Jane Doe\\AppData\\Roaming\\snatch\\state.db"
    The system cannot find the path specified. (os error 3): "<path>.db"
The process cannot access the file 'D:\Backups\2024\ledger.xlsx' because it is being used by another process. (os error 32)
    The process cannot access the file '<path>.xlsx' because it is being used by another process. (os error 32)
The network path was not found. \\nas-miller\finance$\Q3\payroll.xlsx (os error 53)
    The network path was not found. <path>.xlsx (os error 53)
failed to canonicalize path `\\?\UNC\nas-miller\home\jane\notes.md`
    failed to canonicalize path `<path>.md`
cannot watch "/Volumes/Jane's Backup/Pictures": No path was found.
    cannot watch "<path>": No path was found.
failed to read /private/var/folders/3k/8h2_x9d51qz6/T/snatch/report.html
    failed to read <path>.html
Format error decoding Png: invalid signature in ~/Pictures/passport scan.png
    Format error decoding Png: invalid signature in ~/<path>.png
unable to open database file: /home/ada/.local/share/snatch/trades.sqlite3
    unable to open database file: ~/<path>.sqlite3
SqliteFailure(Error { code: CannotOpen, extended_code: 14 }, Some("unable to open database file: /home/jane/db.sqlite"))
    SqliteFailure(Error { code: CannotOpen, extended_code: 14 }, Some("unable to open database file: <path>.sqlite"))
Could not acquire lock on "/home/ada/data/db/LOCK": Resource temporarily unavailable (os error 11)
    Could not acquire lock on "~/<path>": Resource temporarily unavailable (os error 11)
thread 'main' panicked at /home/jane/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/chrono-0.4.31/src/lib.rs:12:9:␤`NaiveDate` out of range
    thread 'main' panicked at <path>.rs:12:9:␤`NaiveDate` out of range
failed to execute "/usr/local/bin/ffmpeg" "-i" "/home/ada/holiday video.mp4": exit status: 1
    failed to execute "<path>" "-i" "~/<path>.mp4": exit status: 1
entity /dev/disk/by-uuid/123e4567-e89b-12d3-a456-426614174000 is busy
    entity <path> is busy
couldn't load font from "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
    couldn't load font from "<path>.ttf"
Failed to parse manifest at `C:\Users\jane\code\shop\Cargo.toml`
    Failed to parse manifest at `<path>.toml`
in file included from C:/Users/jane/code/a.h:3
    in file included from <path>.h:3
Zip error: invalid Zip archive: /sdcard/Download/statement_2024.zip
    Zip error: invalid Zip archive: <path>.zip
"#;

/// Servers, as `reqwest`, `ureq`, `hyper`, `sqlx`, `redis`, `lettre`, `tungstenite` and others tell
/// of them.
const SERVERS: &str = r#"
error sending request for url (https://api.coinbase.com/v2/accounts/6f1d9a2b-8c3e-4f5a-9b7d-1e2f3a4b5c6d?limit=100)
    error sending request for url (https://api.coinbase.com/v2/accounts/<id>)
reqwest::Error { kind: Request, url: "https://jane:s3cret@intranet.example.com/login?next=%2Fpayroll", source: hyper_util::client::legacy::Error(Connect, ConnectError("tcp connect error", 10.2.3.4:443, Os { code: 111, kind: ConnectionRefused, message: "Connection refused" })) }
    reqwest::Error { kind: Request, url: "https://intranet.example.com/login", source: hyper_util::client::legacy::Error(Connect, ConnectError("tcp connect error", <ip>, Os { code: 111, kind: ConnectionRefused, message: "Connection refused" })) }
https://api.example.com/v1/me?access_token=abc.def: status code 401
    https://api.example.com/v1/me: status code 401
http status: 403 for https://s3.eu-central-1.amazonaws.com/bucket/key?X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524&X-Amz-Signature=fe5f80
    http status: 403 for https://s3.eu-central-1.amazonaws.com/bucket/key
error communicating with database: failed to lookup address information for postgres://app:hunter2@db.prod.internal/main
    error communicating with database: failed to lookup address information for postgres://db.prod.internal/main
Access denied for user 'ada'@'10.0.0.8' (using password: YES)
    Access denied for user '<user>'@'<ip>' (using password: YES)
mysql://root:tiger@127.0.0.1:3306/shop: Connection refused
    mysql://<ip>/shop: Connection refused
Server=tcp:shop.database.windows.net,1433;User ID=jane;Password=Tr0ub4dor&3;Encrypt=True
    Server=tcp:shop.database.windows.net,1433;User ID=jane;Password=<secret>
host=db.internal user=ada password=hunter2 dbname=prod sslmode=require
    host=db.internal user=<user> password=<secret> dbname=prod sslmode=require
error returned from database: duplicate key value violates unique constraint "users_email_key"
    error returned from database: duplicate key value violates unique constraint "users_email_key"
Key (email)=(jane.doe@example.org) already exists. (SQLSTATE 23505)
    Key (email)=(<email>) already exists. (SQLSTATE 23505)
Redis connection to redis://default:p4ssw0rd@redis-12345.c1.cloud.redislabs.com:12345 failed - WRONGPASS invalid username-password pair
    Redis connection to redis://redis-12345.c1.cloud.redislabs.com:12345 failed - WRONGPASS invalid username-password pair
amqp://guest:guest@rabbit:5672/%2f: handshake failed
    amqp://rabbit:5672/%2f: handshake failed
permanent error (550): 5.7.1 <jane.doe+shop@mail.example.co.uk>: Relay access denied
    permanent error (550): 5.7.1 <<email>>: Relay access denied
smtps://jane%40example.org:hunter2@smtp.example.org:465
    smtps://smtp.example.org:465
WebSocket protocol error: wss://stream.example.com/ws?listenKey=pqia91ma19a5s61cv6a81va65sdf19v8a65a1a5s61cv6a81va65sdf19v8a65a1
    WebSocket protocol error: wss://stream.example.com/ws
tcp connect error: Connection timed out (os error 110) to [2a02:8109:9a80:1f2c::1]:8443
    tcp connect error: Connection timed out (os error 110) to <ip>
failed to bind to 0.0.0.0:8080: Address already in use (os error 98)
    failed to bind to <ip>: Address already in use (os error 98)
no route to host 172.16.254.1, tried 3 times
    no route to host <ip>, tried 3 times
certificate not valid for name "mail.jane-doe.example"; certificate is only valid for DnsName("example.com")
    certificate not valid for name "mail.jane-doe.example"; certificate is only valid for DnsName("example.com")
git clone failed: https://oauth2:glpat-aBcDeFgHiJkLmNoPqRsT@gitlab.com/group/project.git
    git clone failed: https://gitlab.com/group/project.git
remote: Invalid username or token for 'https://jane@github.com/acme/secret.git/'
    remote: Invalid username or token for 'https://github.com/acme/secret.git/'
failed to push to https://hooks.slack.com/services/T024BE7LD/B012ABCDEF/x8Kq2LmN4pR6sT8vW0yZ1aBc
    failed to push to https://hooks.slack.com/services/<secret>
GET https://discord.com/api/webhooks/1029384756102938475/aBcD3fGh1JkLmN0pQrStUvWxYz-aBcDeFgHiJkLmNoPqRsTuVwXyZ012345678 returned 429
    GET https://discord.com/api/webhooks/<number>/<secret> returned 429
invalid URL, scheme is missing: jane:hunter2@proxy.corp.example:3128
    invalid URL, scheme is missing: <email>:3128
proxy error: http://corp%5Cjane:Winter2024!@proxy.corp.example:8080/ returned 407
    proxy error: http://proxy.corp.example:8080/ returned 407
rsync: connection unexpectedly closed: jane@backup.example.net::module/jane
    rsync: connection unexpectedly closed: <email>::module/jane
ssh: connect to host 198.51.100.23 port 22: Connection refused
    ssh: connect to host <ip> port 22: Connection refused
gRPC status Unauthenticated: invalid api key: live_51H8yQz2eZvKYlo2C
    gRPC status Unauthenticated: invalid api key: <secret>
invalid peer certificate contents: invalid peer certificate: Expired for 203.0.113.7
    invalid peer certificate contents: invalid peer certificate: Expired for <ip>
"#;

/// Contents, as `serde`, `csv`, `clap` and others quote them.
const CONTENTS: &str = r#"
invalid type: string "jane.doe@example.org", expected u64 at line 3 column 17
    invalid type: string "<email>", expected u64 at line 3 column 17
invalid value: string "DE89370400440532013000", expected a number at line 1 column 9
    invalid value: string "<iban>", expected a number at line 1 column 9
unknown field `4111111111111111`, expected `amount`
    unknown field `<number>`, expected `amount`
CSV deserialize error: record 2 (line: 3, byte: 61): field 4: invalid float literal "+49 171 2345678"
    CSV deserialize error: record 2 (line: 3, byte: 61): field 4: invalid float literal "+<number>"
error: invalid value '/home/ada/keys.txt' for '--keys <FILE>': No such file or directory (os error 2)
    error: invalid value '<argument>' for '--keys <FILE>': No such file or directory (os error 2)
error: invalid value 'jane@example.org' for '<COUNT>': invalid digit found in string
    error: invalid value '<argument>' for '<COUNT>': invalid digit found in string
error: unexpected argument '-acme' found␤␤  tip: to pass '-acme' as a value, use '-- -acme'␤␤Usage: snatch
    error: unexpected argument '<argument>' found␤␤  tip: to pass '<argument>' as a value, use '-- <argument>'␤␤Usage: snatch
error: unrecognized subcommand 'acme'␤␤  tip: to pass 'acme' as a value, use 'snatch -- acme'
    error: unrecognized subcommand '<argument>'␤␤  tip: to pass '<argument>' as a value, use '<argument>'
error: unexpected value 'acme' for '--coin <COIN>' found; no more were expected
    error: unexpected value '<argument>' for '--coin <COIN>' found; no more were expected
unexpected argument "acme"
    unexpected argument "<argument>"
cannot parse argument "acme": invalid digit found in string
    cannot parse argument "<argument>": invalid digit found in string
failed to parse 'acme': invalid digit found in string
    failed to parse '<argument>': invalid digit found in string
Error parsing option '--count' with value 'acme': invalid digit found in string
    Error parsing option '--count' with value '<argument>': invalid digit found in string
couldn't parse `acme`: invalid digit found in string
    couldn't parse `<argument>`: invalid digit found in string
no such command or positional: `acme`, did you mean `add`?
    no such command or positional: `<argument>`, did you mean `add`?
environment variable was not valid unicode: "/home/ada/\xFF"
    environment variable was not valid unicode: "~/<path>"
missing environment variable `SNATCH_API_KEY`
    missing environment variable `SNATCH_API_KEY`
Login { username: "jane", password: "correct horse", totp: Some("492817"), remember: true }
    Login { username: "jane", password: "<secret>", totp: <secret>, remember: true }
headers: {"authorization": "Bearer abc.def.ghi", "content-type": "application/json", "set-cookie": "sid=31d4d96e407aad42; Path=/"}
    headers: {"authorization": "<secret>", "content-type": "application/json", "set-cookie": "<secret>"}
request failed: POST /v1/login {"email":"jane@example.org","password":"hunter2"}
    request failed: POST <path> {"email":"<email>","password":"<secret>"}
YAML: api_key: aB3dE5fG7hJ9␤secret: hunter2␤retries: 3
    YAML: api_key: <secret>␤secret: <secret>␤retries: 3
[kraken]␤key = "kraken-key"␤private_key = "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg=="
    [kraken]␤key = "kraken-key"␤private_key = "<secret>"
JWT error: InvalidToken in eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJqYW5lIn0.5mhBHqs5_DTLdINd9p5m7ZJ6XD0Xc55kIaCRY5r6HRA
    JWT error: InvalidToken in <secret>
customer jane.doe@example.org (+1 (415) 555-2671) paid with 5500-0000-0000-0004 until 09/27
    customer <email> (+1 (<number>) paid with <number> until 09/27
User { id: 123e4567-e89b-12d3-a456-426614174000, name: "x", iban: "GB29NWBK60161331926819" } is locked
    User { id: <id>, name: "x", iban: "<iban>" } is locked
assertion `left == right` failed␤  left: "jane@example.org"␤ right: "joe@example.org"
    assertion `left == right` failed␤  left: "<email>"␤ right: "<email>"
called `Result::unwrap()` on an `Err` value: Error("missing field `price`", line: 1, column: 32)
    called `Result::unwrap()` on an `Err` value: Error("missing field `price`", line: 1, column: 32)
called `Result::unwrap()` on an `Err` value: ParseError { input: "postgres://ada:pw@localhost/x", kind: Empty }
    called `Result::unwrap()` on an `Err` value: ParseError { input: "postgres://localhost/x", kind: Empty }
task 3 panicked with message "no account for jane.doe@example.org"
    task 3 panicked with message "no account for <email>"
poisoned lock: another task failed inside /home/jane/x.rs
    poisoned lock: another task failed inside <path>.rs
"#;

#[test]
fn of_files_their_kind_stays() {
    check(&ada(), FILES);
}

#[test]
fn of_servers_the_public_name_stays() {
    check(&ada(), SERVERS);
}

#[test]
fn of_contents_their_shape_stays() {
    check(&ada(), CONTENTS);
}
