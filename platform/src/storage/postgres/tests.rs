//! What is promised of the server beyond what is promised of every store.

use super::schema::{in_postgres, month_of, part};
use crate::core::Storage as _;
use crate::core::enrolment::Enrol;
use crate::core::intake::Verdict;
use crate::core::storage::NewCode;
use crate::storage::Store;
use crate::storage::testing::database;
use jiff::Timestamp;
use serde_json::value::RawValue;
use yizhan_wire::enrolment::PublicKey;
use yizhan_wire::entry::body_hash;
use yizhan_wire::{Entry, EntryId, EntryKind, SeqNo, StationId, SubjectId};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn entry(seq: u8) -> Entry {
    let body = r#"{"unanswered":[]}"#;
    Entry {
        station: StationId(1),
        seq: SeqNo(seq.into()),
        id: EntryId::new(1, [seq; 10]),
        kind: EntryKind::SearchReport,
        version: 1,
        subject: SubjectId::new(1, [seq; 10]),
        made_at: at("2026-11-22T02:30:00Z"),
        hash: body_hash(body),
        body: RawValue::from_string(body.to_owned()).unwrap(),
    }
}

fn enrolled(store: &Store) {
    let (made_at, expires_at) = (at("2026-11-22T00:00:00Z"), at("2027-11-22T00:00:00Z"));
    store.add_code(&NewCode { hash: [1; 32], station_name: "测试驿站".into(), made_at, expires_at }).unwrap();
    store.enrol(&[1; 32], &PublicKey::Ed25519([5; 32]), made_at, &|_| Enrol::Station).unwrap().unwrap();
}

fn take(store: &Store, seq: u8, now: &str) -> Vec<Verdict> {
    store.take_in(StationId(1), &[entry(seq)], at(now), &|_| vec![Verdict::Accept]).unwrap().verdicts
}

#[test]
fn entries_lie_in_the_part_of_the_month_in_which_they_came() {
    let address = database();
    let store = Store::connect(&address).unwrap();
    enrolled(&store);
    take(&store, 1, "2026-11-30T23:59:59Z");
    take(&store, 2, "2026-12-01T00:00:00Z");
    take(&store, 3, "2026-12-31T12:00:00Z");
    let mut client = postgres::Client::connect(&address, postgres::NoTls).unwrap();
    let count = |client: &mut postgres::Client, table: &str| -> i64 {
        client.query_one(&format!("SELECT count(*) FROM {table}"), &[]).unwrap().get(0)
    };
    assert_eq!((count(&mut client, "entry_2026_11"), count(&mut client, "entry_2026_12")), (1, 2));
    // A month that is out of the way takes nothing of what makes an entry known.
    client.batch_execute("ALTER TABLE entry DETACH PARTITION entry_2026_11").unwrap();
    let verdicts = store.take_in(StationId(1), &[entry(1)], at("2026-12-31T13:00:00Z"), &|seen| {
        assert!(seen.by_id.values().all(|earlier| earlier.accepted) && seen.by_id.len() == 1, "it is still known");
        vec![Verdict::Known]
    });
    assert_eq!(verdicts.unwrap().seen_to, SeqNo(3));
}

#[test]
fn no_entry_stands_twice_whatever_a_program_believes() {
    let address = database();
    let store = Store::connect(&address).unwrap();
    enrolled(&store);
    take(&store, 1, "2026-11-30T23:59:59Z");
    let again = store.take_in(StationId(1), &[entry(1)], at("2026-12-02T00:00:00Z"), &|_| vec![Verdict::Accept]);
    assert!(again.is_err());
    let mut seen = 0;
    store
        .records(None, &mut |_| {
            seen += 1;
            true
        })
        .unwrap();
    assert_eq!(seen, 1, "and the store goes on");
    assert_eq!(store.seen_to(StationId(1)).unwrap(), Some(SeqNo(1)));
}

#[test]
fn what_two_programs_put_into_the_feed_gets_numbers_in_the_order_of_their_commits() {
    use crate::storage::tests::advert;
    let address = database();
    let stores: Vec<Store> = (0..4).map(|_| Store::connect(&address).unwrap()).collect();
    std::thread::scope(|scope| {
        for (program, store) in stores.iter().enumerate() {
            scope.spawn(move || {
                for n in 0..25 {
                    let day = jiff::civil::date(2026, 12, 31);
                    store
                        .put_postings(&[advert(&format!("{program}:{n}"), &format!("岗位{program}-{n}"), day)])
                        .unwrap();
                }
            });
        }
    });
    let page = stores[0].page(yizhan_wire::Cursor(0), 1_000, jiff::civil::date(2026, 11, 22)).unwrap();
    let seqs: Vec<i64> = page.changes.iter().map(|change| change.seq().0).collect();
    assert_eq!(seqs, (1..=100).collect::<Vec<_>>(), "none twice and none left out");
}

