//! The wage grammar: from the words of an advert to an amount in its own unit.
//!
//! A wage stands in a field of its own ("8千-1.2万·13薪") or in a sentence ("年龄18-45岁 工资4-6千"). The words become
//! [`Token`]s; every number that could be pay becomes a candidate with what stands before and after it; what is plainly
//! something else (a time, an age, a telephone number, a headcount) is no candidate; the best candidate wins. Nothing is
//! invented: words without an amount give a wage without an amount.

mod lexer;
mod words;

use lexer::{Amount, Token};
use words::Word;
use yizhan_wire::{Benefit, Settlement, Wage, WageUnit};

/// What pay is worded as, and what comes with it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pay {
    pub wage: Wage,
    /// Benefits named beside the amount (包吃, 五险一金), in the order of [`Benefit::ALL`].
    pub benefits: Vec<Benefit>,
    pub settlement: Option<Settlement>,
    /// 提成: a share of sales comes on top.
    pub commission: bool,
    /// 计件: paid by what is done, even where the amount is a monthly average.
    pub piecework: bool,
}

/// Pay above this is not pay but a number: ten million yuan.
const MOST_FEN: i64 = 1_000_000_000;
/// From here on an amount without a unit is read as a monthly wage (domain facts 8.3): 1,000 yuan.
const MONTHLY_FROM_FEN: i64 = 100_000;
/// From here on an amount without a unit is read as a year's: of two readings the one that promises less.
const YEARLY_FROM_FEN: i64 = 10_000_000;

/// Reads the words of a wage. Never fails: what cannot be read stays as the original words.
#[must_use]
pub fn parse(text: &str) -> Pay {
    let tokens = lexer::tokens(text);
    let mut pay = Pay {
        benefits: super::terms::benefits(text),
        settlement: super::terms::settlement(text),
        commission: ["提成", "抽成", "佣金"].iter().any(|word| text.contains(word)),
        piecework: text.contains("计件") || text.contains("按件"),
        ..Pay::default()
    };
    if let Some(best) = best_candidate(&tokens) {
        pay.wage = best.into_wage();
    }
    infer_unit(&mut pay.wage, pay.settlement);
    pay.wage.negotiable = tokens.contains(&Token::Word(Word::Negotiable));
    pay.wage.months_a_year = months_a_year(&tokens);
    text.trim().clone_into(&mut pay.wage.text);
    pay
}

/// A wage from the separate numbers of a structured source, in yuan, with the words people would use for it.
#[must_use]
pub fn from_numbers(min_yuan: Option<f64>, max_yuan: Option<f64>, unit: Option<WageUnit>) -> Wage {
    let fen = |yuan: Option<f64>| {
        yuan.map(|y| (y * 100.0).round()).filter(|f| *f > 0.0 && *f <= MOST_FEN as f64).map(|f| f as i64)
    };
    let mut wage = Wage { min_fen: fen(min_yuan), max_fen: fen(max_yuan), unit, ..Wage::default() };
    order(&mut wage);
    wage.text = words(&wage);
    infer_unit(&mut wage, None);
    wage
}

fn words(wage: &Wage) -> String {
    let amount = match (wage.min_fen, wage.max_fen) {
        (Some(min), Some(max)) if min != max => format!("{}-{}元", yuan(min), yuan(max)),
        (Some(min), Some(_)) => format!("{}元", yuan(min)),
        (Some(min), None) => format!("{}元以上", yuan(min)),
        (None, Some(max)) => format!("{}元以内", yuan(max)),
        (None, None) => return String::new(),
    };
    let unit = match wage.unit {
        Some(WageUnit::Month) => "/月",
        Some(WageUnit::Day) => "/天",
        Some(WageUnit::Hour) => "/小时",
        Some(WageUnit::Week) => "/周",
        Some(WageUnit::Year) => "/年",
        Some(WageUnit::Piece) => "/件",
        Some(WageUnit::Other) | None => "",
    };
    amount + unit
}

fn yuan(fen: i64) -> String {
    match (fen / 100, fen % 100) {
        (whole, 0) => whole.to_string(),
        (whole, rest) if rest % 10 == 0 => format!("{whole}.{}", rest / 10),
        (whole, rest) => format!("{whole}.{rest:02}"),
    }
}

