//! From the words of a place to a division (GB/T 2260) and the short words people use for it.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};
use yizhan_wire::content::{self, Body, Streets};
use yizhan_wire::{DivisionCode, Pack, Place};

/// Where an advert says the work is; any of them may be empty.
#[derive(Debug, Clone, Copy, Default)]
pub struct Words<'a> {
    /// The place as one text ("长沙·雨花区", "四川省泸州").
    pub text: &'a str,
    pub province: &'a str,
    pub city: &'a str,
    pub district: &'a str,
}

#[derive(Debug)]
struct Division {
    code: &'static str,
    name: &'static str,
    /// The name without its kind (长沙市: 长沙), where that leaves two characters.
    short: &'static str,
    parent: Option<usize>,
    children: Vec<usize>,
    /// The short name stands for this place and no other in the country.
    short_is_known: bool,
}

#[derive(Debug)]
struct Gazetteer {
    all: Vec<Division>,
    /// Provinces, cities, and the counties whose name stands for one place only, by the first character.
    tops: HashMap<char, Vec<usize>>,
}

static GAZETTEER: LazyLock<Gazetteer> =
    LazyLock::new(|| Gazetteer::read(include_str!("../../../assets/divisions.csv")));

/// Districts that were merged into others but live on in adverts.
const FORMER: [(&str, &str); 9] = [
    ("闸北", "310106"),
    ("卢湾", "310101"),
    ("南汇", "310115"),
    ("崇文", "110101"),
    ("宣武", "110102"),
    ("下城区", "330105"),
    ("江干", "330102"),
    ("沧浪", "320508"),
    ("金阊", "320508"),
];

impl Gazetteer {
    fn read(table: &'static str) -> Self {
        let mut all: Vec<Division> = Vec::new();
        let mut by_code: HashMap<&str, usize> = HashMap::new();
        for row in table.lines().skip(1) {
            let mut cells = row.split(',');
            let (Some(code), Some(name), Some(parent)) = (cells.next(), cells.next(), cells.next()) else { continue };
            let at = all.len();
            let parent = by_code.get(parent).copied();
            by_code.insert(code, at);
            all.push(Division { code, name, short: short(name), parent, children: Vec::new(), short_is_known: true });
            if let Some(above) = parent.and_then(|p| all.get_mut(p)) {
                above.children.push(at);
            }
        }
        let tops = tops(&mut all);
        Self { all, tops }
    }

    fn get(&self, at: usize) -> Option<&Division> {
        self.all.get(at)
    }

    /// What may come next after `at`: its children and theirs; at the beginning the tops.
    fn below(&self, at: Option<usize>, text: &str) -> Vec<usize> {
        let Some(division) = at.and_then(|at| self.get(at)) else {
            return text.chars().next().and_then(|first| self.tops.get(&first)).cloned().unwrap_or_default();
        };
        let deeper = division.children.iter().filter_map(|c| self.get(*c)).flat_map(|c| c.children.iter());
        division.children.iter().chain(deeper).copied().collect()
    }

    /// The division below `here` whose name is the longest at the beginning of `text`, and what follows it.
    fn longest<'t>(&self, here: Option<usize>, text: &'t str) -> Option<(usize, &'t str)> {
        let mut best: Option<(usize, &str, usize)> = None;
        for at in &self.below(here, text) {
            let Some(division) = self.get(*at) else { continue };
            for (name, whole) in [(division.name, true), (division.short, false)] {
                if let Some(rest) = text.strip_prefix(name)
                    && (whole || ((here.is_some() || division.short_is_known) && !goes_on_otherwise(rest)))
                    && best.is_none_or(|(_, _, size)| name.len() > size)
                {
                    best = Some((*at, rest, name.len()));
                }
            }
        }
        best.map(|(at, rest, _)| (at, rest))
    }

    fn depth(&self, at: Option<usize>) -> usize {
        std::iter::successors(at, |a| self.get(*a).and_then(|d| d.parent)).count()
    }
}

fn tops(all: &mut [Division]) -> HashMap<char, Vec<usize>> {
    let mut named: HashMap<&str, usize> = HashMap::new();
    for division in all.iter() {
        *named.entry(division.name).or_default() += 1;
        if division.short != division.name {
            *named.entry(division.short).or_default() += 1;
        }
    }
    let one_place = |name: &str| named.get(name) == Some(&1);
    let mut tops: HashMap<char, Vec<usize>> = HashMap::new();
    for (at, division) in all.iter_mut().enumerate() {
        let is_county = !division.code.ends_with("00");
        division.short_is_known = !is_county || one_place(division.short);
        if let Some(first) = division.name.chars().next()
            && (!is_county || one_place(division.name))
        {
            tops.entry(first).or_default().push(at);
        }
    }
    tops
}

