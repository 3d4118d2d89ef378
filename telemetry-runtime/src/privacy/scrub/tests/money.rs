//! Cards, accounts, wallets and what issuers of keys hand out. A line, and indented under it what
//! becomes of it; `␤` is a line break.
//!
//! Numbers and keys are those of the issuers' own documentation and of the specifications, or made
//! up.

use super::{ada, check};

/// Test cards and sample accounts.
const ACCOUNTS: &str = r"
visa 4242424242424242 was declined, mastercard 5555 5555 5555 4444 too
    visa <number> was declined, mastercard <number> too
amex 378282246310005 and 3714-496353-98431 and discover 6011111111111117
    amex <number> and <number> and discover <number>
diners 3056 930902 5904, jcb 3530.1113.3330.0000, maestro 6304 0000 0000 0000 00
    diners <number>, jcb <number>, maestro <number>
card_number=4000056655665556&exp=0927&amount=12.50
    card_number=<number>&exp=0927&amount=12.50
FR14 2004 1010 0505 0001 3M02 606 is no IBAN; NL91ABNA0417164300 is blocked
    <iban> is no IBAN; <iban> is blocked
transfer to CH93 0076 2011 6238 5295 7, AT611904300234573201 and NO93 8601 1117 947 failed
    transfer to <iban>, <iban> and <iban> failed
IBAN (MT84MALT011000012345MTLCAST001S): wrong length
    IBAN (<iban>): wrong length
iban=gb29nwbk60161331926819
    iban=gb29nwbk<number>
routing 122105155, account 000123456789, swift DEUTDEFF500
    routing <number>, account <number>, swift DEUTDEFF500
sort code 60-16-13 account 31926819
    sort code 60-16-13 account 31926819
VAT DE136695976, tax id 12 345 678 901
    VAT DE<number>, tax id <number>
ssn 078-05-1120 and 078051120
    ssn <number> and <number>
