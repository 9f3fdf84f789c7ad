//! The languages the kiosk speaks.

/// A language of the screens. Chinese is the first: what another language lacks is shown in Chinese.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    #[default]
    Chinese,
    English,
}

impl Language {
    /// In the order the language button walks through them.
    pub const ALL: [Self; 2] = [Self::Chinese, Self::English];

    /// The language's tag (BCP 47), which is also the name of its folder in `locales/`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }

    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(tag))
    }

    /// The next language of the language button.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Chinese => Self::English,
            Self::English => Self::Chinese,
        }
    }
}
