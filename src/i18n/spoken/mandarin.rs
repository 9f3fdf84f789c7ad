//! Figures and signs as people say them in Mandarin: 3700-5240元/月 is 每月三千七百到五千二百四十元.

use super::is_hanzi;
use crate::domain::text::half_width;

/// A text as a Mandarin voice is given it: hanzi, and commas where one breathes.
pub(super) fn spoken(text: &str) -> String {
    let chars: Vec<char> = half_width(text).chars().collect();
    let mut reader = Reader { chars: &chars, place: 0, said: String::new() };
    while reader.place < chars.len() {
        reader.step();
    }
    tidy(&reader.said)
}

struct Reader<'a> {
    chars: &'a [char],
    place: usize,
    said: String,
}

impl Reader<'_> {
    fn at(&self, place: usize) -> char {
        self.chars.get(place).copied().unwrap_or('\0')
    }

    fn step(&mut self) {
        let c = self.at(self.place);
        if c.is_ascii_digit() {
            let (said, end) = self.number();
            self.said.push_str(&said);
            self.place = end;
            return;
        }
        self.place += 1;
        match c {
            '*' => {
                while self.at(self.place) == '*' {
                    self.place += 1;
                }
                self.said.push('，');
            }
            'A'..='Z' => self.said.push_str(letter(c)),
            '㎡' => self.said.push_str("平方米"),
            '℃' => self.said.push_str("摄氏度"),
            '+' => self.said.push('加'),
            '&' => self.said.push('和'),
            '%' => self.said.push_str("百分比"),
            '≥' => self.said.push_str("不少于"),
            '≤' => self.said.push_str("不超过"),
            '/' if is_hanzi(self.at(self.place)) => self.said.push('或'),
            c if c.is_alphanumeric() => self.said.push(c),
            ' ' if !is_latin(self.at(self.place)) => {}
            ' ' => self.said.push(' '),
            '“' | '”' | '"' | '\'' | '《' | '》' | '「' | '」' => {}
            _ => self.said.push('，'),
        }
    }

    /// Where a run of what `fits` ends.
    fn run(&self, from: usize, fits: impl Fn(char) -> bool) -> usize {
        let length = self.chars.iter().skip(from).take_while(|c| fits(**c)).count();
        from + length
    }

    fn text(&self, from: usize, to: usize) -> String {
        self.chars.get(from..to).unwrap_or_default().iter().collect()
    }

    /// The next place that is no blank.
    fn over_blanks(&self, from: usize) -> usize {
        self.run(from, |c| c == ' ')
    }

    /// What begins at this digit, and where it ends.
    fn number(&self) -> (String, usize) {
        self.spelled().or_else(|| self.day()).or_else(|| self.hours()).unwrap_or_else(|| self.amount())
    }

    /// Numbers that are said digit by digit: telephones, documents, receipts.
    fn spelled(&self) -> Option<(String, usize)> {
        let from = self.place;
        let end = self.run(from, |c| c.is_ascii_digit() || c.is_ascii_uppercase() || c == '*' || c == '-');
        let word = self.text(from, end);
        let word = word.trim_end_matches('-');
        let end = from + word.chars().count();
        let digits = word.chars().filter(char::is_ascii_digit).count();
        let hyphens = word.matches('-').count();
        let hidden = word.contains('*');
        let letters = word.chars().any(|c| c.is_ascii_uppercase() && c != 'K' && c != 'X');
        let code = hyphens >= 2 && !is_day(word) || letters && hyphens > 0;
        // An area code, or a number behind a hotline's 400.
        let (head, tail) = word.split_once('-').unwrap_or((word, ""));
        let dialled = (head.starts_with('0') && head.len() >= 3 || matches!(head, "400" | "800")) && tail.len() >= 3;
        let counted = ['元', '个', '人', '万'].contains(&self.at(self.over_blanks(end)));
        let long = hyphens == 0 && digits >= 7 && !counted;
        if hidden || code || dialled || long {
            return Some((spell(word), end));
        }
        // 138 0000 0000
        let grouped = self.run(from, |c| c.is_ascii_digit() || c == ' ');
        let word = self.text(from, grouped);
        let word = word.trim_end();
        let digits = word.chars().filter(char::is_ascii_digit).count();
        (word.contains(' ') && digits == 11 && word.starts_with('1')).then(|| (spell(word), from + word.len()))
    }

    /// 2026-11-22.
    fn day(&self) -> Option<(String, usize)> {
        let end = self.run(self.place, |c| c.is_ascii_digit() || "-./".contains(c));
        let word = self.text(self.place, end);
        let word = word.trim_end_matches(['-', '.', '/']);
        if !is_day(word) {
            return None;
        }
        let mut parts = word.split(['-', '.', '/']);
        let year: String = parts.next()?.chars().map(digit).collect();
        let (month, day) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        Some((format!("{year}年{}月{}日", whole(month), whole(day)), self.place + word.len()))
    }

    /// 8:00 or 8:00-17:30.
    fn hours(&self) -> Option<(String, usize)> {
        let (from, end) = self.hour(self.place)?;
        let sign = self.over_blanks(end);
        if is_to(self.at(sign))
            && let Some((until, end)) = self.hour(self.over_blanks(sign + 1))
        {
            return Some((format!("{from}到{until}"), end));
        }
        Some((from, end))
    }

    fn hour(&self, from: usize) -> Option<(String, usize)> {
        let colon = self.run(from, |c| c.is_ascii_digit());
        let end = self.run(colon + 1, |c| c.is_ascii_digit());
        if self.at(colon) != ':' || end != colon + 3 {
            return None;
        }
        let hour: u64 = self.text(from, colon).parse().ok().filter(|hour| *hour <= 24)?;
        let minutes: u64 = self.text(colon + 1, end).parse().ok().filter(|minutes| *minutes < 60)?;
        let minutes = match minutes {
            0 => String::new(),
            30 => "半".to_owned(),
            under if under < 10 => format!("零{}分", whole(under)),
            minutes => format!("{}分", whole(minutes)),
        };
        let hour = if hour == 2 { "两".to_owned() } else { whole(hour) };
        Some((format!("{hour}点{minutes}"), end))
    }

    /// A figure or a range, with what it counts: money by month, per cent, years.
    fn amount(&self) -> (String, usize) {
        let (first, mut end) = self.figure(self.place);
        let mut second = None;
        let sign = self.over_blanks(end);
        let other = self.over_blanks(sign + 1);
        if is_to(self.at(sign))
            && self.at(other).is_ascii_digit()
            && self.at(self.run(other, |c| c.is_ascii_digit())) != ':'
        {
            let (figure, behind) = self.figure(other);
            second = Some(figure);
            end = behind;
        }
        let thousands = matches!(self.at(end), 'K' | 'k');
        end += usize::from(thousands);
        let behind = self.over_blanks(end);
        let unit = self.at(behind);
        let short = first.len() == 4 && unit == '年' && second.is_none();
        let zero_led = first.starts_with('0') && first.len() > 1 && !first.contains('.');
        let say = |figure: &str| match figure {
            figure if short || zero_led => figure.chars().map(digit).collect(),
            figure if thousands => thousandfold(figure),
            figure => decimal(figure, second.is_none() && counts_pairs(unit)),
        };
        let mut said = say(&first);
        if self.place > 0 && self.at(self.place - 1) == '第' && first == "2" {
            "二".clone_into(&mut said);
        }
        if let Some(second) = &second {
            said = format!("{said}到{}", say(second));
        }
        if unit == '%' {
            return (format!("百分之{said}"), behind + 1);
        }
        let money = matches!(unit, '元' | '块');
        if money {
            said.push(unit);
        }
        let slash = self.over_blanks(if money { behind + 1 } else { end });
        match self.per(slash) {
            Some((per, end)) if self.at(slash) == '/' => (format!("每{per}{said}"), end),
            _ if self.at(slash) == '/' && self.at(self.over_blanks(slash + 1)).is_ascii_digit() => {
                // 2 / 5: a page of several.
                (format!("{said}，共"), slash + 1)
            }
            _ if money => (said, behind + 1),
            _ => (said, end),
        }
    }

    /// What an amount is paid for, behind a slash.
    fn per(&self, slash: usize) -> Option<(&'static str, usize)> {
        let from = self.over_blanks(slash + 1);
        let units = [
            "小时",
            "平方米",
            "平方",
            "月",
            "天",
            "日",
            "时",
            "年",
            "件",
            "单",
            "次",
            "周",
            "个",
            "吨",
            "人",
            "台",
            "箱",
        ];
        let unit = units.into_iter().find(|unit| self.text(from, from + unit.chars().count()) == **unit)?;
        Some((unit, from + unit.chars().count()))
    }

    /// Digits with a decimal point.
    fn figure(&self, from: usize) -> (String, usize) {
        let end = self.run(from, |c| c.is_ascii_digit());
        if self.at(end) == '.' && self.at(end + 1).is_ascii_digit() {
            let end = self.run(end + 1, |c| c.is_ascii_digit());
            return (self.text(from, end), end);
        }
        (self.text(from, end), end)
    }
}

