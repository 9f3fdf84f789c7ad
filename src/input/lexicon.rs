//! The kiosk's own words, offered before a dictionary's: jobs, places, surnames; and those that came to the station with its
//! catalogue, which is what the province published. Nothing that anybody types ever gets among them.

use super::engine::Context;
use crate::domain::DivisionCode;
use crate::domain::division::{self, Division};
use crate::domain::everyday::{self, Named};
use crate::domain::lexicon::StationWords;
use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

/// A word and how it is typed.
pub(super) struct Word {
    pub text: Cow<'static, str>,
    /// `dianhangong`
    pub full: String,
    /// `dhg`
    pub initials: String,
}

/// The words of this station, beside those of the program.
#[derive(Default)]
pub(super) struct Station {
    /// The province's words for jobs.
    pub jobs: Vec<Word>,
    pub employers: Vec<Word>,
    /// Around the station: its city's counties, then its province's cities and counties.
    pub places: Vec<Word>,
}

impl Station {
    /// Those of a context that go before the program's own.
    pub(super) fn near(&self, context: Context) -> &[Word] {
        if context == Context::Place { &self.places } else { &[] }
    }

    /// Those of a context that go behind the program's own.
    pub(super) fn more(&self, context: Context) -> &[Word] {
        if matches!(context, Context::Job | Context::Free) { &self.jobs } else { &[] }
    }
}

static STATION: RwLock<Option<Arc<Station>>> = RwLock::new(None);

/// Gives the touch keyboard the words of the catalogue, in place of those it had, and what lies around the station.
pub fn offer(words: &StationWords, here: Option<&DivisionCode>) {
    let jobs = words.everyday.iter().filter(|word| matches!(word.named, Named::Job(_)));
    let station = Station {
        jobs: jobs.map(|word_of| word(word_of.text.to_string(), &word_of.pinyin)).filter(is_typed).collect(),
        employers: words.employers.iter().map(|(name, pinyin)| word(name.clone(), pinyin)).filter(is_typed).collect(),
        places: here.map(around).unwrap_or_default(),
    };
    *STATION.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(station));
}

/// The words of this station as they are now.
pub(super) fn station() -> Arc<Station> {
    let held = STATION.read().unwrap_or_else(PoisonError::into_inner);
    held.as_ref().map(Arc::clone).unwrap_or_default()
}

/// What cannot be typed with letters alone is not offered for them.
fn is_typed(word: &Word) -> bool {
    !word.full.is_empty() && word.full.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// The nearest first: where people come from and where they work.
fn around(here: &DivisionCode) -> Vec<Word> {
    let above = division::chain(here.as_str());
    let mut seen = HashSet::new();
    let mut near: Vec<Division> = above.get(1).into_iter().flat_map(|city| division::inside(city.code)).collect();
    if let Some(province) = above.first() {
        let cities: Vec<Division> = division::inside(province.code).collect();
        near.extend(&cities);
        near.extend(cities.iter().flat_map(|city| division::inside(city.code)));
    }
    near.retain(|place| seen.insert(place.name));
    near.into_iter().map(|place| word(place.name, place.pinyin)).filter(is_typed).collect()
}

/// The words of a context, the most usual first; made when the context is first typed in.
pub(super) fn words(context: Context) -> &'static [Word] {
    static JOBS: OnceLock<Vec<Word>> = OnceLock::new();
    static PLACES: OnceLock<Vec<Word>> = OnceLock::new();
    static NAMES: OnceLock<Vec<Word>> = OnceLock::new();
    match context {
        Context::Job | Context::Free => JOBS.get_or_init(jobs),
        Context::Place => PLACES.get_or_init(places),
        Context::Name => NAMES.get_or_init(surnames),
    }
}

/// Places with their pinyin: provinces before cities before counties; of several with one name the first.
fn places() -> Vec<Word> {
    let inside = |above: &[Division]| above.iter().flat_map(|d| division::inside(d.code)).collect::<Vec<_>>();
    let provinces: Vec<Division> = division::provinces().collect();
    let cities = inside(&provinces);
    let counties = inside(&cities);
    let mut seen = HashSet::new();
    let places = provinces.iter().chain(&cities).chain(&counties).filter(|place| seen.insert(place.name));
    places.map(|place| word(place.name, place.pinyin)).collect()
}

/// The everyday words for jobs: every job's first word before any job's second. What has letters in it is typed as letters.
fn jobs() -> Vec<Word> {
    let mut jobs: Vec<_> = everyday::job_words().collect();
    jobs.retain(|(_, _, word)| !word.text.bytes().any(|b| b.is_ascii()));
    jobs.sort_by_key(|(_, place, _)| *place);
    jobs.into_iter().map(|(_, _, name)| word(name.text.as_ref(), &name.pinyin)).collect()
}

fn word(text: impl Into<Cow<'static, str>>, pinyin: &str) -> Word {
    let initials = pinyin.split(' ').filter_map(|syllable| syllable.chars().next()).collect();
    Word { text: text.into(), full: pinyin.replace(' ', ""), initials }
}

fn surnames() -> Vec<Word> {
    SURNAMES
        .split_whitespace()
        .filter_map(|entry| {
            let at = entry.find(|c: char| c.is_ascii())?;
            let (text, full) = entry.split_at_checked(at)?;
            let initials = full.chars().take(1).collect();
            Some(Word { text: text.into(), full: full.to_owned(), initials })
        })
        .collect()
}

