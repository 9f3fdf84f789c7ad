use super::Store;
use crate::core::packs::{self, PutPack};
use crate::core::postings::{NewPosting, PutCounts, StoredChange, StoredPage};
use crate::core::{SetAside, Storage as _};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use std::time::Instant;
use yizhan_wire::{Change, Cursor, JobKind, Pack, Page, Place, Posting, PostingId, Source, SourceKind, Wage, WorkForm};

pub(super) const TODAY: Date = date(2026, 11, 22);

pub(super) fn store() -> (tempfile::TempDir, Store) {
    super::fresh_store()
}

pub(super) fn advert(key: &str, title: &str, valid_until: Date) -> NewPosting {
    let posting = Posting {
        id: PostingId(0),
        title: title.into(),
        employer: "测试食品厂".into(),
        job_kind: JobKind::Packer,
        work_form: WorkForm::FullTime,
        wage: Wage::default(),
        settlement: None,
        headcount: Some(3),
        place: Place::default(),
        tasks: "打包装箱".into(),
        requirements: String::new(),
        education: None,
        experience: String::new(),
        age_max: None,
        disability_welcome: false,
        confirmed_on: None,
        doubted: false,
        benefits: Vec::new(),
        shifts: Vec::new(),
        contact: String::new(),
        source: Source { name: "测试来源".into(), kind: SourceKind::Public },
        posted_on: date(2026, 11, 1),
        valid_until,
    };
    NewPosting { posting, external_key: key.into(), fingerprint: Some(format!("print of {title}")) }
}

pub(super) fn shown(page: &StoredPage) -> Page {
    serde_json::from_str(&serde_json::to_string(page).unwrap()).unwrap()
}

/// What a station holds that has applied the feed from this cursor on, page by page.
fn follow(store: &Store, held: &mut Vec<PostingId>, mut cursor: Cursor, size: usize, today: Date) -> Cursor {
    loop {
        let page = shown(&store.page(cursor, size, today).unwrap());
        assert_eq!(page.more, page.left > 0);
        for change in &page.changes {
            assert!(change.seq() > cursor, "the feed ascends");
            cursor = change.seq();
            match change {
                Change::Posting { posting, .. } => {
                    held.retain(|id| *id != posting.id);
                    held.push(posting.id);
                }
                Change::Withdrawn { id, .. } => held.retain(|held| held != id),
                Change::Pack { .. } | Change::Unknown { .. } => {}
            }
        }
        if !page.more {
            return cursor;
        }
    }
}

#[test]
fn an_import_repeated_tells_no_station_anything() {
    let (_folder, store) = store();
    let adverts = [advert("a:1", "包装工", date(2026, 12, 31)), advert("a:2", "搬运工", date(2026, 12, 31))];
    assert_eq!(store.put_postings(&adverts).unwrap(), PutCounts { taken: 2, ..PutCounts::default() });
    assert_eq!(store.put_postings(&adverts).unwrap(), PutCounts { unchanged: 2, ..PutCounts::default() });
    assert!(store.page(Cursor(2), 10, TODAY).unwrap().changes.is_empty());
}

#[test]
fn a_changed_advert_keeps_its_number_and_takes_a_new_place_in_the_feed() {
    let (_folder, store) = store();
    store
        .put_postings(&[advert("a:1", "包装工", date(2026, 12, 31)), advert("a:2", "搬运工", date(2026, 12, 31))])
        .unwrap();
    let changed = store.put_postings(&[advert("a:1", "包装工（夜班）", date(2026, 12, 31))]).unwrap();
    assert_eq!(changed, PutCounts { changed: 1, ..PutCounts::default() });
    let page = shown(&store.page(Cursor(0), 10, TODAY).unwrap());
    let order: Vec<_> = page.changes.iter().map(|c| (c.seq().0, matches!(c, Change::Posting { .. }))).collect();
    assert_eq!(order, [(2, true), (3, true)], "of two changes only the last is handed out");
    assert!(matches!(&page.changes[1], Change::Posting { posting, .. } if posting.id == PostingId(1)));
}

#[test]
fn one_job_advertised_twice_is_one_posting_and_the_longer_one_is_shown() {
    let (_folder, store) = store();
    let (short, long) = (advert("a:1", "包装工", date(2026, 12, 1)), advert("b:9", "包装工", date(2026, 12, 31)));
    let both = [short, long];
    let first = store.put_postings(&both).unwrap();
    assert_eq!(first, PutCounts { taken: 1, merged: 1, ..PutCounts::default() });
    let page = shown(&store.page(Cursor(0), 10, TODAY).unwrap());
    let Change::Posting { posting, .. } = &page.changes[0] else { panic!("a posting") };
    assert_eq!(posting.valid_until, date(2026, 12, 31));
    let again = store.put_postings(&both).unwrap();
    assert_eq!(again, PutCounts { unchanged: 1, merged: 1, ..PutCounts::default() });
    assert_eq!(shown(&store.page(Cursor(0), 10, TODAY).unwrap()), page, "the order of imports does not matter");
}

