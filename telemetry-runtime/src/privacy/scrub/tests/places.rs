//! Messages with paths, URLs and addresses in them. A line, and indented under it what becomes of
//! it; `␤` is a line break.

use super::{ada, check};

/// Paths of all platforms.
const PATHS: &str = r#"
failed to open /home/ada/Documents/taxes 2023.csv: No such file or directory (os error 2)
    failed to open ~/<path>.csv: No such file or directory (os error 2)
failed to read `/home/ada/.config/snatch/config.yml`
    failed to read `~/<path>.yml`
cannot read "/home/ada/My Files/ada's list.json": permission denied
    cannot read "~/<path>.json": permission denied
cannot read '/Users/jane/Jane's Photos/1.jpg': permission denied
    cannot read '<path>.jpg': permission denied
could not create directory /home/ada
    could not create directory ~
home is /home/ada.
    home is ~.
the directory "/home/ada/" is full
    the directory "~" is full
failed to copy /var/lib/app/data.sqlite to /mnt/backup/data.sqlite
    failed to copy <path>.sqlite to <path>.sqlite
thread 'main' panicked at /home/ada/projects/secret-client/src/main.rs:12:5:
    thread 'main' panicked at ~/<path>.rs:12:5:
panicked at /rustc/90b35a6239c3d8bdabc530a6a0816f7ff89a0aaf/library/core/src/option.rs:1880:5
    panicked at <path>.rs:1880:5
open C:\Users\ada\Documents\report.docx: Access is denied. (os error 5)
    open <path>.docx: Access is denied. (os error 5)
open "C:\\Users\\ada\\Documents\\My report.docx": Access is denied. (os error 5)
    open "<path>.docx": Access is denied. (os error 5)
C:\Program Files\Snatch\snatch.exe crashed
    <path>.exe crashed
The system cannot find \\fileserver\share\ada\budget.xlsx (os error 3)
    The system cannot find <path>.xlsx (os error 3)
"\\\\fileserver\\share\\x.pdf"
    "<path>.pdf"
\\?\C:\Users\jane\file.txt: not found
    <path>.txt: not found
D:/data/prices.csv:17: bad row
    <path>.csv:17: bad row
file:///home/ada/x.html not found
    <path>.html not found
file:///C:/Users/jane/x.html not found
    <path>.html not found
"file:///Users/jane/a b.txt"
    "<path>.txt"
~/Documents/tax.pdf: not a directory
    ~/<path>.pdf: not a directory
~jane/notes.md
    ~/<path>.md
{"path":"/home/ada/x.txt","line":3}
    {"path":"~/<path>.txt","line":3}
"{\"path\":\"/home/ada/x.txt\",\"line\":3}"
    "{\"path\":\"~/<path>.txt\",\"line\":3}"
/Applications/My App.app/Contents/MacOS/app
    <path>
/home/ada/My Movie.mp4: not found
    ~/<path>.mp4: not found
src/main.rs and /etc/passwd and src/lib.rs:3
    src/main.rs and <path> and src/lib.rs:3
sqlite:///home/ada/data.db: locked
    sqlite://<path>.db: locked
unable to open database file: /home/jane.smith
    unable to open database file: <path>
PATH=/usr/bin:/home/ada/bin:/bin
    PATH=<path>:~/<path>:<path>
reqwest::Error { kind: Request, url: Url { scheme: "https", host: Some(Domain("api.kraken.com")), path: "/0/private" } }
    reqwest::Error { kind: Request, url: Url { scheme: "https", host: Some(Domain("api.kraken.com")), path: "<path>" } }
open /home/müller/Übung 1.txt: no
    open <path>.txt: no
/Users/张伟/文档/预算.xlsx not found
    <path>.xlsx not found
Error: "Device \"/dev/ttyUSB0\" busy"
    Error: "Device \"<path>\" busy"
tar: /home/ada/a: Cannot stat; also -I/usr/include
    tar: ~/<path>: Cannot stat; also -I<path>
GET /api/v1/users/ada HTTP/1.1 returned 404
    GET <path> returned 404
polling watcher for "/home/ada/x" and '/home/ada/y z/w' done
    polling watcher for "~/<path>" and '~/<path>' done
