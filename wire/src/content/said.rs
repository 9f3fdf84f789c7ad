//! A text of a pack: in Chinese, and in English where somebody has written it.

use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use std::fmt;

/// What a pack says, in the languages it says it in. In JSON either the Chinese text, or `{"zh": "…", "en": "…"}`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Said {
    zh: String,
    en: String,
}

impl Said {
    #[must_use]
    pub fn chinese(&self) -> &str {
        &self.zh
    }

    /// The English text; the Chinese one where there is none.
    #[must_use]
    pub fn english(&self) -> &str {
        if self.en.is_empty() { &self.zh } else { &self.en }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.zh.trim().is_empty()
    }
}

impl From<&str> for Said {
    fn from(zh: &str) -> Self {
        Self { zh: zh.to_owned(), en: String::new() }
    }
}

impl<'de> Deserialize<'de> for Said {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_any(SaidVisitor)
    }
}

struct SaidVisitor;

impl<'de> Visitor<'de> for SaidVisitor {
    type Value = Said;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, or an object with `zh` and `en`")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Said, E> {
        Ok(Said::from(text))
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Said, M::Error> {
        let mut said = Said::default();
        while let Some(language) = map.next_key::<String>()? {
            match language.as_str() {
                "zh" => said.zh = map.next_value()?,
                "en" => said.en = map.next_value()?,
                other => return Err(de::Error::unknown_field(other, &["zh", "en"])),
            }
        }
        if said.zh.is_empty() { Err(de::Error::missing_field("zh")) } else { Ok(said) }
    }
}