/// A number or a range that could be pay.
#[derive(Debug, Default)]
struct Candidate {
    min: Option<i64>,
    max: Option<i64>,
    unit: Option<WageUnit>,
    /// 其他 stands where the unit belongs: the unit is unknown and must not be guessed.
    unit_is_other: bool,
    approximate: bool,
    /// 底薪: only the least part of the pay; any other amount says more.
    base: bool,
    score: i32,
}

impl Candidate {
    fn into_wage(self) -> Wage {
        let unit = if self.unit_is_other { Some(WageUnit::Other) } else { self.unit };
        let mut wage =
            Wage { min_fen: self.min, max_fen: self.max, unit, approximate: self.approximate, ..Wage::default() };
        order(&mut wage);
        wage
    }
}

/// "6000-4000元" means 4000 to 6000.
fn order(wage: &mut Wage) {
    if let (Some(min), Some(max)) = (wage.min_fen, wage.max_fen)
        && min > max
    {
        (wage.min_fen, wage.max_fen) = (Some(max), Some(min));
    }
}

fn infer_unit(wage: &mut Wage, settlement: Option<Settlement>) {
    if wage.unit == Some(WageUnit::Other) {
        wage.unit = None;
        return;
    }
    let (Some(high), None) = (wage.max_fen.or(wage.min_fen), wage.unit) else { return };
    let low = wage.min_fen.unwrap_or(high);
    wage.unit = if low >= YEARLY_FROM_FEN {
        Some(WageUnit::Year)
    } else if high >= MONTHLY_FROM_FEN {
        Some(WageUnit::Month)
    } else if settlement == Some(Settlement::Daily) && low >= 5_000 {
        Some(WageUnit::Day)
    } else {
        None
    };
    wage.unit_inferred = wage.unit.is_some();
}

/// "13薪": a number from 12 to 24 directly before 薪.
fn months_a_year(tokens: &[Token]) -> Option<u8> {
    tokens.windows(2).find_map(|pair| match pair {
        [Token::Number(n), Token::Word(Word::Months)] => {
            u8::try_from(n.fen() / 100).ok().filter(|months| (12..=24).contains(months))
        }
        _ => None,
    })
}

fn best_candidate(tokens: &[Token]) -> Option<Candidate> {
    let bare_field =
        !tokens.iter().any(|t| matches!(t, Token::Other | Token::Word(Word::NotPayAfter | Word::NotPayBefore)));
    let mut best: Option<Candidate> = None;
    let mut at = 0;
    let mut before_from = 0;
    while at < tokens.len() {
        let Some(group) = Group::read(tokens, at) else {
            at += 1;
            continue;
        };
        let before = tokens.get(before_from..at).unwrap_or_default();
        let after = tokens.get(group.end).copied();
        at = group.end;
        before_from = group.end;
        if let Some(candidate) = group.judge(before, after, bare_field)
            && candidate.score > 0
            && best.as_ref().is_none_or(|b| (!candidate.base, candidate.score) > (!b.base, b.score))
        {
            best = Some(candidate);
        }
    }
    best
}

/// A number, or numbers joined as a range, with the words that belong to them.
#[derive(Debug, Default)]
struct Group {
    numbers: Vec<Amount>,
    /// The words between and after the numbers.
    tail: Vec<Word>,
    /// The first token behind the group.
    end: usize,
}

impl Group {
    fn read(tokens: &[Token], start: usize) -> Option<Self> {
        let mut group = Self { end: start, ..Self::default() };
        while let Some(Token::Number(number)) = tokens.get(group.end) {
            group.numbers.push(*number);
            group.end += 1;
            while let Some(Token::Word(word)) = tokens.get(group.end)
                && word.belongs_behind_a_number()
            {
                group.tail.push(*word);
                group.end += 1;
            }
            let joins = tokens.iter().skip(group.end).take_while(|t| **t == Token::Word(Word::Join)).count();
            if joins > 0 && matches!(tokens.get(group.end + joins), Some(Token::Number(_))) {
                group.end += joins;
            } else {
                break;
            }
        }
        (!group.numbers.is_empty()).then_some(group)
    }