fn is_to(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '~' | '～' | '至' | '到' | '‐' | '−')
}

fn is_latin(c: char) -> bool {
    c.is_ascii_lowercase()
}

fn is_day(word: &str) -> bool {
    let parts: Vec<&str> = word.split(['-', '.', '/']).collect();
    let number = |text: &str, most: u32| text.len() <= 2 && text.parse::<u32>().is_ok_and(|n| (1..=most).contains(&n));
    matches!(parts.as_slice(), [year, month, day] if year.len() == 4 && year.parse::<u32>().is_ok() && number(month, 12) && number(day, 31))
}

/// Digit by digit, a breath at each gap; what is hidden is only paused for.
fn spell(word: &str) -> String {
    let mut said = String::new();
    let mut hidden = false;
    for c in word.chars() {
        match c {
            '0'..='9' => said.push_str(dialled(c)),
            'A'..='Z' => said.push_str(letter(c)),
            '*' if hidden => continue,
            '*' => said.push_str("，什么什么，"),
            _ => said.push('，'),
        }
        hidden = c == '*';
    }
    said
}

/// On the telephone one is 幺, which is not taken for seven.
fn dialled(c: char) -> &'static str {
    if c == '1' { "幺" } else { digit(c) }
}

fn digit(c: char) -> &'static str {
    let digits = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    c.to_digit(10).and_then(|n| digits.get(n as usize).copied()).unwrap_or("")
}