unix:///var/run/docker.sock: connect: permission denied
    unix://<path>.sock: connect: permission denied
C:\ and D: and C:foo and x:/y
    <path> and D: and C:foo and <path>
\\.\pipe\docker_engine not found
    <path> not found
failed to open file /home/jane/Meine Dokumente/Steuer 2023/Bescheid.pdf: not found
    failed to open file <path>.pdf: not found
Error opening "data.csv" in '/srv/ada's dir/data': x
    Error opening "data.csv" in '<path>': x
run `cargo run --manifest-path=/home/ada/p/Cargo.toml`
    run `cargo run --manifest-path=~/<path>.toml`
Custom { kind: NotFound, error: "could not find /home/ada/a b.csv" }
    Custom { kind: NotFound, error: "could not find ~/<path>.csv" }
Some("C:\\Users\\jane\\x y\\z.txt")
    Some("<path>.txt")
open(/home/jane/x.txt) failed, see [/home/jane/y.txt] {/home/jane/z.txt} </home/jane/a.txt>
    open(<path>.txt) failed, see [<path>.txt] {<path>.txt} <<path>.txt>
/proc/self/exe: permission denied
    <path>: permission denied
\\wsl$\Ubuntu\home\jane\x
    <path>
%2Fhome%2Fada%2Fx.txt and file%3A%2F%2F%2Fhome%2Fada
    ~/<path>.txt and file%3A%2F%2F~
"#;

