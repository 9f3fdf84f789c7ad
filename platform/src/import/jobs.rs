//! From a title to the everyday job: the words of `assets/job_kinds.csv`, the longest first.

use std::collections::HashMap;
use std::sync::LazyLock;
use yizhan_wire::JobKind;

#[derive(Debug)]
struct Entry {
    word: Vec<char>,
    kind: JobKind,
    /// Says little by itself ("经理", "助理"): counts only where nothing else is found.
    weak: bool,
    /// A hanzi weighs as much as two letters.
    weight: usize,
}

impl Entry {
    /// 服务员, 电焊工, 电话销售 and not 餐饮.
    fn names_a_person(&self) -> bool {
        let (last, driver) = (self.word.last(), self.word.ends_with(&['司', '机']));
        self.weight >= 4 && (driver || last.is_some_and(|c| "员师工生嫂长手人理问售导护".contains(*c)))
    }
}

/// Every word by its first character.
type Words = HashMap<char, Vec<Entry>>;

static WORDS: LazyLock<Words> = LazyLock::new(|| read(include_str!("../../assets/job_kinds.csv")));

fn read(table: &str) -> Words {
    let mut words = Words::new();
    for row in table.lines().skip(1) {
        let mut cells = row.split(',');
        let Some(kind) = cells.next().and_then(JobKind::parse) else { continue };
        for (cell, weak) in cells.zip([false, true]) {
            for word in cell.split_whitespace() {
                let word: Vec<char> = word.chars().collect();
                let weight = word.iter().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
                let entry = Entry { word, kind, weak, weight };
                if let Some(first) = entry.word.first() {
                    words.entry(*first).or_default().push(entry);
                }
            }
        }
    }
    words
}

/// The everyday job of an advert; `Other` where no word of the table says it. What stands in brackets counts only where the
/// rest says nothing; the category is asked last, and only by words that name a person: 餐饮 and 保险 are industries.
#[must_use]
pub fn kind(title: &str, category: &str) -> JobKind {
    let (plain, aside) = split_brackets(&fold(title));
    // "销售/市场-电话销售": the last part is the job.
    let category = fold(category.rsplit('-').next().unwrap_or_default());
    let strong = |entry: &Entry| !entry.weak;
    let weak = |entry: &Entry| entry.weak;
    first(&plain, &strong)
        .or_else(|| first(&aside, &strong))
        .or_else(|| first(&category, &|entry| strong(entry) && entry.names_a_person()))
        .or_else(|| best(&plain, &weak))
        .or_else(|| best(&aside, &weak))
        .unwrap_or(JobKind::Other)
}

/// "销售/客服/行政": the first of several jobs is the advert's.
fn first(text: &[char], counts: &dyn Fn(&Entry) -> bool) -> Option<JobKind> {
    text.split(|c| matches!(c, '/' | '、' | '+' | '&' | ',' | '，' | '|' | ';' | '；'))
        .find_map(|part| best(part, counts))
}

/// Who teaches is a teacher, whatever she teaches: 数据分析讲师.
const TEACHES: usize = 5;

/// The heaviest word; of equals the last, since the head of a Chinese name stands at its end (英语销售 sells).
fn best(text: &[char], counts: &dyn Fn(&Entry) -> bool) -> Option<JobKind> {
    let mut best: Option<(usize, usize, JobKind)> = None;
    for at in 0..text.len() {
        let rest = text.get(at..).unwrap_or_default();
        let entries = rest.first().and_then(|first| WORDS.get(first)).map(Vec::as_slice).unwrap_or_default();
        for entry in entries.iter().filter(|entry| counts(entry)) {
            let end = at + entry.word.len();
            if rest.starts_with(&entry.word) && stands_alone(text, at, end) {
                let school = matches!(entry.kind, JobKind::Teacher | JobKind::NurseryTeacher);
                let teaches = school && end == text.len() && entry.names_a_person();
                let weight = entry.weight + if teaches { TEACHES } else { 0 };
                if best.is_none_or(|(most, last, _)| (weight, end) >= (most, last)) {
                    best = Some((weight, end, entry.kind));
                }
            }
        }
    }
    best.map(|(_, _, kind)| kind)
}