/// The letters of licences and codes by hanzi of about their sound: a Mandarin voice has no others.
fn letter(c: char) -> &'static str {
    let sounds = [
        "诶",
        "必",
        "西",
        "地",
        "易",
        "艾付",
        "寄",
        "诶去",
        "爱",
        "杰",
        "开",
        "艾勒",
        "艾木",
        "恩",
        "欧",
        "屁",
        "丘",
        "阿",
        "艾斯",
        "替",
        "优",
        "维",
        "大布流",
        "艾克斯",
        "外",
        "在德",
    ];
    u32::from(c).checked_sub(u32::from('A')).and_then(|n| sounds.get(n as usize).copied()).unwrap_or("")
}

/// What is counted with 两 instead of 二.
fn counts_pairs(unit: char) -> bool {
    "个天小年人班件单次块份种类位岁周间台条大元分公".contains(unit)
}

fn decimal(figure: &str, pairs: bool) -> String {
    let (whole_part, fraction) = figure.split_once('.').unwrap_or((figure, ""));
    let number: u64 = whole_part.parse().unwrap_or(u64::MAX);
    if number == u64::MAX {
        return figure.chars().map(digit).collect();
    }
    let said = if pairs && number == 2 && fraction.is_empty() { "两".to_owned() } else { whole(number) };
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() {
        return said;
    }
    let behind: String = fraction.chars().map(digit).collect();
    format!("{said}点{behind}")
}

/// 3.5K.
fn thousandfold(figure: &str) -> String {
    let fen = figure.parse::<f64>().unwrap_or_default() * 1_000.0;
    whole(fen.round() as u64)
}

/// A whole number in words, up to a trillion.
fn whole(number: u64) -> String {
    if number == 0 {
        return "零".to_owned();
    }
    let mut said = String::new();
    let mut gap = false;
    for (size, name) in [(100_000_000, "亿"), (10_000, "万"), (1, "")] {
        let part = number / size % 10_000;
        if part == 0 {
            gap = !said.is_empty();
            continue;
        }
        if !said.is_empty() && (gap || part < 1_000) {
            said.push('零');
        }
        gap = false;
        if part == 2 && !name.is_empty() {
            said.push('两');
        } else {
            said.push_str(&under_ten_thousand(part, said.is_empty()));
        }
        said.push_str(name);
    }
    said
}

