//! Messages with numbers, keys and passwords in them. A line, and indented under it what becomes of
//! it; `␤` is a line break.
//!
//! The secrets are those of the issuers' own documentation, or made up.

use super::{ada, check};

/// Cards, accounts, hashes, keys, tokens.
const NUMBERS_AND_KEYS: &str = r"
fingerprint 16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48
    fingerprint <secret>
card 4111 1111 1111 1111 declined
    card <number> declined
card 4111-1111-1111-1111 declined, 4111.1111.1111.1111, 4111111111111111
    card <number> declined, <number>, <number>
amex 3782 822463 10005.
    amex <number>.
account 1234567890, routing 021000021
    account <number>, routing <number>
call +49 171 1234567 or (555) 123-4567 or +1-800-555-1234
    call +<number> or (<number> or +1-<number>
iban DE89 3704 0044 0532 0130 00 is invalid
    iban <iban> is invalid
iban DE89370400440532013000 is invalid; GB29 NWBK 6016 1331 9268 19!
    iban <iban> is invalid; <iban>!
iban de89 3704 0044 0532 0130 00 lower
    iban de<number> lower
took 1700000000123 ms at 0x7ffd1e2c3b40
    took <number> ms at 0x7ffd1e2c3b40
order 123e4567-e89b-12d3-a456-426614174000 not found
    order <id> not found
AWS AKIAIOSFODNN7EXAMPLE and wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
    AWS <secret> and <secret>
ghp_16C7e42F292c6912E7710c838347Ae178B4a expired
    <secret> expired
bad token eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U
    bad token <secret>
xpub661MyMwAqRbcFtXgS5sYJABqqG9YLmC4Q1Rdap9gSE8NqtwybGhePY2gZ29ESFjqJoCu1Rupje8YtGqsefD265TMg7usUDFdp6W1EGMcet8 bad
    <secret> bad
send to 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa or bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq
    send to <secret> or <secret>
eth 0x742d35Cc6634C0532925a3b844Bc454e4438f44e
    eth <secret>
sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
    sha256:<secret>
dGhpcyBpcyBhIHRlc3Qgb2Ygc29tZXRoaW5n== decoded
    <secret> decoded
-----BEGIN RSA PRIVATE KEY-----␤MIIabc␤-----END RSA PRIVATE KEY----- bad
    <secret> bad
SG.abcdefghijklmnopqrstuv.ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefg
    <secret>
pod snatch-7d9f8b6c5d-x2k4j restarted
    pod <secret> restarted
Duration { secs: 12, nanos: 345678901 }
    Duration { secs: 12, nanos: <number> }
TypeId { t: 0x0123456789abcdef0123456789abcdef }
    TypeId { t: <secret> }
bad hash 5d41402abc4b2a76b9719d911017c592 for file a.bin
    bad hash <secret> for file a.bin
commit f2d3ce0bd1b2c3d4e5f60718293a4b5c6d7e8f90 is dirty
    commit <secret> is dirty
ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC7 ada@adas-laptop
    ssh-rsa <secret> <email>
data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk
    data:image/png;base64,<secret>
5Kb8kLf9zgWQnogidDA76MzPL6TsZZY36hWXMssSzNydYXYB9KF
    <secret>
snowflake 175928847299117063
    snowflake <number>
ethereum private key 0x4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318
    ethereum private key <secret>
Phone +491711234567, ssn 123-45-6789, dob 1990-01-31
    Phone +<number>, ssn <number>, dob 1990-01-31
IBAN: DE89370400440532013000, BIC COBADEFFXXX
    IBAN: <iban>, BIC COBADEFFXXX
Kreditkarte ４１１１ １１１１ １１１１ １１１１ gültig bis 12/27
    Kreditkarte <number> gültig bis 12/27
";

/// Values that say what they are, and seed phrases.
const LABELLED: &str = r#"
password=hunter2 failed
    password=<secret> failed
login failed: user=jane password: "hunter 2" host=db
    login failed: user=jane password: "<secret>" host=db
Config { user: "jane", password: "hunter 2", api_key: Some("abc"), port: 80 }
    Config { user: "jane", password: "<secret>", api_key: <secret>, port: 80 }
Config { password: None, token: Secret([1, 2, 3]), retries: 3 }
    Config { password: None, token: <secret>, retries: 3 }
{"access_token":"abc","token_type":"Bearer","expires_in":3600}
    {"access_token":"<secret>","token_type":"Bearer","expires_in":3600}
"{\"access_token\":\"a\\\"bc\",\"expires_in\":3600}"
    "{\"access_token\":\"<secret>\",\"expires_in\":3600}"
Authorization: Bearer abc.def
    Authorization: <secret>
authorization: Basic YWRhOmh1bnRlcjI=␤accept: */*
    authorization: <secret>␤accept: */*
missing bearer token; Bearer abc123 rejected
    missing bearer token; Bearer <secret> rejected
Cookie: session=abc; theme=dark
    Cookie: <secret>
AWS_SECRET_ACCESS_KEY=abc PGPASSWORD=x clientSecret=y DB.PWD=z
    AWS_SECRET_ACCESS_KEY=<secret> PGPASSWORD=<secret> clientSecret=<secret> DB.PWD=<secret>
API key: abc, private key = def, license-key: ghi
    API key: <secret>, private key = <secret>, license-key: <secret>
error: invalid value 'hunter2' for '--password <PASSWORD>': too short
    error: invalid value '<argument>' for '--password <PASSWORD>': too short
error: unexpected argument 'ada-private.csv' found
    error: unexpected argument '<argument>' found
error: unrecognized subcommand 'evaluat'
    error: unrecognized subcommand '<argument>'
run with --password hunter2 --verbose
    run with --password <secret> --verbose
token::Kind and Token::Eof and password == hunter2
    token::Kind and Token::Eof and password == <secret>
passphrase: correct horse battery staple
    passphrase: <secret>
invalid seed phrase: abandon ability able about above absent absorb abstract absurd abuse access acid
    invalid seed phrase: <phrase>
mnemonic "legal winner thank year wave sausage worth useful legal winner thank" has 11 words
    mnemonic "<phrase>" has 11 words
abandon ability able about above absent absorb abstract absurd abuse access acid
    <phrase>
["zoo","zoo"] and words ["zoo", "zoo", "zoo", "zoo", "zoo", "zoo", "wrong"]
    ["zoo","zoo"] and words ["<phrase>"]
export GITHUB_TOKEN=ghp_abc
    export GITHUB_TOKEN=<secret>
invalid header value: x-api-key: abc123
    invalid header value: x-api-key: <secret>
x-amz-security-token: IQoJb3JpZ2luX2VjEND
    x-amz-security-token: <secret>
token=abc,user=x
    token=<secret>
otp: 123456 pin=0000 cvv: 123
    otp: <secret> pin=<secret> cvv: <secret>
session_id=abc; sessionid: def; sid=xyz
    session_id=<secret>; sessionid: <secret>; sid=<secret>
jwt=abc
    jwt=<secret>
wrong pass: abc
    wrong pass: <secret>
pass: 3, fail: 2
    pass: <secret>, fail: 2
api_key='abc' --api-key=abc --api-key 'abc'
    api_key='<secret>' --api-key=<secret> --api-key '<secret>'
{"password": 12345, "pin":"1234", "x": 1}
    {"password": <secret>, "pin":"<secret>", "x": 1}
{'password': 'hunter2', 'y': 2}
    {'password': '<secret>', 'y': 2}
password: "unterminated and the rest
    password: "<secret>
 key: [1, 2, 3], signing_key: [1, 2, 3]
     key: [1, 2, 3], signing_key: <secret>
"#;

#[test]
fn long_numbers_and_keys_go() {
    check(&ada(), NUMBERS_AND_KEYS);
}

#[test]
fn what_is_called_a_secret_goes() {
    check(&ada(), LABELLED);
}