/// Surnames by frequency (公安部户政管理研究中心, 2020 年全国姓名报告, and the common ones behind them), each with the
/// reading it has as a surname.
const SURNAMES: &str = "王wang 李li 张zhang 刘liu 陈chen 杨yang 黄huang 赵zhao 吴wu 周zhou 徐xu 孙sun 马ma 朱zhu 胡hu 郭guo \
    何he 林lin 高gao 罗luo 郑zheng 梁liang 谢xie 宋song 唐tang 许xu 邓deng 韩han 冯feng 曹cao 彭peng 曾zeng 肖xiao 田tian \
    董dong 潘pan 袁yuan 蔡cai 蒋jiang 余yu 于yu 杜du 叶ye 程cheng 魏wei 苏su 吕lv 丁ding 任ren 卢lu 姚yao 沈shen 钟zhong \
    姜jiang 崔cui 谭tan 陆lu 范fan 汪wang 廖liao 石shi 金jin 韦wei 贾jia 夏xia 付fu 方fang 邹zou 熊xiong 白bai 孟meng 秦qin \
    邱qiu 侯hou 江jiang 尹yin 薛xue 闫yan 段duan 雷lei 龙long 黎li 史shi 陶tao 贺he 毛mao 郝hao 顾gu 龚gong 邵shao 万wan \
    覃qin 武wu 钱qian 戴dai 严yan 莫mo 孔kong 向xiang 常chang 汤tang 康kang 易yi 乔qiao 文wen 赖lai 施shi 洪hong 辛xin 柯ke \
    庄zhuang 温wen 牛niu 樊fan 葛ge 邢xing 安an 齐qi 倪ni 聂nie 章zhang 鲁lu 岳yue 申shen 焦jiao 左zuo 翟zhai 毕bi 关guan \
    颜yan 耿geng 伍wu 俞yu 欧ou 凌ling 佘she 尚shang 管guan 季ji 盛sheng 成cheng 柴chai 解xie 单shan 仇qiu 查zha 区ou 盖ge \
    朴piao 冼xian 卜bu 尤you 华hua 喻yu 殷yin 缪miao 古gu 童tong 詹zhan 游you 甘gan 涂tu 符fu 祝zhu 骆luo 饶rao 宁ning 蒙meng \
    路lu 阮ruan 房fang 兰lan 柳liu 项xiang 包bao 纪ji 牟mou 裴pei 席xi 曲qu 卫wei 鲍bao 霍huo 辜gu 司si 费fei 植zhi 刁diao \
    欧阳ouyang 司马sima 上官shangguan 诸葛zhuge 司徒situ 夏侯xiahou 尉迟yuchi 皇甫huangfu 慕容murong 令狐linghu 端木duanmu";

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn the_own_words_are_typed_as_they_are_said() {
        let job = words(Context::Job).iter().find(|word| word.text == "电焊工").unwrap();
        assert_eq!((job.full.as_str(), job.initials.as_str()), ("dianhangong", "dhg"));
        let accountant = words(Context::Job).iter().find(|word| word.text == "会计").unwrap();
        assert_eq!(accountant.full, "kuaiji");
        let city = words(Context::Place).iter().find(|word| word.text == "重庆市").unwrap();
        assert_eq!(city.full, "chongqingshi");
        // 区 is read as a surname by dictionaries, 乐 as music; no place is.
        let read = |name| words(Context::Place).iter().find(|word| word.text == name).unwrap().full.as_str();
        assert_eq!(["顺义区", "南乐县", "六枝特区"].map(read), ["shunyiqu", "nanlexian", "liuzhitequ"]);
        assert!(words(Context::Name).iter().any(|word| word.text == "仇" && word.full == "qiu"));
        for context in [Context::Job, Context::Place, Context::Name] {
            for word in words(context) {
                assert!(
                    !word.full.is_empty() && word.full.bytes().all(|b| b.is_ascii_lowercase()),
                    "{} {}",
                    word.text,
                    word.full
                );
            }
        }
    }
    #[test]
    fn the_catalogues_words_are_offered_and_what_lies_around_the_station_comes_first() {
        use crate::domain::JobKind;
        use crate::domain::everyday::Word as Everyday;
        use crate::input::engine;
        let named = Named::Job(JobKind::Cleaner);
        let words = StationWords {
            everyday: vec![Everyday { named, text: "搞卫生的".into(), pinyin: "gao wei sheng de".into() }],
            employers: vec![(
                "测试精密机械股份有限公司".into(),
                "ce shi jing mi ji xie gu fen you xian gong si".into(),
            )],
        };
        offer(&words, DivisionCode::new("430111").as_ref());
        let texts = |letters: &str, context| {
            engine().candidates(letters, context, 60).into_iter().map(|one| one.text).collect::<Vec<_>>()
        };
        assert_eq!(texts("gaoweishengde", Context::Job).first().map(String::as_str), Some("搞卫生的"));
        for typed in ["ceshijingmi", "csjm"] {
            let offered = texts(typed, Context::Free);
            assert!(offered.contains(&"测试精密机械股份有限公司".to_owned()), "{typed}: {offered:?}");
        }
        assert!(
            !texts("ceshijingmi", Context::Name).iter().any(|text| text.contains("公司")),
            "an employer is no name"
        );
        let near = texts("yhq", Context::Place);
        assert_eq!(near.first().map(String::as_str), Some("雨花区"), "{near:?}");
    }
}
