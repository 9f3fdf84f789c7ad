//! What is believed of whom.

use super::*;

fn at(hour: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + hour * 3_600).unwrap()
}

fn machine(board: &str, network: &str, system: &str) -> Fingerprint {
    Fingerprint::of(board, network, system)
}

fn known() -> Trust {
    Trust { machine: Some(machine("b", "n", "s")), clock_off_s: Some(0), ..Trust::default() }
}

fn said(machine: Fingerprint) -> Said {
    Said { machine: Some(machine), created: Some(at(0).as_second()), set_right_s: None }
}

#[test]
fn a_part_that_was_changed_makes_no_other_machine_and_a_copied_disk_does() {
    let known = machine("b", "n", "s");
    for same in
        [machine("b", "other", "s"), machine("b", "n", "set up anew"), machine("b", "", ""), machine("", "", "")]
    {
        assert!(is_same(&known, &same), "{same}");
    }
    for other in [machine("x", "y", "s"), machine("x", "", "s"), machine("x", "y", "z")] {
        assert!(!is_same(&known, &other), "{other}");
    }
}

#[test]
fn another_machine_under_the_name_is_not_heard_and_the_right_one_goes_on() {
    let copy = machine("x", "y", "s");
    let (verdict, noted) = admit(&known(), &said(copy.clone()), at(0));
    let noted = noted.expect("the operator is told");
    assert_eq!((verdict, noted.other_machine.clone()), (Err(NotAdmitted::OtherMachine), Some((copy.clone(), at(0)))));
    assert_eq!(
        admit(&noted, &said(copy.clone()), at(0)),
        (Err(NotAdmitted::OtherMachine), None),
        "not written each time"
    );
    assert_eq!(admit(&noted, &said(machine("b", "n", "s")), at(0)), (Ok(()), None));
    let readmitted = Decision::Readmit { take_other: true }.apply(noted, at(1));
    assert_eq!(admit(&readmitted, &said(copy), at(0)).0, Ok(()), "the operator says that it is the right one");
    assert_eq!(admit(&readmitted, &said(machine("b", "n", "s")), at(0)).0, Err(NotAdmitted::OtherMachine));
}

#[test]
fn a_station_that_tells_nothing_of_its_machine_is_heard_and_the_first_fingerprint_is_kept() {
    let old = Trust::default();
    assert_eq!(admit(&old, &Said::default(), at(0)), (Ok(()), None));
    let noted = admit(&old, &said(machine("b", "n", "s")), at(0)).1.unwrap();
    assert_eq!(noted.machine, Some(machine("b", "n", "s")));
    assert_eq!(admit(&noted, &Said::default(), at(0)).0, Ok(()));
}

#[test]
fn a_revoked_station_is_not_heard_until_it_is_readmitted() {
    let revoked = Decision::Revoke { reason: "被盗".into() }.apply(known(), at(0));
    assert_eq!(admit(&revoked, &said(machine("b", "n", "s")), at(0)), (Err(NotAdmitted::Revoked), None));
    let back = Decision::Readmit { take_other: false }.apply(revoked, at(1));
    assert_eq!(admit(&back, &said(machine("b", "n", "s")), at(0)).0, Ok(()));
}

#[test]
fn a_clock_that_is_years_off_is_noted_once_and_refuses_nobody() {
    let off = Said { created: Some(0), ..Said::default() };
    let (verdict, noted) = admit(&known(), &off, at(0));
    assert_eq!(verdict, Ok(()));
    let noted = noted.unwrap();
    assert_eq!(noted.clock_off_s, Some(-1_800_000_000));
    assert_eq!(admit(&noted, &Said { created: Some(30), ..off.clone() }, at(0)).1, None);
    let set_right = Said { created: Some(at(0).as_second()), set_right_s: Some(1_800_000_000), machine: None };
    assert_eq!(admit(&noted, &set_right, at(0)).1, None, "the station helps itself, and the battery is still empty");
    assert!(admit(&noted, &Said { created: Some(at(0).as_second()), ..off }, at(0)).1.is_some(), "it was changed");
}

#[test]
fn one_restored_copy_is_forgiven_and_two_machines_are_not() {
    let first = forked(&known(), SeqNo(11), at(0)).unwrap();
    assert_eq!((first.forks, first.standing), (1, Standing::Active));
    assert_eq!(forked(&first, SeqNo(11), at(0)), None, "the rest of what the restored copy had to send");
    let again = forked(&first, SeqNo(13), at(5)).unwrap();
    assert_eq!((again.forks, again.standing), (2, Standing::Parked));
    let next_year = forked(&first, SeqNo(900), at(24 * 365)).unwrap();
    assert_eq!((next_year.forks, next_year.standing), (1, Standing::Active), "restored once more, a year later");
}

#[test]
fn an_old_key_counts_as_long_as_it_was_said() {
    let old = PublicKey::Ed25519([7; 32]);
    let trust = Trust { old_key: Some((old.clone(), at(5))), ..Trust::default() };
    assert_eq!(trust.old_key_at(at(4)), Some(&old));
    assert_eq!(trust.old_key_at(at(5)), None);
}