#[test]
fn an_advert_that_was_merged_and_becomes_another_job_gets_a_posting_of_its_own() {
    let (_folder, store) = store();
    store
        .put_postings(&[advert("a:1", "包装工", date(2026, 12, 1)), advert("b:9", "包装工", date(2026, 12, 1))])
        .unwrap();
    let counts = store.put_postings(&[advert("b:9", "质检员", date(2026, 12, 1))]).unwrap();
    assert_eq!(counts, PutCounts { taken: 1, ..PutCounts::default() });
    let counts = store.put_postings(&[advert("b:9", "质检员", date(2026, 12, 1))]).unwrap();
    assert_eq!(counts, PutCounts { unchanged: 1, ..PutCounts::default() });
}

#[test]
fn a_withdrawn_posting_leaves_every_station_that_can_hold_it_and_burdens_no_new_one() {
    let (_folder, store) = store();
    store
        .put_postings(&[advert("a:1", "包装工", date(2026, 12, 31)), advert("a:2", "搬运工", date(2026, 12, 31))])
        .unwrap();
    let mut old = Vec::new();
    let cursor = follow(&store, &mut old, Cursor(0), 10, TODAY);
    assert!(store.withdraw(PostingId(1)).unwrap());
    assert!(!store.withdraw(PostingId(1)).unwrap());
    follow(&store, &mut old, cursor, 10, TODAY);
    assert_eq!(old, [PostingId(2)]);
    let fresh = store.page(Cursor(0), 10, TODAY).unwrap();
    assert!(fresh.changes.iter().all(|c| matches!(c, StoredChange::Posting { .. })));
    assert_eq!(fresh.changes.len(), 1);
}

#[test]
fn an_expired_posting_is_not_handed_out_and_is_taken_back_where_it_was_valid_longer() {
    let (_folder, store) = store();
    store
        .put_postings(&[advert("a:1", "包装工", date(2026, 12, 31)), advert("a:2", "搬运工", date(2026, 11, 21))])
        .unwrap();
    let mut held = Vec::new();
    let cursor = follow(&store, &mut held, Cursor(0), 10, TODAY);
    assert_eq!(held, [PostingId(1)], "the second was over before it was handed out");
    store.put_postings(&[advert("a:1", "包装工", date(2026, 11, 21))]).unwrap();
    follow(&store, &mut held, cursor, 10, TODAY);
    assert_eq!(held, [], "shortened after it was handed out");
}

#[test]
fn stations_of_every_cursor_and_page_size_end_up_with_the_same_postings() {
    let seed = u64::from(std::process::id());
    println!("seed {seed}");
    let mut random = fastrand::Rng::with_seed(seed);
    let (_folder, store) = store();
    let mut stations: Vec<(Vec<PostingId>, Cursor)> = vec![(Vec::new(), Cursor(0)); 4];
    for step in 0..200 {
        let number = random.i64(1..30);
        if random.u8(0..4) == 0 {
            store.withdraw(PostingId(number)).unwrap();
        } else {
            let until = date(2026, 11, random.i8(18..30));
            let title = format!("岗位{number} 第{}版", random.u8(0..3));
            store.put_postings(&[advert(&format!("k:{number}"), &title, until)]).unwrap();
        }
        let (held, cursor) = &mut stations[random.usize(1..4)];
        if step % 3 == 0 {
            *cursor = follow(&store, held, *cursor, random.usize(1..7), TODAY);
        }
    }
    for (held, cursor) in &mut stations {
        follow(&store, held, *cursor, random.usize(1..7), TODAY);
        held.sort_unstable();
    }
    let (fresh, rest) = stations.split_first().unwrap();
    assert!(!fresh.0.is_empty());
    for station in rest {
        assert_eq!(station.0, fresh.0);
    }
}