passport C01X00T47, phone 0049 30 901820, fax (030) 9018-2001
    passport C01X00T47, phone <number>, fax (<number>
";

/// Bitcoin, Ethereum and other chains: addresses and keys.
const WALLETS: &str = r"
insufficient funds in 0xde0B295669a9FD93d5F28D9Ec85E40f4cb697BAe
    insufficient funds in <secret>
nonce too low: address 0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed, tx 0x88df016429689c079f3b2f6ad39fa052532c56795b733da78a91ebe340d9f1e2
    nonce too low: address <secret>, tx <secret>
cannot spend from 3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy, change to bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr
    cannot spend from <secret>, change to <secret>
wif KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn has a wrong checksum
    wif <secret> has a wrong checksum
xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi at depth 3
    <secret> at depth 3
ltc1qw508d6qejxtdg4y5r3zarvary0c5xw7kgmn4n9 is on another chain
    <secret> is on another chain
solana 7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV4 not found
    solana <secret> not found
txid 4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b is not confirmed
    txid <secret> is not confirmed
block 840000 hash 0000000000000000000320283a032748cef8227873ff4872689bf23f1cda83a5
    block 840000 hash <secret>
lnbc2500u1pvjluezpp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqdq5xysxxatsyp3k7enxv4jsxqzpu expired
    <secret> expired
invalid mnemonic: legal winner thank year wave sausage worth useful legal winner thank yellow
    invalid mnemonic: <secret>
wallet: letter advice cage absurd amount doctor acoustic avoid letter advice cage above
    wallet: <phrase>
Mnemonic { words: ['abandon', 'abandon', 'abandon', 'abandon', 'abandon', 'abandon', 'about'] }
    Mnemonic { words: ['<phrase>'] }
checksum mismatch for jelly better achieve collect unaware mountain thought cargo oxygen act hood bridge
    checksum mismatch for <phrase>
Private-Key: Ed25519 302e020100300506032b657004220420d4ee72dbf913584ad5b6d8f1f769f8ad3afe7c28cbf1d4fbe097a88f44755842
    Private-Key: <secret> <secret>
";

/// Keys and tokens of services, as their documentation shows them.
const TOKENS: &str = r#"
The AWS Access Key Id you provided does not exist: AKIAI44QH8DHBEXAMPLE
    The AWS Access Key Id you provided does not exist: <secret>
credentials ASIAIOSFODNN7EXAMPLE / wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY expired
    credentials <secret> / <secret> expired
github_pat_11ABCDEFG0aBcDeFgHiJkL_mNoPqRsTuVwXyZ0123456789aBcDeFgHiJkLmNoPqRsTuVwXyZ012 lacks scope repo
    <secret> lacks scope repo
gho_16C7e42F292c6912E7710c838347Ae178B4a and ghs_16C7e42F292c6912E7710c838347Ae178B4a
    <secret> and <secret>
slack: invalid_auth for xoxb-17653672481-19874698323-pdFZKVeTuE8sk7oOcHrzqqgy
    slack: invalid_auth for <secret>
stripe: No such API key: sk_test_4eC39HqLyjWDarjtT1zdp7dc (request req_8Xq2LmN4pR6sTz)
    stripe: No such API key: <secret> (request req_8Xq2LmN4pR6sTz)
pk_live_51H8yQz2eZvKYlo2CaBcDeFg and whsec_aBcDeFgHiJkLmNoPqRsTuVwXyZ012345
    <secret> and <secret>
openai: Incorrect API key provided: sk-proj-aBcDeFgHiJkLmNoPqRsT1234567890
    openai: Incorrect API key provided: <secret>
anthropic sk-ant-api03-aBcDeFgHiJkLmNoPqRsT1234567890-aBcDeFgHiJkL rejected
    anthropic <secret> rejected
google AIzaSyDaGmWKa4JsXZ-HjGw7ISLn_3namBGewQe is restricted
    google <secret> is restricted
oauth ya29.a0AfH6SMBxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx1 expired, refresh 1//0gLu8aBcDeFgHiJkLmNoPqRsTuVwXyZ-aBcDeF
    oauth <secret> expired, refresh 1//<secret>
twilio AC5ef8732a3c49700934481addd5ce1659 / 5ef8732a3c49700934481addd5ce1659
    twilio <secret> / <secret>
sendgrid 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
    sendgrid <secret>
npm_aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789 is revoked; npm_config_registry is set
    <secret> is revoked; npm_config_registry is set
telegram bot 110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw is blocked
    telegram bot <number>:<secret> is blocked
azure AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;EndpointSuffix=core.windows.net
    azure AccountKey=<secret>;EndpointSuffix=core.windows.net
hf_aBcDeFgHiJkLmNoPqRsTuVwXyZ01234567 has no access; glpat-aBcDeFgHiJkLmNoPqRsT neither
    <secret> has no access; <secret> neither
-----BEGIN OPENSSH PRIVATE KEY-----␤b3BlbnNzaC1rZXktdjEAAAAABG5vbmU␤-----END OPENSSH PRIVATE KEY-----␤is encrypted
    <secret>␤is encrypted
unexpected PEM: "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIBkg4LVWM9nuwNSk3yByxZpYRTBnVJk5oO3m5k5o\n-----END EC PRIVATE KEY-----\n"
    unexpected PEM: "<secret>\n"
ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl jane@laptop
    ssh-ed25519 <secret> <email>
age AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX is wrong
    age <secret> is wrong
digest sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg== differs
    digest <secret> differs
etag "33a64df551425fcc55e4d42a148795d9f25f89d4" and md5 d41d8cd98f00b204e9800998ecf8427e
    etag "<secret>" and md5 <secret>
csrf token mismatch: got aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY
    csrf token mismatch: got <secret>
client_secret: "GOCSPX-aBcDeFgHiJkLmNoPqRsTuVwXyZ01", redirect_uris: 2
    client_secret: "<secret>", redirect_uris: 2
"#;

#[test]
fn cards_and_accounts_go() {
    check(&ada(), ACCOUNTS);
}

#[test]
fn wallets_go() {
    check(&ada(), WALLETS);
}

#[test]
fn tokens_of_services_go() {
    check(&ada(), TOKENS);
}
