//! From the words of a wage to tokens: numbers (Arabic or Chinese, with 千 and 万) and the words that matter.

use super::words::{self, Word};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token {
    Number(Amount),
    Word(Word),
    /// Anything else.
    Other,
}

/// A number as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Amount {
    /// Hundredths of the number before the scale: "1.2万" is 120.
    hundredths: i64,
    /// 1,000 or 10,000 where 千 or 万 follows Arabic digits; otherwise 1.
    scale: i64,
    /// Fen behind the scale: the 2,000 yuan of "1万2".
    rest: i64,
    /// The distance to the lower end of "三四千", in hundredths; 0 otherwise.
    spread: i64,
    /// Digits before the point.
    digits: usize,
    leading_zero: bool,
    /// Written in Chinese numerals.
    hanzi: bool,
}

impl Amount {
    pub const fn fen(self) -> i64 {
        self.hundredths.saturating_mul(self.scale).saturating_add(self.rest)
    }

    pub const fn unscaled_fen(self) -> i64 {
        self.hundredths
    }

    pub const fn is_scaled(self) -> bool {
        self.scale > 1 || self.hanzi
    }

    pub const fn scaled_like(self, other: Self) -> i64 {
        self.hundredths.saturating_mul(other.scale)
    }

    /// The lower end: "三四千" is a range in one word.
    pub const fn range_start(self) -> Self {
        Self { hundredths: self.hundredths.saturating_sub(self.spread), spread: 0, ..self }
    }

    /// A telephone number, a postcode or the like, and no amount.
    pub const fn looks_like_a_code(self) -> bool {
        self.digits >= 7 || (self.leading_zero && self.hundredths >= 100)
    }
}

/// Splits the words. Blanks end a number; elsewhere they mean nothing.
pub fn tokens(text: &str) -> Vec<Token> {
    let chars: Vec<char> = text.chars().map(half_width).collect();
    let mut tokens = Vec::new();
    let mut rest = chars.as_slice();
    while let Some((first, behind)) = rest.split_first() {
        if first.is_whitespace() && *first != '\n' {
            rest = behind;
        } else if let Some(after) = time_of_day(rest) {
            tokens.push(Token::Other);
            rest = after;
        } else if let Some((number, after)) = number(rest) {
            tokens.push(Token::Number(number));
            rest = after;
        } else if let Some((word, length)) = words::at(rest) {
            tokens.push(Token::Word(word));
            rest = rest.get(length..).unwrap_or_default();
        } else {
            if tokens.last() != Some(&Token::Other) {
                tokens.push(Token::Other);
            }
            rest = behind;
        }
    }
    tokens
}

fn half_width(c: char) -> char {
    let half = match c {
        // The full-width comma and semicolon end a clause; they must not look like the comma of "5,000".
        '，' | '；' => c,
        '￥' => '¥',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    };
    half.to_ascii_lowercase()
}

/// "8:00", "17：30": returns what follows.
fn time_of_day(rest: &[char]) -> Option<&[char]> {
    let hour = rest.iter().take_while(|c| c.is_ascii_digit()).count();
    if !(1..=2).contains(&hour) || rest.get(hour) != Some(&':') {
        return None;
    }
    let behind = rest.get(hour + 1..)?;
    let minute = behind.iter().take_while(|c| c.is_ascii_digit()).count();
    (minute == 2).then(|| behind.get(2..)).flatten()
}

fn number(rest: &[char]) -> Option<(Amount, &[char])> {
    if rest.first()?.is_ascii_digit() { Some(arabic(rest)) } else { chinese(rest) }
}

/// More digits than this are no amount; their value is not needed.
const MOST_DIGITS: usize = 12;

fn arabic(rest: &[char]) -> (Amount, &[char]) {
    let leading_zero = rest.first() == Some(&'0');
    let (mut whole, mut digits, mut rest) = digits_of(rest);
    // "5,000": a comma with exactly three digits behind it.
    while let ([',', group @ ..], 1..=3 | 6) = (rest, digits)
        && let (value, 3, behind) = digits_of(group)
    {
        whole = whole.saturating_mul(1000).saturating_add(value);
        digits += 3;
        rest = behind;
    }
    let mut hundredths = whole.saturating_mul(100);
    if let ['.', fraction @ ..] = rest
        && let (_, 1.., behind) = digits_of(fraction)
    {
        let digit = |at: usize| fraction.get(at).and_then(|c| c.to_digit(10)).map_or(0, i64::from);
        hundredths = hundredths.saturating_add(digit(0) * 10 + digit(1));
        rest = behind;
    }
    let (scale, rest) = scale(rest);
    let (tail, rest) = if scale > 1 { behind_scale(rest, scale) } else { (0, rest) };
    (Amount { hundredths, scale, rest: tail, digits, leading_zero, ..Amount::default() }, rest)
}