#[test]
fn what_is_set_aside_is_kept_byte_for_byte_and_once() {
    let (_folder, store) = store();
    let line = |original: &[u8]| SetAside {
        file: "jobs.csv".into(),
        line: 7,
        reason: "control_characters".into(),
        original: original.to_vec(),
    };
    let now = Timestamp::UNIX_EPOCH;
    assert_eq!(store.set_aside(&[line(b"\xff\x00\x07"), line(b"other")], now).unwrap(), 2);
    assert_eq!(store.set_aside(&[line(b"\xff\x00\x07")], now).unwrap(), 0);
    let shown = |reason| {
        let mut lines = Vec::new();
        store
            .lines_set_aside(reason, &mut |line| {
                lines.push(line);
                true
            })
            .unwrap();
        lines
    };
    assert_eq!(shown(None), [line(b"\xff\x00\x07"), line(b"other")]);
    assert_eq!((shown(Some("control_characters")).len(), shown(Some("markup")).len()), (2, 0));
}

#[test]
fn a_province_of_postings_is_taken_in_pieces() {
    let (_folder, store) = store();
    let adverts: Vec<_> =
        (0..5_000).map(|n| advert(&format!("k:{n}"), &format!("岗位{n}"), date(2026, 12, 31))).collect();
    let began = Instant::now();
    let mut counts = PutCounts::default();
    for some in adverts.chunks(4_000) {
        counts += store.put_postings(some).unwrap();
    }
    let put = began.elapsed();
    assert_eq!(counts.taken, 5_000);
    let began = Instant::now();
    let page = store.page(Cursor(0), 2_000, TODAY).unwrap();
    println!("5,000 postings put in {put:?}; a page of 2,000 read in {:?}", began.elapsed());
    assert_eq!((page.changes.len(), page.left), (2_000, 3_000));
}

fn pack(kind: &str, version: u32) -> Pack {
    Pack { kind: kind.into(), version, body: serde_json::json!({ "version": version }) }
}

#[test]
fn of_each_kind_of_pack_the_last_one_is_in_the_feed_among_the_postings() {
    let (_folder, store) = store();
    let put = |pack: &Pack| store.put_pack(pack, &|held| packs::settle(pack, held)).unwrap();
    assert_eq!(put(&pack("words", 1)), PutPack::Taken);
    store.put_postings(&[advert("a:1", "包装工", date(2026, 12, 31))]).unwrap();
    assert_eq!(put(&pack("notices", 1)), PutPack::Taken);
    assert_eq!(put(&pack("words", 2)), PutPack::Taken);
    assert_eq!(put(&pack("words", 2)), PutPack::Unchanged);
    assert_eq!(put(&pack("words", 1)), PutPack::NotNewer { held: 2 });
    store.put_postings(&[advert("a:2", "搬运工", date(2026, 12, 31))]).unwrap();
    let said = |page: &Page| -> Vec<String> {
        let said = page.changes.iter().map(|change| match change {
            Change::Pack { seq, pack } => format!("{seq} {} {}", pack.kind, pack.body["version"]),
            other => other.seq().to_string(),
        });
        said.collect()
    };
    let whole = shown(&store.page(Cursor(0), 10, TODAY).unwrap());
    assert_eq!(said(&whole), ["2", "3 notices 1", "4 words 2", "5"]);
    assert_eq!((whole.more, whole.left), (false, 0));
    for limit in 1..=4 {
        let (mut cursor, mut pages) = (Cursor(0), Vec::new());
        loop {
            let page = shown(&store.page(cursor, limit, TODAY).unwrap());
            assert!(page.changes.len() <= limit);
            pages.extend(said(&page));
            assert_eq!(page.left as usize, said(&whole).len() - pages.len());
            let Some(last) = page.changes.last() else { break };
            cursor = last.seq();
            if !page.more {
                break;
            }
        }
        assert_eq!(pages, said(&whole), "in pages of {limit}");
    }
}

fn gig(key: &str, city: &str) -> NewPosting {
    let mut gig = advert(key, key, date(2026, 11, 23));
    gig.posting.work_form = WorkForm::DayJob;
    gig.posting.place.division = yizhan_wire::DivisionCode::new(city);
    gig
}

