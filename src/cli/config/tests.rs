//! What a station's file may say, and how its faults are told.

use super::super::CommandLine;
use super::*;
use clap::CommandFactory as _;

fn read(text: &str) -> Contents {
    file::read(text, &CommandLine::command())
}

fn told(text: &str) -> Vec<String> {
    read(text).faults.iter().map(ToString::to_string).collect()
}

#[test]
fn no_two_options_of_a_command_are_in_each_others_way() {
    CommandLine::command().debug_assert();
}

#[test]
fn every_setting_stands_for_an_option_that_there_is() {
    let program = CommandLine::command();
    for setting in fields::SETTINGS {
        assert!(fields::option(&program, setting.name).is_some(), "no command has --{}", setting.name);
    }
}

#[test]
fn the_nearer_section_counts_and_everything_knows_its_line() {
    let contents = read("[global]\ncolours = \"dark\"\npaper = 80\n\n[device]\ncolours = \"light\"\ndiagonal = 32\n");
    assert_eq!(contents.faults, []);
    let value = |name: &str| contents.values.get(name).map(|v| (v.value.as_str(), v.section, v.line));
    assert_eq!(value("colours"), Some(("light", "device", 6)));
    assert_eq!(value("paper"), Some(("80", "global", 3)));
    assert_eq!(value("diagonal"), Some(("32", "device", 7)));
    assert_eq!(value("printer"), None);
    // The order in which the sections stand says nothing.
    let turned = read("[device]\nlang = \"en\"\n[global]\nlang = \"zh-CN\"\n");
    assert_eq!(turned.values["lang"].value, "en");
}

#[test]
fn every_fault_is_told_at_once_with_its_line_its_field_and_what_is_expected() {
    let text = "\
[global]
colours = \"pink\"
above_floor = 800
[site]
division = \"999999\"
board = \"yes\"
[device]
printer = \"lp0\"
paper = 60
diagonal = 0.5
windowed = \"wide\"
[elsewhere]
x = 1
";
    let told = told(text);
    let expected = [
        "2: global.colours = \"pink\": expected one of light, dark, high-contrast",
        "3: global.above_floor: there is no such setting; perhaps above-floor is meant",
        "5: site.division = \"999999\": no division of China has this code; one is written as 430111",
        "6: site.board = \"yes\": expected true or false without quotes",
    ];
    assert_eq!(&told[..4], expected);
    let lines: Vec<_> = read(text).faults.iter().map(|fault| fault.line).collect();
    assert_eq!(lines, [2, 3, 5, 6, 8, 9, 10, 11, 12], "{told:#?}");
    assert!(told[4].contains("usb:/dev/usb/lp0"), "{}", told[4]);
    assert!(told[5].contains("58, 80"), "{}", told[5]);
}

#[test]
fn what_is_no_toml_is_told_with_its_line() {
    let told = told("[global]\nlang = \"en\"\nlang = \"zh-CN\"\n");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("3: "), "{told:?}");
    assert_eq!(read("").faults, [], "an empty file says nothing wrong");
}

#[test]
fn the_command_line_goes_before_the_file() {
    let config = Config {
        path: Some("station.toml".into()),
        contents: read("[device]\ndiagonal = 32\nabove-floor = 900\nboard = true\n"),
        ..Config::default()
    };
    let program = config.within(CommandLine::command());
    let matches = program.try_get_matches_from(["yizhan", "run", "--diagonal", "43", "--board=false"]).unwrap();
    let run = matches.subcommand_matches("run").unwrap();
    assert_eq!(run.get_one::<f32>("diagonal"), Some(&43.0));
    assert_eq!(run.get_one::<f32>("above_floor"), Some(&900.0));
    assert_eq!(run.get_one::<bool>("board"), Some(&false));
}

#[test]
fn the_schema_takes_what_the_program_takes_and_refuses_unknown_names() {
    let schema = jsonschema::validator_for(&schema::schema(&CommandLine::command())).unwrap();
    let good = json!({ "global": { "colours": "dark", "paper": 58 }, "device": { "diagonal": 21.5, "board": true } });
    assert!(schema.is_valid(&good));
    for bad in [
        json!({ "global": { "colours": "pink" } }),
        json!({ "global": { "paper": 60 } }),
        json!({ "device": { "diagonal": "21" } }),
        json!({ "device": { "colour": "dark" } }),
        json!({ "elsewhere": {} }),
    ] {
        assert!(!schema.is_valid(&bad), "{bad}");
    }
}

#[test]
fn the_example_that_is_installed_has_no_fault() {
    let text = include_str!("../../../packaging/station.toml");
    assert_eq!(read(text).faults, []);
    // What stands behind a comment sign is there to be taken over, and must be right as well.
    let all: String = text
        .lines()
        .map(|line| line.strip_prefix("# ").filter(|rest| rest.contains(" = ")).unwrap_or(line))
        .flat_map(|line| [line, "\n"])
        .collect();
    let contents = read(&all);
    assert_eq!(contents.faults, []);
    let missing: Vec<_> = fields::SETTINGS.iter().filter(|s| !contents.values.contains_key(s.name)).collect();
    assert!(missing.is_empty(), "the example does not show {missing:?}");
}
