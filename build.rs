//! Turns every message of `locales/zh-CN/*.ftl` into a typed function of `i18n::Words`, so that a misspelt key or a
//! forgotten argument does not compile. Chinese is the language the kiosk is written in; the others are checked against
//! it by `tests/locales.rs`.
//!
//! Arguments named `$n` or `$n-…` are whole numbers (`i64`), all others are text (`&str`). Messages of `codes.ftl` get no
//! function each: `i18n::codes` finds them by the code they word.

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement};
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

const FIRST_LANGUAGE: &str = "zh-CN";
const WITHOUT_FUNCTIONS: &str = "codes.ftl";

type Failure = Box<dyn Error>;

fn main() -> Result<(), Failure> {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?).join("locales");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", root.display());
    let mut code = String::from("// Made by build.rs from locales/*.ftl.\n\n");
    let mut messages = BTreeMap::new();
    for file in files(&root.join(FIRST_LANGUAGE))? {
        println!("cargo::rerun-if-changed={}", file.display());
        if file.file_name().is_some_and(|n| n != WITHOUT_FUNCTIONS) {
            read_messages(&file, &mut messages)?;
        }
    }
    write_functions(&mut code, &messages)?;
    write_sources(&mut code, &root)?;
    std::fs::write(PathBuf::from(std::env::var("OUT_DIR")?).join("words.rs"), code)?;
    Ok(())
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "ftl") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// What is needed to write one function.
struct Signature {
    text: String,
    arguments: Vec<String>,
}

fn read_messages(file: &Path, into: &mut BTreeMap<String, Signature>) -> Result<(), Failure> {
    let source = std::fs::read_to_string(file)?;
    let resource = fluent_syntax::parser::parse(source.as_str())
        .map_err(|(_, errors)| format!("{}: {errors:?}", file.display()))?;
    for entry in &resource.body {
        let Entry::Message(message) = entry else { continue };
        let signature = signature(message).map_err(|e| format!("{}: {e}", file.display()))?;
        if into.insert(message.id.name.to_owned(), signature).is_some() {
            return Err(format!("{}: message {} stands twice", file.display(), message.id.name).into());
        }
    }
    Ok(())
}

fn signature(message: &Message<&str>) -> Result<Signature, Failure> {
    let value = message.value.as_ref().ok_or_else(|| format!("message {} has no text", message.id.name))?;
    let mut arguments = Vec::new();
    pattern_arguments(value, &mut arguments)?;
    let mut text = String::new();
    plain_text(value, &mut text);
    Ok(Signature { text: text.split_whitespace().collect::<Vec<_>>().join(" "), arguments })
}

fn pattern_arguments(pattern: &Pattern<&str>, into: &mut Vec<String>) -> Result<(), Failure> {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            expression_arguments(expression, into)?;
        }
    }
    Ok(())
}

fn expression_arguments(expression: &Expression<&str>, into: &mut Vec<String>) -> Result<(), Failure> {
    match expression {
        Expression::Inline(inline) => inline_arguments(inline, into),
        Expression::Select { selector, variants } => {
            inline_arguments(selector, into)?;
            variants.iter().try_for_each(|variant| pattern_arguments(&variant.value, into))
        }
    }
}

fn inline_arguments(inline: &InlineExpression<&str>, into: &mut Vec<String>) -> Result<(), Failure> {
    match inline {
        InlineExpression::VariableReference { id } => {
            if !into.iter().any(|known| known == id.name) {
                into.push(id.name.to_owned());
            }
            Ok(())
        }
        InlineExpression::Placeable { expression } => expression_arguments(expression, into),
        InlineExpression::StringLiteral { .. }
        | InlineExpression::NumberLiteral { .. }
        | InlineExpression::TermReference { .. } => Ok(()),
        InlineExpression::MessageReference { id, .. } => {
            Err(format!("message {} is referred to; only terms (-name) can be", id.name).into())
        }
        InlineExpression::FunctionReference { id, .. } => {
            Err(format!("function {} is called; numbers are passed plain", id.name).into())
        }
    }
}

/// The text for the doc comment: what a person reads, with its arguments in braces and the last variant of a choice.
fn plain_text(pattern: &Pattern<&str>, into: &mut String) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => into.push_str(value),
            PatternElement::Placeable { expression: Expression::Inline(inline) } => plain_inline(inline, into),
            PatternElement::Placeable { expression: Expression::Select { variants, .. } } => {
                if let Some(variant) = variants.iter().find(|variant| variant.default) {
                    plain_text(&variant.value, into);
                }
            }
        }
    }
}

fn plain_inline(inline: &InlineExpression<&str>, into: &mut String) {
    match inline {
        InlineExpression::VariableReference { id } => into.push_str(&format!("{{{}}}", id.name)),
        InlineExpression::StringLiteral { value } | InlineExpression::NumberLiteral { value } => into.push_str(value),
        InlineExpression::TermReference { id, .. } => into.push_str(&format!("{{-{}}}", id.name)),
        _ => {}
    }
}

fn write_functions(code: &mut String, messages: &BTreeMap<String, Signature>) -> Result<(), Failure> {
    let keys: Vec<_> = messages.iter().filter(|(_, s)| s.arguments.is_empty()).map(|(key, _)| key).collect();
    writeln!(code, "/// Messages without arguments: formatted once, when the language is loaded.")?;
    writeln!(code, "pub(super) const FIXED: &[&str] = &{keys:?};\n")?;
    writeln!(code, "impl Words {{")?;
    let mut place = 0;
    for (key, signature) in messages {
        writeln!(code, "    /// `{}`", signature.text.replace('`', "'"))?;
        let name = key.replace('-', "_");
        if signature.arguments.is_empty() {
            writeln!(code, "    pub fn {name}(self) -> &'static str {{\n        self.fixed({place})\n    }}\n")?;
            place += 1;
        } else {
            write_function(code, key, &name, &signature.arguments)?;
        }
    }
    writeln!(code, "}}\n")?;
    Ok(())
}

fn write_function(code: &mut String, key: &str, name: &str, arguments: &[String]) -> Result<(), Failure> {
    let mut parameters = String::new();
    let mut values = String::new();
    for argument in arguments {
        let parameter = argument.replace('-', "_");
        let number = argument == "n" || argument.starts_with("n-");
        write!(parameters, ", {parameter}: {}", if number { "i64" } else { "&str" })?;
        write!(values, "({argument:?}, {parameter}.into()), ")?;
    }
    let values = values.trim_end_matches(", ");
    writeln!(code, "    pub fn {name}(self{parameters}) -> String {{")?;
    writeln!(code, "        self.made({key:?}, [{values}])\n    }}\n")?;
    Ok(())
}

fn write_sources(code: &mut String, root: &Path) -> Result<(), Failure> {
    writeln!(code, "/// The text of every message file, by language.")?;
    writeln!(code, "pub(super) const SOURCES: &[(&str, &str)] = &[")?;
    let mut folders: Vec<_> = std::fs::read_dir(root)?.collect::<Result<Vec<_>, _>>()?;
    folders.sort_by_key(std::fs::DirEntry::file_name);
    for folder in folders {
        let language = folder.file_name().to_string_lossy().into_owned();
        for file in files(&folder.path())? {
            println!("cargo::rerun-if-changed={}", file.display());
            writeln!(code, "    ({language:?}, include_str!({:?})),", file.display().to_string())?;
        }
    }
    writeln!(code, "];")?;
    Ok(())
}