fn short(name: &'static str) -> &'static str {
    const KINDS: [&str; 12] =
        ["特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区", "新区", "省", "市", "区", "县", "盟"];
    const PEOPLES: [&str; 29] = [
        "维吾尔",
        "壮族",
        "回族",
        "藏族",
        "苗族",
        "彝族",
        "羌族",
        "土家族",
        "侗族",
        "布依族",
        "朝鲜族",
        "蒙古族",
        "蒙古",
        "白族",
        "傣族",
        "景颇族",
        "傈僳族",
        "哈尼族",
        "哈萨克",
        "柯尔克孜",
        "满族",
        "瑶族",
        "畲族",
        "黎族",
        "水族",
        "仡佬族",
        "各族",
        "纳西族",
        "拉祜族",
    ];
    let keep = |left: &'static str| (left.chars().count() >= 2).then_some(left);
    let Some((kind, mut left)) = KINDS.iter().find_map(|k| name.strip_suffix(k).and_then(keep).map(|l| (*k, l))) else {
        return name;
    };
    if kind.starts_with("自治") {
        while let Some(less) = PEOPLES.iter().find_map(|p| left.strip_suffix(p).and_then(keep)) {
            left = less;
        }
    }
    left
}

/// "北京路12号" is no place in Beijing, and 朝阳区 is not the city of 朝阳.
fn goes_on_otherwise(rest: &str) -> bool {
    if rest.starts_with(['区', '县', '市', '省', '州', '盟', '旗']) {
        return true;
    }
    let rest = rest.trim_start_matches(['东', '西', '南', '北', '中', '一', '二', '三']);
    ["路", "街", "大道", "大街", "巷", "弄"].iter().any(|kind| rest.starts_with(kind))
}

/// Finds the division; what the text words stays as it is in [`Place::text`].
#[must_use]
pub fn locate(words: Words<'_>) -> Place {
    let from_text = walk(words.text);
    let fields = format!("{} {} {}", words.province, words.city, words.district);
    let from_fields = walk(&fields);
    // The words of the advert count first; a converter's fields only where they know more.
    let found = if GAZETTEER.depth(from_fields.at) > GAZETTEER.depth(from_text.at) { from_fields } else { from_text };
    let text =
        if words.text.is_empty() { fields.split_whitespace().collect::<Vec<_>>().join(" ") } else { words.text.into() };
    let code = found.at.and_then(|at| GAZETTEER.get(at)).and_then(|d| DivisionCode::new(d.code));
    Place { division: code, district: found.words(), text }
}

/// The place down to the street or town, where its address names one that is known, or the advert says where on the earth it
/// is, in degrees to the north and to the east.
#[must_use]
pub fn finer(mut place: Place, streets: &Streets, at: Option<(f64, f64)>) -> Place {
    let county = place.division.as_ref().filter(|code| code.as_str().len() == 6);
    let street = county.and_then(|county| {
        streets.named_in(county, &place.text).or_else(|| at.and_then(|at| streets.nearest_in(county, at)))
    });
    if let Some(street) = street {
        place.division = Some(street.code.clone());
    }
    place
}

/// The streets and towns of a pack; none where there is no such pack.
#[must_use]
pub fn streets_of(pack: Option<&Pack>) -> Arc<Streets> {
    let body = pack.and_then(|pack| content::read(&pack.kind, &pack.body.to_string()).ok().flatten());
    match body {
        Some(Body::Streets(streets)) => Arc::new(streets),
        _ => Arc::default(),
    }
}

/// The district words of a division by its code ("430111": "长沙市 雨花区"); empty for an unknown code.
#[must_use]
pub fn district_words(code: &str) -> String {
    let at = GAZETTEER.all.iter().position(|division| division.code == code);
    Found { at, zone: String::new() }.words()
}

/// The code and name of every division directly below this one.
#[must_use]
pub fn children(code: &str) -> Vec<(&'static str, &'static str)> {
    let Some(division) = GAZETTEER.all.iter().find(|division| division.code == code) else { return Vec::new() };
    division.children.iter().filter_map(|at| GAZETTEER.get(*at)).map(|child| (child.code, child.name)).collect()
}

#[derive(Debug, Default)]
struct Found {
    at: Option<usize>,
    /// A part of a city that is no division but that people go by: 高新区, 常平镇.
    zone: String,
}

impl Found {
    /// From the city down; the province only where it is all that is known or is itself a city.
    fn words(&self) -> String {
        let chain: Vec<&Division> = std::iter::successors(self.at, |at| GAZETTEER.get(*at).and_then(|d| d.parent))
            .filter_map(|at| GAZETTEER.get(at))
            .collect();
        let mut names: Vec<String> = Vec::new();
        for (depth, division) in chain.iter().enumerate() {
            let is_province = division.parent.is_none();
            if depth > 0 && is_province && !division.name.ends_with('市') {
                continue;
            }
            let name = if division.name.ends_with("自治州") {
                format!("{}州", division.short)
            } else {
                division.name.to_owned()
            };
            names.insert(0, name);
        }
        if !self.zone.is_empty() {
            names.push(self.zone.clone());
        }
        names.join(" ")
    }
}

const SEPARATORS: [char; 16] = [' ', '-', '·', ',', '，', '/', '|', '—', '、', '>', '(', ')', '（', '）', '.', ':'];

fn walk(text: &str) -> Found {
    let mut found = Found::default();
    let mut rest = text.trim_start_matches(SEPARATORS);
    while !rest.is_empty() {
        let next = GAZETTEER.longest(found.at, rest);
        if let Some((at, behind)) = next {
            found.at = Some(at);
            rest = behind.trim_start_matches(SEPARATORS);
            continue;
        }
        let Some(here) = found.at.and_then(|at| GAZETTEER.get(at)) else { break };
        // "北京市 北京市 海淀区"
        if let Some(behind) = [here.name, here.short].iter().find_map(|name| rest.strip_prefix(name)) {
            rest = behind.trim_start_matches(SEPARATORS);
            continue;
        }
        let token = rest.split(SEPARATORS).next().unwrap_or_default();
        if let Some(at) = former(here, token) {
            found.at = Some(at);
        } else if is_zone(here, token) {
            token.clone_into(&mut found.zone);
        }
        break;
    }
    found
}

fn former(here: &Division, token: &str) -> Option<usize> {
    let (_, code) = FORMER.iter().find(|(name, _)| token.starts_with(name))?;
    let at = GAZETTEER.all.iter().position(|division| division.code == *code)?;
    let parent = GAZETTEER.get(at)?.parent.and_then(|p| GAZETTEER.get(p))?;
    (parent.code == here.code).then_some(at)
}

fn is_zone(here: &Division, token: &str) -> bool {
    let is_city = here.code.ends_with("00") && (here.parent.is_some() || here.name.ends_with('市'));
    let length = token.chars().count();
    is_city && (2..=12).contains(&length) && ["区", "镇", "县", "乡", "街道"].iter().any(|kind| token.ends_with(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str) -> (String, String) {
        let place = locate(Words { text, ..Words::default() });
        (place.division.map(|code| code.as_str().to_owned()).unwrap_or_default(), place.district)
    }

    #[test]
    fn places_are_found_however_they_are_written() {
        for (text, code, district) in [
            ("湖南省长沙市雨花区", "430111", "长沙市 雨花区"),
            ("长沙·雨花", "430111", "长沙市 雨花区"),
            ("湖南 - 长沙 - 雨花区 - 圭塘街道", "430111", "长沙市 雨花区"),
            ("长沙市雨花区圭塘街道12号", "430111", "长沙市 雨花区"),
            ("四川省泸州", "510500", "泸州市"),
            ("四川省省直属", "510000", "四川省"),
            ("上海-浦东-张江", "310115", "上海市 浦东新区"),
            ("上海市 上海市 松江区", "310117", "上海市 松江区"),
            ("上海-闸北-共和新路", "310106", "上海市 静安区"),
            ("张家港", "320582", "苏州市 张家港市"),
            ("仙桃", "429004", "仙桃市"),
            ("东莞·常平镇", "441900", "东莞市 常平镇"),
            ("成都-高新区", "510100", "成都市 高新区"),
            ("武汉·东湖新技术产业开发区", "420100", "武汉市 东湖新技术产业开发区"),
            ("恩施土家族苗族自治州恩施市", "422801", "恩施州 恩施市"),
            ("吉林·吉林", "220200", "吉林市"),
            ("茂名市人民南路73号", "440900", "茂名市"),
            ("北京路12号", "", ""),
            ("不限工作地点", "", ""),
            ("朝阳区", "", ""),
            ("长沙县", "430121", "长沙市 长沙县"),
            ("", "", ""),
        ] {
            assert_eq!(place(text), (code.to_owned(), district.to_owned()), "{text}");
        }
    }

    #[test]
    fn separate_fields_help_where_the_text_says_less() {
        let words =
            Words { text: "雨花区圭塘街道", province: "湖南省", city: "长沙市", district: "雨花区" };
        let place = locate(words);
        assert_eq!(place.district, "长沙市 雨花区");
        assert_eq!(place.text, "雨花区圭塘街道", "the advert's words are kept");
    }

    #[test]
    fn every_division_has_words_and_a_chain_to_its_province() {
        assert!(GAZETTEER.all.len() > 3_000);
        for division in &GAZETTEER.all {
            assert!(!district_words(division.code).is_empty());
            assert!(division.code.ends_with("0000") || division.parent.is_some(), "{}", division.code);
        }
    }
}
