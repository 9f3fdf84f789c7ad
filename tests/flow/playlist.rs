//! What stations show while nobody uses them: from an operator's command to the turns of a station, and back out again.

#![expect(clippy::unwrap_used, reason = "a test whose scene cannot be set has failed")]

use super::common::{Province, Station, lines};
use jiff::civil::{DateTime, date};
use yizhan::domain::showing::{Picture, Turn, bill};
use yizhan::runtime::content;
use yizhan::store::CatalogueReader;
use yizhan::store::media::MediaFolder;

/// The turns at this station at a moment.
fn turns(station: &Station, now: DateTime) -> Vec<Turn> {
    let reader = CatalogueReader::open(station.path()).unwrap();
    let media = MediaFolder::of(station.path());
    let open = |id| reader.posting(id, now.date()).unwrap();
    bill(&content::playlist(&reader).unwrap(), now, open, |hash| media.path_of(hash).is_some())
}

#[test]
fn a_poster_that_an_operator_adds_is_shown_in_its_days_until_its_posting_ends() {
    let province = Province::start();
    province.stock(4);
    let station = Station::enrolled(&province);
    station.run(&["sync"]);
    let posting = station.json(&["search", "电焊工"])["hits"][0]["id"].as_i64().unwrap().to_string();

    let poster = province.path().join("poster.png");
    let film = province.path().join("film.mp4");
    std::fs::write(&poster, b"a poster").unwrap();
    std::fs::write(&film, b"a film").unwrap();
    let (poster, film) = (poster.to_str().unwrap(), film.to_str().unwrap());
    let add = ["playlist", "add", "--title", "急招焊工", "--posting", &posting];
    let more = ["--poster", poster, "--film", film, "--id", "welders", "--sound", "09:00-11:00"];
    let hours = ["--from", "2020-01-01", "--until", "2099-12-31", "--hours", "08:00-18:00"];
    assert_eq!(province.run(&[&add[..], &more, &hours].concat()).trim(), "welders");
    province.run(&["playlist", "add", "--title", "欢迎", "--poster", poster, "--id", "welcome"]);
    let listed = lines(&province.run(&["playlist", "list"]));
    assert_eq!((listed.len(), listed[0]["state"].as_str()), (2, Some("shown")), "{listed:?}");

    station.run(&["sync"]);
    // The adverts are taken in today, by the clock of this machine.
    let today =
        station.json(&["posting", &posting])["posted_on"].as_str().unwrap().parse::<jiff::civil::Date>().unwrap();
    let shown = turns(&station, today.at(9, 0, 0, 0));
    assert_eq!(shown.iter().map(|turn| turn.id.as_str()).collect::<Vec<_>>(), ["welders", "welcome"]);
    assert!(matches!(shown[0].picture, Picture::Film { sound: true, .. }));
    assert!(shown[0].posting.as_ref().unwrap().title.contains("焊工"));
    assert_eq!(turns(&station, today.at(20, 0, 0, 0)).len(), 1, "not in the evening");
    assert_eq!(turns(&station, date(2099, 12, 31).at(9, 0, 0, 0)).len(), 1, "the posting has ended by then");

    province.run(&["posting", "withdraw", &posting]);
    station.run(&["sync"]);
    assert_eq!(turns(&station, today.at(9, 0, 0, 0)).len(), 1, "nobody is shown a job that is gone");
    province.run(&["playlist", "remove", "welcome"]);
    province.run(&["playlist", "remove", "welders"]);
    station.run(&["sync"]);
    assert!(turns(&station, today.at(9, 0, 0, 0)).is_empty());
    assert_eq!(std::fs::read_dir(station.path().join("media")).unwrap().count(), 0, "and its files are gone");
}

#[test]
fn a_seeded_province_shows_a_film_and_a_poster_about_jobs_that_are_open() {
    let province = Province::start();
    province.run(&["seed", "--postings", "400", "--seed", "7", "--shows"]);
    let station = Station::enrolled(&province);
    station.run(&["sync", "--until-idle"]);
    let welder = station.json(&["search", "焊工"])["hits"][0]["id"].as_i64().unwrap().to_string();
    let posted =
        station.json(&["posting", &welder])["posted_on"].as_str().unwrap().parse::<jiff::civil::Date>().unwrap();
    let shown = turns(&station, posted.at(9, 0, 0, 0));
    assert_eq!(shown.iter().map(|turn| turn.id.as_str()).collect::<Vec<_>>(), ["sample-welders", "sample-day-jobs"]);
    assert!(matches!(shown[0].picture, Picture::Film { sound: false, .. }), "{:?}", shown[0].picture);
    assert!(shown.iter().all(|turn| turn.posting.is_some()), "a touch leads to a job");
    let dialects = || lines(&province.run(&["voices", "list"]));
    let spoken = dialects();
    let recordings = spoken[0]["recordings"].as_array().unwrap();
    let screens = include_str!("../../locales/zh-CN/reach.ftl");
    for recording in recordings {
        assert!(screens.contains(recording["says"].as_str().unwrap()), "no screen says {recording}");
        let sound = station.path().join("media").join(recording["sha256"].as_str().unwrap());
        assert!(sound.exists(), "the station can play it without a network: {recording}");
    }
    assert_eq!((spoken.len(), recordings.len()), (1, 16));
    // The same province again changes nothing.
    province.run(&["seed", "--postings", "400", "--seed", "7", "--shows"]);
    assert_eq!(dialects(), spoken);
    assert_eq!(lines(&province.run(&["playlist", "list"])).len(), 2);
}

#[test]
fn what_cannot_be_shown_is_refused_when_it_is_added() {
    let province = Province::start();
    let poster = province.path().join("poster.txt");
    std::fs::write(&poster, b"a poster").unwrap();
    let poster = poster.to_str().unwrap();
    let refused = |arguments: &[&str]| {
        let all = [&["playlist", "add", "--title", "招工"], arguments].concat();
        let output = province.command(&all).output().unwrap();
        assert!(!output.status.success());
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    assert!(refused(&["--poster", poster, "--posting", "7"]).contains("no posting 7 is open"));
    let said = refused(&["--poster", poster, "--from", "2026-02-01", "--until", "2026-01-01"]);
    assert!(said.contains("until"), "{said}");
    assert!(refused(&[]).contains("--poster"));
}
