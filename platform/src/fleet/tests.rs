use super::*;

fn plan() -> Plan {
    Plan {
        stations: 3,
        days: 2,
        seed: 7,
        arrivals: 30.0,
        every_minutes: 60,
        open_hours: 9,
        pace: None,
        at_once: 2,
        outage_day: None,
        faults: Faults::NONE,
        begin: "2026-11-20T00:00:00Z".parse().unwrap(),
    }
}

#[test]
fn a_day_has_as_many_rounds_as_its_hours_hold() {
    assert_eq!(plan().rounds_a_day(), 9);
    assert_eq!(plan().moment(1, 2).to_string(), "2026-11-21T02:00:00Z");
}

#[test]
fn a_loss_a_double_and_a_change_are_each_found() {
    let whole = Found { made: 10, taken: 9, refused: 1, ..Found::default() };
    assert!(whole.is_whole());
    assert!(!Found { taken: 8, lost: 1, ..whole.clone() }.is_whole());
    assert!(!Found { doubled: 1, ..whole.clone() }.is_whole());
    assert!(!Found { changed: 1, ..whole.clone() }.is_whole());
    assert!(!Found { taken: 8, unsent: 1, ..whole }.is_whole());
}

#[test]
fn of_few_values_the_highest_is_the_ninety_ninth() {
    let took: Vec<_> = (1..=100).map(std::time::Duration::from_millis).collect();
    assert!((percentile(&took, 50) - 50.0).abs() < 0.01);
    assert!((percentile(&took, 99) - 99.0).abs() < 0.01);
    assert!(percentile(&[], 99).abs() < f64::EPSILON);
}