#[test]
fn day_jobs_of_the_stations_city_come_ahead_of_others_and_of_all_that_is_no_day_job() {
    use crate::core::board::Board as _;
    use crate::core::enrolment::Enrol;
    use crate::core::storage::NewCode;
    use yizhan_wire::StationId;
    use yizhan_wire::enrolment::PublicKey;
    let (_folder, store) = store();
    let now = Timestamp::UNIX_EPOCH;
    let code = NewCode { hash: [1; 32], station_name: "测试驿站".into(), made_at: now, expires_at: now };
    store.add_code(&code).unwrap();
    store.enrol(&[1; 32], &PublicKey::Ed25519([5; 32]), now, &|_| Enrol::Station).unwrap().unwrap();
    let end = date(2026, 12, 31);
    let adverts = [
        gig("起点", "430111"),
        gig("近旧", "430111"),
        advert("k:3", "全职", end),
        gig("远", "440103"),
        gig("近新", "430102"),
        gig("撤回", "430111"),
    ];
    store.put_postings(&adverts).unwrap();
    store.withdraw(PostingId(6)).unwrap();
    let ahead = |limit: usize, today: Date| -> Vec<i64> {
        let changes = store.day_jobs_behind(StationId(1), Cursor(1), limit, today).unwrap();
        changes.iter().map(|change| change.seq().0).collect()
    };
    assert_eq!(ahead(2, TODAY), [4, 5], "the newest while nobody has said where the station stands");
    store.place_station(StationId(1), "430105", "测试街道").unwrap();
    assert_eq!(ahead(2, TODAY), [2, 5]);
    assert_eq!(ahead(9, TODAY), [2, 4, 5]);
    assert_eq!(ahead(9, end), Vec::<i64>::new(), "what has ended is given to nobody");
    // One that becomes a full-time job is none any more.
    let mut changed = gig("近新", "430102");
    changed.posting.work_form = WorkForm::FullTime;
    store.put_postings(&[changed]).unwrap();
    assert_eq!(ahead(9, TODAY), [2, 4]);
}

/// A station asks for seats of a day job on some days, and is told of leases; how many of each day.
fn leased(store: &Store, seq: i64, now: Timestamp, days: &[Date]) -> Vec<(Date, u16)> {
    use crate::core::intake::Verdict;
    use yizhan_wire::gig::{SeatRequest, SeatsWanted};
    use yizhan_wire::notice::Matter;
    use yizhan_wire::{EntryKind, NoticeMark, ReceiptNo, SeqNo, StationId};
    let receipt = ReceiptNo::of(StationId(3), SeqNo(seq));
    let wants = days.iter().map(|day| SeatsWanted { posting: PostingId(1), day: *day, seats: 2 }).collect();
    let body = serde_json::to_string(&SeatRequest { receipt, wants }).unwrap();
    let number = [u8::try_from(seq).unwrap(); 10];
    let entry = yizhan_wire::Entry {
        station: StationId(1),
        seq: SeqNo(seq),
        id: yizhan_wire::EntryId::new(1, number),
        kind: EntryKind::SeatRequest,
        version: 1,
        subject: yizhan_wire::SubjectId::new(1, number),
        made_at: now,
        hash: yizhan_wire::entry::body_hash(&body),
        body: serde_json::value::RawValue::from_string(body).unwrap(),
    };
    let before = store.notices(StationId(1), NoticeMark::default(), 100).unwrap().notices.len();
    store.take_in(StationId(1), &[entry], now, &|_| vec![Verdict::Accept]).unwrap();
    let notices = store.notices(StationId(1), NoticeMark::default(), 100).unwrap().notices;
    let leases = notices.into_iter().skip(before).filter_map(|notice| {
        let matter = Matter::parse(&notice.kind, &notice.body).unwrap();
        if let Some(Matter::SeatsLeased(lease)) = matter { Some((lease.day, lease.seats)) } else { None }
    });
    leases.collect()
}

#[test]
fn a_restored_platform_leases_no_seat_that_it_may_have_leased_before() {
    use crate::core::enrolment::Enrol;
    use crate::core::storage::NewCode;
    use yizhan_wire::enrolment::PublicKey;
    let (_folder, store) = store();
    let now: Timestamp = "2026-11-22T01:00:00Z".parse().unwrap();
    let code = NewCode { hash: [1; 32], station_name: "测试驿站".into(), made_at: now, expires_at: now };
    store.add_code(&code).unwrap();
    store.enrol(&[1; 32], &PublicKey::Ed25519([5; 32]), now, &|_| Enrol::Station).unwrap().unwrap();
    let mut gig = gig("k:1", "430111");
    gig.posting.valid_until = date(2026, 12, 31);
    gig.posting.headcount = Some(12);
    store.put_postings(&[gig]).unwrap();
    let (today, tomorrow) = (TODAY, date(2026, 11, 23));
    assert_eq!(leased(&store, 1, now, &[today, tomorrow]), [(today, 2), (tomorrow, 2)], "before");
    store.was_restored(now, "2026-11-21T20:00:00Z".parse().unwrap()).unwrap();
    assert_eq!(leased(&store, 2, now, &[today, tomorrow]), [], "another station may hold them all");
    // A day on, what was leased for that day before the copy was lost is over with it; the next day's seats are all its own.
    let later: Timestamp = "2026-11-23T01:00:00Z".parse().unwrap();
    let days = [tomorrow, date(2026, 11, 24)];
    assert_eq!(leased(&store, 3, later, &days), [(date(2026, 11, 24), 2)]);
}