fn under_ten_thousand(number: u64, first: bool) -> String {
    let mut said = String::new();
    let mut gap = false;
    for (size, name) in [(1_000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let part = number / size % 10;
        if part == 0 {
            gap = !said.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            said.push('零');
        }
        let ten = size == 10 && part == 1 && said.is_empty() && first;
        if part == 2 && size == 1_000 {
            said.push('两');
        } else if !ten {
            said.push_str(digit(char::from_digit(part as u32, 10).unwrap_or('0')));
        }
        said.push_str(name);
    }
    said
}

/// One pause in place of several, and none at the ends.
fn tidy(said: &str) -> String {
    let mut out = String::new();
    for c in said.chars() {
        let pause = c == '，';
        if !(pause && (out.is_empty() || out.ends_with('，'))) {
            out.push(c);
        }
    }
    out.trim_end_matches(['，', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str, spoken_as: &str) {
        assert_eq!(spoken(text), spoken_as, "{text}");
    }

    #[test]
    fn wages_are_said_with_what_they_are_paid_for_first() {
        said("3700-5240元/月", "每月三千七百到五千二百四十元");
        said("4000–6000 元/月", "每月四千到六千元");
        said("18.5 元/小时", "每小时十八点五元");
        said("200 元/天起", "每天二百元起");
        said("0.35元/件", "每件零点三五元");
        said("约 4500 元/月", "约每月四千五百元");
        said("15000 元/月 · 13薪", "每月一万五千元，十三薪");
        said("3-5K", "三千到五千");
        said("3.5-5k/月", "每月三千五百到五千");
        said("3-5千", "三到五千");
    }

    #[test]
    fn telephones_are_said_digit_by_digit() {
        said("电话13800000000", "电话幺三八零零零零零零零零");
        said("138 0000 0000", "幺三八，零零零零，零零零零");
        said("0731-80005678", "零七三幺，八零零零五六七八");
        said("0731-8866…", "零七三幺，八八六六");
        said("400-800-1234", "四零零，八零零，幺二三四");
        said("138****0000", "幺三八，什么什么，零零零零");
    }

    #[test]
    fn numbers_of_documents_and_receipts_are_said_digit_by_digit() {
        said("430***********1519", "四三零，什么什么，幺五幺九");
        said("430000199003071519", "四三零零零零幺九九零零三零七幺五幺九");
        said("0012-000034-7", "零零幺二，零零零零三四，七");
        said("岗位编号 1234567", "岗位编号幺二三四五六七");
    }

    #[test]
    fn days_and_hours_are_said_as_people_say_them() {
        said("2026-11-22", "二零二六年十一月二十二日");
        said("2026年2月2日", "二零二六年二月二日");
        said("11月22日前有效", "十一月二十二日前有效");
        said("8:00-17:30", "八点到十七点半");
        said("14:05下班", "十四点零五分下班");
        said("12小时", "十二小时");
        said("2 小时前", "两小时前");
        said("2 个岗位", "两个岗位");
        said("第2页", "第二页");
        said("2 / 5", "二，共五");
    }

    #[test]
    fn whole_numbers_are_said_with_their_zeros() {
        for (number, words) in [
            (10, "十"),
            (11, "十一"),
            (110, "一百一十"),
            (105, "一百零五"),
            (2_000, "两千"),
            (2_200, "两千二百"),
            (4_812, "四千八百一十二"),
            (10_010, "一万零一十"),
            (20_000, "两万"),
            (100_500, "十万零五百"),
            (59_446, "五万九千四百四十六"),
            (120_000_001, "一亿两千万零一"),
        ] {
            assert_eq!(whole(number), words, "{number}");
        }
    }

    #[test]
    fn signs_become_pauses_or_words() {
        said("长白班／两班倒（包吃住）", "长白班或两班倒，包吃住");
        said("男/女18-45岁", "男或女十八到四十五岁");
        said("返佣80%", "返佣百分之八十");
        said("C1驾照", "西一驾照");
        said("【急招】电焊工★★", "急招，电焊工");
    }
}