    fn judge(&self, before: &[Token], after: Option<Token>, bare_field: bool) -> Option<Candidate> {
        let (low, high) = self.ends()?;
        let lead = Lead::of(before);
        let has = |word: Word| self.tail.contains(&word);
        let currency = has(Word::Currency) || before.last() == Some(&Token::Word(Word::Currency));
        let unit_behind = self.tail.iter().find_map(|w| if let Word::Per(unit) = w { Some(*unit) } else { None });
        let scaled = self.numbers.iter().any(|n| n.is_scaled());
        if lead.forbids || self.numbers.iter().any(|n| !currency && n.looks_like_a_code()) {
            return None;
        }
        let said = currency || unit_behind.is_some();
        if !said && matches!(after, Some(Token::Word(Word::NotPayAfter | Word::Months | Word::PlainUnit))) {
            return None;
        }
        // "200元补贴" is no wage; "3000+提成" and "3000元/月 提成" are.
        let extra_behind = matches!(after, Some(Token::Word(Word::Extra)))
            && !has(Word::AtLeast)
            && unit_behind.is_none()
            && !lead.pay;
        let mut candidate = Candidate {
            unit: unit_behind.or(lead.unit),
            unit_is_other: has(Word::OtherUnit),
            approximate: has(Word::About) || lead.about,
            base: lead.base,
            ..Candidate::default()
        };
        candidate.score = 4 * i32::from(candidate.unit.is_some())
            + 3 * i32::from(currency)
            + 3 * i32::from(scaled)
            + 2 * i32::from(lead.pay)
            + i32::from(low != high)
            + i32::from(lead.base)
            - 9 * i32::from(lead.extra || extra_behind)
            + i32::from(bare_field || high >= MONTHLY_FROM_FEN);
        let at_least = has(Word::AtLeast) || lead.at_least || lead.base;
        let at_most = has(Word::AtMost) || lead.at_most;
        let single = self.numbers.len() == 1;
        candidate.min = (!(single && at_most)).then_some(low);
        candidate.max = (!(single && at_least && !at_most)).then_some(high);
        Some(candidate)
    }

    /// The lower and the upper end in fen, as written; `None` for what cannot be a wage.
    fn ends(&self) -> Option<(i64, i64)> {
        let (first, second) = match self.numbers.as_slice() {
            [only] => (only.range_start(), *only),
            [first, second] => (*first, *second),
            // Three numbers in a row are a date or a telephone number.
            _ => return None,
        };
        let high = second.fen();
        // "3-5千": the scale behind the second number belongs to both.
        let low = if first.is_scaled() || !second.is_scaled() || first.unscaled_fen() >= 10_000 {
            first.fen()
        } else {
            first.scaled_like(second)
        };
        let possible = |fen: i64| fen > 0 && fen <= MOST_FEN;
        (possible(low) && possible(high)).then_some((low, high))
    }
}

/// What the words before a number say about it.
#[derive(Debug, Default)]
struct Lead {
    unit: Option<WageUnit>,
    pay: bool,
    base: bool,
    extra: bool,
    about: bool,
    at_least: bool,
    at_most: bool,
    forbids: bool,
}

impl Lead {
    /// Only words of the same clause count.
    fn of(before: &[Token]) -> Self {
        let mut lead = Self::default();
        for token in before.iter().rev() {
            let Token::Word(word) = token else { continue };
            match word {
                Word::Break => break,
                Word::Per(unit) | Word::Lead(unit) => lead.unit = lead.unit.or(Some(*unit)),
                Word::LeadAbout(unit) => {
                    lead.unit = lead.unit.or(Some(*unit));
                    lead.about = true;
                }
                Word::Pay => lead.pay = true,
                Word::Base => lead.base = true,
                Word::Extra => lead.extra |= !lead.pay,
                Word::About => lead.about = true,
                Word::AtLeast => lead.at_least = true,
                Word::AtMost => lead.at_most = true,
                Word::NotPayBefore => lead.forbids |= !lead.pay && lead.unit.is_none(),
                _ => {}
            }
        }
        lead
    }
}

#[cfg(test)]
mod tests;
