//! Messages with relative paths in them, as a user types them. A line, and indented under it what
//! becomes of it.
//!
//! What resembles one and stays is in `kept.rs`.

use super::{ada, check};

/// Without quotes a path goes to the space.
const BARE: &str = r"
could not open clients/acme/salary.xlsx
    could not open <path>.xlsx
could not open clients/acme.csv: No such file or directory (os error 2)
    could not open <path>.csv: No such file or directory (os error 2)
../acme.csv is empty, and so are ../../acme, ./acme and .\\acme
    <path>.csv is empty, and so are <path>, <path> and <path>
src\clients\acme.csv: Access is denied. (os error 5)
    <path>.csv: Access is denied. (os error 5)
acme-merger/board/plan has no rows
    <path> has no rows
exports/ada/prices.csv:17:5: bad row
    <path>.csv:17:5: bad row
profile of CORP\jane
    profile of <path>
clients/acme.kdbx, clients/acme.numbers and clients/acme/
    <path>, <path> and <path>
failed to copy a/b/c to d/e/f.tar.gz.
    failed to copy <path> to <path>.gz.
--input=clients/acme.csv -oclients/acme.csv config=clients/acme.yml, path:clients/acme.yml
    --input=<path>.csv -o<path>.csv config=<path>.yml, path:<path>.yml
open(clients/acme.csv) failed, see [clients/acme.log] {clients/acme.log}
    open(<path>.csv) failed, see [<path>.log] {<path>.log}
$HOME/clients/acme, ${HOME}/clients/acme, %APPDATA%\acme\plan and app/[acme]/page.tsx
    <path>, <path>, <path> and <path>
reference refs/heads/acme-merger not found in github.com/acme/board
    reference <path> not found in <path>
clients/jane@example.org/plan.txt and clients/10.0.0.1/plan.txt
    <path>.txt and <path>.txt
clients/acme/main.rs:3:5 and ../src/main.rs and secret-client/src/main.rs
    <path>.rs:3:5 and <path>.rs and <path>.rs
clients/2026/plan, 2026/acme/12 and read/acme/write; */acme/*.csv matched
    <path>, <path> and <path>; *<path>.csv matched
glob clients/acme/*.csv matched 0 files
    glob <path>.csv matched 0 files
kunden/müller/angebot and 客户/张伟/预算.xlsx
    <path> and <path>.xlsx
the users' clients/acme.csv don't match
    the users' <path>.csv don't match
@clients/acme.txt and me@clients/acme.txt
    <path>.txt and <path>.txt
\Users\jane\plan.txt and \clients\acme
    <path>.txt and <path>
src/../acme.rs and --clients/acme/plan
    <path>.rs and <path>
application/acme.csv and text/acme/plan
    <path>.csv and <path>
no such file:\nclients/acme.csv
    no such file:\n<path>.csv
";

/// Quotes show where a path begins and ends, also one with spaces.
const QUOTED: &str = r#"
The search pattern 'acme-merger/board/plan.txt' cannot be parsed
    The search pattern '<path>.txt' cannot be parsed
failed to open file `clients/acme.csv`: No such file or directory (os error 2)
    failed to open file `<path>.csv`: No such file or directory (os error 2)
failed to copy file from `clients/acme corp/a b.csv` to `Miller & Sons/offer 1.docx`
    failed to copy file from `<path>.csv` to `<path>.docx`
cannot read "Miller and Sons/annual report.xlsx" or “clients/acme plan.txt”
    cannot read "<path>.xlsx" or “<path>.txt”
"clients\\acme corp\\plan.txt": Access is denied. (os error 5)
    "<path>.txt": Access is denied. (os error 5)
Custom { kind: NotFound, error: "could not find clients/acme.csv" }
    Custom { kind: NotFound, error: "could not find <path>.csv" }
Error { path: "clients/acme.csv", line: 3, source: Os { code: 2, kind: NotFound } }
    Error { path: "<path>.csv", line: 3, source: Os { code: 2, kind: NotFound } }
Error: "bad file \"clients/acme plan.csv\""
    Error: "bad file \"<path>.csv\""
Git(Error { code: -3, klass: 6, message: "reference 'refs/heads/acme' not found" })
    Git(Error { code: -3, klass: 6, message: "reference '<path>' not found" })
Error: "I/O error: clients/acme.csv" and '^acme corp/board/plan$'
    Error: "I/O error: <path>.csv" and '<path>'
{"input":"clients/acme.csv","mode":"read/write","output":"../acme"}
    {"input":"<path>.csv","mode":"read/write","output":"<path>"}
"#;

#[test]
fn relative_paths_go() {
    check(&ada(), BARE);
}

#[test]
fn quoted_ones_go_with_their_spaces() {
    check(&ada(), QUOTED);
}