fn digits_of(rest: &[char]) -> (i64, usize, &[char]) {
    let length = rest.iter().take_while(|c| c.is_ascii_digit()).count();
    let (digits, behind) = rest.split_at_checked(length).unwrap_or((rest, &[]));
    let value = digits
        .iter()
        .take(MOST_DIGITS)
        .filter_map(|c| c.to_digit(10))
        .fold(0_i64, |value, digit| value.saturating_mul(10).saturating_add(i64::from(digit)));
    (value, length, behind)
}

fn scale(rest: &[char]) -> (i64, &[char]) {
    match rest {
        ['k', 'm' | 'g', ..] | ['千', '字', ..] => (1, rest),
        ['k' | '千', behind @ ..] => (1_000, behind),
        ['w' | '万', behind @ ..] => (10_000, behind),
        _ => (1, rest),
    }
}

/// "1万2" is 12,000, "1万2千" too; "3千5" is 3,500. The part behind the scale, in fen.
fn behind_scale(rest: &[char], scale: i64) -> (i64, &[char]) {
    let Some((first, behind)) = rest.split_first() else { return (0, rest) };
    let digit = first.to_digit(10).or_else(|| chinese_digit(*first)).unwrap_or(0);
    let goes_on = |c: &char| c.is_ascii_digit() || ".岁薪人名天个险".contains(*c);
    if digit == 0 || belongs_to_what_follows(rest) || behind.first().is_some_and(goes_on) {
        return (0, rest);
    }
    let behind = match behind {
        ['千' | '百' | 'k', more @ ..] => more,
        _ => behind,
    };
    (i64::from(digit) * scale / 10 * 100, behind)
}

/// "一天", "一个月", "五险": the numeral belongs to what follows it.
fn belongs_to_what_follows(rest: &[char]) -> bool {
    match rest {
        ['一', next, ..] => "天月个小日年周件单次场趟平吨亩车班星".contains(*next),
        [_, next, ..] => *next == '险',
        _ => false,
    }
}

fn chinese_digit(c: char) -> Option<u32> {
    let place = "一二三四五六七八九".chars().position(|digit| digit == c).and_then(|at| u32::try_from(at + 1).ok());
    if c == '两' { Some(2) } else { place }
}

fn chinese_unit(c: Option<&char>) -> Option<i64> {
    match c? {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1_000),
        '万' => Some(10_000),
        _ => None,
    }
}

/// A Chinese numeral that names a unit: 两千五, 一百三十, 一万二, 三四千. Single digits without a unit (五险) are none.
fn chinese(rest: &[char]) -> Option<(Amount, &[char])> {
    let mut numeral = Numeral::default();
    let mut left = rest;
    while let Some((first, behind)) = left.split_first() {
        left = match first {
            '零' if numeral.last_unit > 0 => behind,
            '十' if numeral.last_unit == 0 => numeral.unit(1, 10, behind),
            '万' if numeral.last_unit > 0 && numeral.total == 0 => numeral.unit(0, 10_000, behind),
            _ => match numeral.digit(*first, left, behind) {
                Some(after) => after,
                None => break,
            },
        };
    }
    let value = numeral.total.saturating_add(numeral.section);
    let amount = Amount {
        hundredths: value.saturating_mul(100),
        scale: 1,
        spread: numeral.spread * 100,
        hanzi: true,
        ..Amount::default()
    };
    (numeral.last_unit > 0).then_some((amount, left))
}

#[derive(Debug, Default)]
struct Numeral {
    total: i64,
    section: i64,
    /// The last unit read; 0 before the first.
    last_unit: i64,
    spread: i64,
    closed: bool,
}

impl Numeral {
    fn unit<'a>(&mut self, digit: i64, unit: i64, behind: &'a [char]) -> &'a [char] {
        if unit == 10_000 {
            self.total = (self.section + digit).saturating_mul(unit);
            self.section = 0;
        } else {
            self.section = self.section.saturating_add(digit * unit);
        }
        self.last_unit = unit;
        behind
    }

    /// Takes a digit with its unit, or the last digit without one; `None` where the numeral ends before it.
    fn digit<'a>(&mut self, first: char, left: &'a [char], behind: &'a [char]) -> Option<&'a [char]> {
        let digit = i64::from(chinese_digit(first)?);
        if self.closed || belongs_to_what_follows(left) {
            return None;
        }
        if let [second, more @ ..] = behind
            && self.last_unit == 0
            && let (Some(next), Some(unit)) = (chinese_digit(*second), chinese_unit(more.first()))
            && i64::from(next) == digit + 1
        {
            self.spread = unit;
            return Some(self.unit(digit + 1, unit, more.get(1..).unwrap_or_default()));
        }
        if let Some(unit) = chinese_unit(behind.first()) {
            return Some(self.unit(digit, unit, behind.get(1..).unwrap_or_default()));
        }
        if self.last_unit == 0 {
            return None;
        }
        // 一千八: the last digit counts tenths of the unit before it.
        self.section += digit * if self.last_unit >= 100 { self.last_unit / 10 } else { 1 };
        self.closed = true;
        Some(behind)
    }
}