/// URLs with credentials, queries, addresses.
const URLS: &str = r#"
error sending request for url (https://api.example.com/v1/prices?apikey=abcdef&coin=BTC)
    error sending request for url (https://api.example.com/v1/prices)
error sending request for url (https://ada:hunter2@api.example.com:8443/v1): connection refused
    error sending request for url (https://api.example.com:8443/v1): connection refused
https://api.example.com/reset/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08#frag
    https://api.example.com/reset/<secret>
https://api.example.com/users/123e4567-e89b-12d3-a456-426614174000/orders/123456789012
    https://api.example.com/users/<id>/orders/<number>
http://192.168.0.17:8080/status returned 500
    http://<ip>/status returned 500
http://[fe80::1]:8080/status returned 500
    http://<ip>/status returned 500
https://adas-laptop.local/x failed
    https://<host>.local/x failed
postgres://ada:p@ss/w?rd@db.internal:5432/prod?sslmode=require: password authentication failed for user "ada"
    postgres://db.internal:5432/prod: password authentication failed for user "<user>"
postgresql://snatch:hunter2@db/prod
    postgresql://db/prod
redis://:hunter2@cache:6379/0
    redis://cache:6379/0
mongodb+srv://u:p@cluster0.abcde.mongodb.net/test?retryWrites=true
    mongodb+srv://cluster0.abcde.mongodb.net/test
https://medium.com/@ada/post-1
    https://medium.com/<email>/post-1
https://ada:hunter2
    https://<secret>
error sending request for url (https://api.kraken.com/0/public/OHLC?pair=XBTEUR): error trying to connect: dns error: failed to lookup address information: Name or service not known
    error sending request for url (https://api.kraken.com/0/public/OHLC): error trying to connect: dns error: failed to lookup address information: Name or service not known
tcp://0.0.0.0:80 and 127.0.0.1:0 in use
    tcp://<ip> and <ip> in use
DATABASE_URL=postgres://u:p@h/db SECRET_KEY_BASE=abc
    DATABASE_URL=postgres://h/db SECRET_KEY_BASE=<secret>
jdbc:postgresql://db.internal:5432/prod?user=ada&password=hunter2
    jdbc:postgresql://db.internal:5432/prod
http://user@host/
    http://host/
https://example.org/share/AbCdEfGhIjKlMnOpQrStUvWx123456
    https://example.org/share/<secret>
https://example.org/;jsessionid=ABC123/x
    https://example.org//x
wss://stream.example.com:9443/ws/btcusdt@trade
    wss://stream.example.com:9443/ws/<email>
http://[2001:db8::1]/a http://2130706433/
    http://<ip>/a http://<number>/
(https://example.org) [x](https://example.org/y) "https://example.org/z?k=v"
    (https://example.org) [x](https://example.org/y) "https://example.org/z"
https://EXAMPLE.org/A/B/C#sec
    https://EXAMPLE.org/A/B/C
HTTP status client error (429 Too Many Requests) for url (https://api.example.com/v1/t?k=v)
    HTTP status client error (429 Too Many Requests) for url (https://api.example.com/v1/t)
http proxy http://proxyuser:proxypass@10.1.2.3:3128 refused
    http proxy http://<ip> refused
git clone https://ghp_16C7e42F292c6912E7710c838347Ae178B4a@github.com/x/y.git failed
    git clone https://github.com/x/y.git failed
https://api.telegram.org/bot123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11/getMe
    https://api.telegram.org/bot123456:<secret>
ssh://git@github.com:22/ada/repo.git
    ssh://github.com:22/<user>/repo.git
"#;

/// E-mail, IP and hardware addresses, names.
const PEOPLE_AND_MACHINES: &str = r"
unsubscribe mailto:ada.lovelace+news@example.co.uk?subject=x
    unsubscribe <email>?subject=x
no user ada@example.org in realm
    no user <email> in realm
bad address <jane.doe@example.org>.
    bad address <<email>>.
jane.doe%40example.org
    <email>
git@github.com:ada/secret-repo.git
    <email>:<path>
ssh jane@10.0.0.7 failed
    ssh <email> failed
admin:hunter2@db.example.org:5432/prod
    <email>:5432/prod
ada@adas-laptop:~$ 
    <email>:~$ 
münchen@exämple.de
    <email>
connect to 10.0.0.1:5432 failed: Connection refused (os error 111)
    connect to <ip> failed: Connection refused (os error 111)
connect to 10.0.0.1.
    connect to <ip>.
version 1.2.3 of 10.0.19045.3930 and v1.2.3.4 and 1.2.3.4 and 256.1.1.1
    version 1.2.3 of 10.0.19045.3930 and v1.2.3.4 and <ip> and 256.1.1.1
connect to [2001:db8::8a2e:370:7334]:443 failed
    connect to <ip> failed
connect to 2001:db8::8a2e:370:7334: refused
    connect to <ip>: refused
peer ::1 and fe80::1%eth0 and ::ffff:10.0.0.1 and ::
    peer <ip> and <ip> and <ip> and ::
mac 00:1a:2b:3c:4d:5e and 00-1A-2B-3C-4D-5E up
    mac <mac> and <mac> up
Hello ADA from AdAs-Laptop, adapter ada_x ada2024 adagio
    Hello <user> from <host>, adapter <user>_x <user>2024 adagio
Key (email)=(ada@example.org) already exists.
    Key (email)=(<email>) already exists.
arn:aws:iam::123456789012:user/ada is not authorized
    arn:aws:iam::<number>:user/<user> is not authorized
ldap bind cn=ada,dc=example,dc=org failed
    ldap bind cn=<user>,dc=example,dc=org failed
smtp: 550 5.1.1 <jane@example.org>: Recipient address rejected
    smtp: 550 5.1.1 <<email>>: Recipient address rejected
no route to host fe80::1ff:fe23:4567:890a%eth2.
    no route to host <ip>.
2001:0db8:85a3:0000:0000:8a2e:0370:7334 is down
    <ip> is down
[::1]:8080, [fe80::1%eth0]:80, ::ffff:192.168.1.1, id:2001:db8::1
    <ip>, <ip>, <ip>, id:<ip>
192.168.1.1/24 via 192.168.1.254 dev eth0
    <ip>/24 via <ip> dev eth0
ip=10.0.0.1,port=80 and 10.0.0.1abc x10.0.0.1
    ip=<ip>,port=80 and <ip>abc x<ip>
jane@example.org,joe@example.org;max@example.org
    <email>,<email>;<email>
";

#[test]
fn paths_go() {
    check(&ada(), PATHS);
}

#[test]
fn secrets_of_urls_go() {
    check(&ada(), URLS);
}

#[test]
fn addresses_and_names_go() {
    check(&ada(), PEOPLE_AND_MACHINES);
}