#[test]
fn a_connection_that_broke_is_made_anew() {
    let address = database();
    let store = Store::connect(&address).unwrap();
    enrolled(&store);
    let mut client = postgres::Client::connect(&address, postgres::NoTls).unwrap();
    let others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                  WHERE datname = current_database() AND pid <> pg_backend_pid()";
    client.batch_execute(others).unwrap();
    // The first request may find the connection just broken; nothing of it was done then.
    let _found_out = store.take_in(StationId(1), &[entry(1)], at("2026-11-22T01:00:00Z"), &|_| vec![Verdict::Accept]);
    let taken = store.take_in(StationId(1), &[entry(2)], at("2026-11-22T01:00:00Z"), &|_| vec![Verdict::Accept]);
    assert!(taken.is_ok());
    assert!(store.stations().is_ok());
}

#[test]
fn months_follow_one_another_without_a_gap() {
    let december = month_of(at("2026-12-31T23:59:59.999Z"));
    let january = month_of(at("2027-01-01T00:00:00Z"));
    assert_eq!(january, december + 1);
    let bound = |sql: &str, word: &str| sql.split_once(word).unwrap().1.split(')').next().unwrap().to_owned();
    assert_eq!(bound(&part(december).unwrap(), "TO ("), bound(&part(january).unwrap(), "FROM ("));
    assert!(part(january).unwrap().contains("entry_2027_01"));
}

#[test]
fn every_table_of_the_schema_is_said_in_the_servers_words() {
    let schema = in_postgres(include_str!("../../../schema.sql"));
    for foreign in ["STRICT", "ROWID", "AUTOINCREMENT", "json_valid", " BLOB", "unixepoch"] {
        assert!(!schema.contains(foreign), "{foreign}");
    }
}

/// The tables of the database, each with its file on the server's disk.
fn files(client: &mut postgres::Client) -> Vec<(String, std::path::PathBuf)> {
    let folder: String = client.query_one("SHOW data_directory", &[]).unwrap().get(0);
    let sql = "SELECT relname::text, pg_relation_filepath(oid) FROM pg_class
               WHERE relkind IN ('r', 't') AND pg_relation_filepath(oid) IS NOT NULL";
    let paths = client.query(sql, &[]).unwrap();
    paths.iter().map(|row| (row.get(0), std::path::Path::new(&folder).join(row.get::<_, String>(1)))).collect()
}

#[test]
fn canary_who_is_erased_stands_in_no_file_of_the_server_once_its_tables_are_written_anew() {
    const CANARY: &str = "CANARY-7f3a-ERASED";
    let address = database();
    let store = Store::connect(&address).unwrap();
    enrolled(&store);
    let now = at("2026-11-22T03:00:00Z");
    let of = |seq: u8, kind: EntryKind, body: &str| Entry {
        kind,
        subject: SubjectId::new(1, [9; 10]),
        hash: body_hash(body),
        body: RawValue::from_string(body.to_owned()).unwrap(),
        ..entry(seq)
    };
    let hers = of(1, EntryKind::Registration, &format!(r#"{{"name":"{CANARY}","consents":[]}}"#));
    let receipt = |seq: i64| yizhan_wire::ReceiptNo::of(StationId(1), SeqNo(seq));
    let wish = format!(r#"{{"receipt":"{}","of":"{}"}}"#, receipt(2), receipt(1));
    let wish = of(2, EntryKind::Erasure, &wish);
    store.take_in(StationId(1), &[hers], now, &|_| vec![Verdict::Accept]).unwrap();
    let mut client = postgres::Client::connect(&address, postgres::NoTls).unwrap();
    let mut holding = || {
        client.batch_execute("CHECKPOINT").unwrap();
        let files = files(&mut client);
        assert!(files.len() > 20, "{files:?}");
        let holds = |(_, file): &(String, std::path::PathBuf)| {
            let bytes = std::fs::read(file).unwrap();
            bytes.windows(CANARY.len()).any(|window| window == CANARY.as_bytes())
        };
        let holding = files.into_iter().filter(holds).map(|(table, _)| table);
        holding.collect::<Vec<_>>()
    };
    assert_eq!(holding(), ["entry_2026_11"], "it is looked for in the right place");
    store.take_in(StationId(1), &[wish], now, &|_| vec![Verdict::Accept]).unwrap();
    store
        .records(None, &mut |record| {
            assert!(!record.body.get().contains(CANARY), "nobody reads it any more");
            true
        })
        .unwrap();
    let mut other = postgres::Client::connect(&address, postgres::NoTls).unwrap();
    // As docs/running-a-platform.md says. Whoever is just connecting to the server, as other tests do, may still need the old version: it
    // is done again then.
    let mut left = holding();
    for _ in 0..100 {
        for table in ["entry_2026_11", "inspection", "notice"] {
            other.batch_execute(&format!("VACUUM FULL {table}")).unwrap();
        }
        left = holding();
        if left.is_empty() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert_eq!(left, Vec::<String>::new());
}