/// Letters do not match inside a longer word: "it" is not in "site".
fn stands_alone(text: &[char], at: usize, end: usize) -> bool {
    let letter = |place: Option<usize>| place.and_then(|p| text.get(p)).is_some_and(char::is_ascii_alphabetic);
    let starts_inside = letter(Some(at)) && letter(at.checked_sub(1));
    let ends_inside = letter(end.checked_sub(1)) && letter(Some(end));
    !(starts_inside || ends_inside)
}

/// Half width, lower case, without the blanks between hanzi.
fn fold(text: &str) -> Vec<char> {
    let folded: Vec<char> = text
        .chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' if c != '，' && c != '；' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            _ => c,
        })
        .flat_map(char::to_lowercase)
        .collect();
    let is_letter = |c: Option<&char>| c.is_some_and(char::is_ascii_alphanumeric);
    let keep = |(at, c): (usize, &char)| {
        let between_letters = is_letter(at.checked_sub(1).and_then(|b| folded.get(b))) && is_letter(folded.get(at + 1));
        (!c.is_whitespace() || between_letters).then_some(*c)
    };
    folded.iter().enumerate().filter_map(keep).collect()
}

fn split_brackets(text: &[char]) -> (Vec<char>, Vec<char>) {
    let (mut plain, mut aside, mut depth) = (Vec::new(), Vec::new(), 0_usize);
    for c in text {
        match c {
            '(' | '【' | '[' | '〔' | '{' | '「' => depth += 1,
            ')' | '】' | ']' | '〕' | '}' | '」' => depth = depth.saturating_sub(1),
            _ if depth > 0 => aside.push(*c),
            _ => plain.push(*c),
        }
    }
    (plain, aside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyday_titles_find_their_job() {
        use JobKind as J;
        for (title, job) in [
            ("保洁", J::Cleaner),
            ("急招 电焊工 包吃住", J::Welder),
            ("会计", J::Accountant),
            ("电话销售", J::TelephoneSales),
            ("会计老师", J::Teacher),
            ("数据分析讲师", J::Teacher),
            ("算法工程师", J::Programmer),
            ("电气工程师", J::Engineer),
            ("网络安全工程师（渗透）", J::Programmer),
            ("电脑操作/打字/录入员", J::OfficeClerk),
            ("英语销售", J::Salesperson),
            ("收银员", J::Cashier),
            ("超市收银员/理货员", J::Cashier),
            ("外卖骑手", J::FoodRider),
            ("叉车司机", J::ForkliftDriver),
            ("货车司机", J::TruckDriver),
            ("司机", J::Driver),
            ("酒店前台", J::HotelStaff),
            ("前台", J::Receptionist),
            ("前台收银", J::Cashier),
            ("Java开发工程师（电商方向）", J::Programmer),
            ("销售工程师", J::Salesperson),
            ("产品经理", J::Manager),
            ("财务经理", J::Accountant),
            ("客 服 专 员", J::CustomerService),
            ("ＣＮＣ操作员", J::Machinist),
            ("website", J::Other),
            ("幼儿园老师", J::NurseryTeacher),
            ("挖掘机司机", J::HeavyPlantOperator),
            ("洗碗阿姨", J::Dishwasher),
            ("住家保姆", J::Housekeeper),
            ("维修电工", J::Electrician),
            ("某某", J::Other),
            ("", J::Other),
        ] {
            assert_eq!(kind(title, ""), job, "{title}");
        }
    }

    #[test]
    fn a_category_helps_only_where_it_names_a_job() {
        assert_eq!(kind("高薪诚聘", "销售/市场-电话销售"), JobKind::TelephoneSales);
        assert_eq!(kind("高薪诚聘", "计算机软件"), JobKind::Other);
    }

    #[test]
    fn every_word_of_the_table_belongs_to_one_job_and_every_job_has_words() {
        let mut seen: HashMap<String, JobKind> = HashMap::new();
        for entry in WORDS.values().flatten() {
            let word: String = entry.word.iter().collect();
            if let Some(other) = seen.insert(word.clone(), entry.kind) {
                assert_eq!(other, entry.kind, "{word} stands for two jobs");
            }
        }
        for job in JobKind::ALL {
            assert!(seen.values().any(|kind| kind == job), "{job} has no words");
        }
    }
}
