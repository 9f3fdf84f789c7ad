//! The form of a station's file as a JSON schema (draft 2020-12), for editors and for whoever makes files for a province. It is
//! made from the options themselves: their help, the values they know.

use super::fields::{self, Kind, SECTIONS, SETTINGS, Setting};
use clap::Command;
use serde_json::{Map, Value, json};

/// The schema of the files that this program reads.
pub fn schema(program: &Command) -> Value {
    let settings: Map<String, Value> =
        SETTINGS.iter().map(|setting| (setting.name.to_owned(), property(program, *setting))).collect();
    let section = json!({ "type": "object", "additionalProperties": false, "properties": settings });
    let sections: Map<String, Value> =
        SECTIONS.iter().map(|name| ((*name).to_owned(), json!({ "$ref": "#/$defs/settings" }))).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "yizhan station.toml",
        "description": "Settings of a Yizhan station. What [device] says goes before [site], and that before [global].",
        "type": "object",
        "additionalProperties": false,
        "properties": sections,
        "$defs": { "settings": section },
    })
}

fn property(program: &Command, setting: Setting) -> Value {
    let kind = match setting.kind {
        Kind::Text => "string",
        Kind::Whole => "integer",
        Kind::Number => "number",
        Kind::Yes => "boolean",
    };
    let mut property = Map::from_iter([("type".to_owned(), json!(kind))]);
    let Some((_, option)) = fields::option(program, setting.name) else { return Value::Object(property) };
    if let Some(help) = option.get_long_help().or_else(|| option.get_help()) {
        property.insert("description".to_owned(), json!(help.to_string()));
    }
    let known = option.get_possible_values();
    let known: Vec<Value> = match setting.kind {
        Kind::Text => known.iter().map(|value| json!(value.get_name())).collect(),
        Kind::Whole => known.iter().filter_map(|value| Some(json!(value.get_name().parse::<i64>().ok()?))).collect(),
        Kind::Number | Kind::Yes => Vec::new(),
    };
    if !known.is_empty() {
        property.insert("enum".to_owned(), Value::Array(known));
    }
    Value::Object(property)
}
