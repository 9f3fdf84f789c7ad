//! Employers of the synthetic province. Their names are put together from syllables that no real firm is known by.

use super::content::STREETS;
use super::pick;
use crate::core::packs;
use crate::import::place;
use fastrand::Rng;
use std::sync::{Arc, LazyLock};
use yizhan_wire::Place;
use yizhan_wire::content::{Street, Streets};

/// The streets of the sample pack.
static SAMPLE: LazyLock<Arc<Streets>> = LazyLock::new(|| place::streets_of(packs::read(STREETS).ok().as_ref()));

/// Who seeks people, and how he words his adverts.
#[derive(Debug, Clone)]
pub struct Employer {
    pub name: String,
    pub kind: &'static str,
    pub place: Place,
    /// The city's name without 市.
    pub city: &'static str,
    pub contact: String,
    /// The same hand writes all his adverts.
    pub hand: usize,
}

/// Hunan: prefectures by code, short name, telephone code, and how often they occur.
const CITIES: [(&str, &str, &str, u32); 14] = [
    ("430100", "长沙", "0731", 36),
    ("430200", "株洲", "0731", 9),
    ("430300", "湘潭", "0731", 7),
    ("430400", "衡阳", "0734", 8),
    ("430500", "邵阳", "0739", 6),
    ("430600", "岳阳", "0730", 7),
    ("430700", "常德", "0736", 6),
    ("430800", "张家界", "0744", 3),
    ("430900", "益阳", "0737", 4),
    ("431000", "郴州", "0735", 5),
    ("431100", "永州", "0746", 4),
    ("431200", "怀化", "0745", 4),
    ("431300", "娄底", "0738", 4),
    ("433100", "湘西", "0743", 2),
];

const FIRST: &str = "霁澧岚荻榆楠筠蓼葭桉沅畲浔岫芷蔚湄嵩栎茯";
const SECOND: &str = "禾川屿栖乔澜枫野舟黍溪穗坪垅晴柚苇峦塘朴";
const THIRD: &str = "里安和记丰来源泽园社";

/// What an employer of a kind is called behind his brand, and whether the city stands before it.
const KINDS: [(&str, bool, &str); 31] = [
    ("property", true, "物业服务有限公司|物业管理有限公司"),
    ("cleaning", true, "保洁服务有限公司|环境服务有限公司"),
    ("mall", false, "商业广场|百货商场|购物中心"),
    ("homecare", true, "家政服务有限公司|家政服务部|母婴护理中心"),
    ("carehome", false, "养老院|康养中心|护理院"),
    ("hospital", true, "康复医院|社区卫生服务中心|综合门诊部"),
    ("restaurant", false, "饭店|酒楼|餐馆|火锅店|粉店|土菜馆|茶餐厅|小炒店"),
    ("hotel", false, "酒店|宾馆|大酒店|商务酒店"),
    ("canteen", true, "餐饮管理有限公司|膳食服务有限公司"),
    ("school", true, "实验学校|职业学校|教育托管中心"),
    ("supermarket", false, "生活超市|生鲜超市|便民超市"),
    ("shop", false, "服饰店|水果店|建材店|家电商行|文具店|母婴用品店|便利店"),
    ("pharmacy", false, "大药房"),
    ("parking", true, "停车服务有限公司"),
    ("logistics", true, "物流有限公司|快运服务部|仓储有限公司|配送有限公司"),
    ("delivery", true, "即时配送站|同城配送有限公司"),
    ("factory", true, "电子有限公司|塑胶制品厂|机械有限公司|包装材料厂|五金制品有限公司|电器有限公司|玩具厂"),
    ("garment", true, "制衣有限公司|服装厂|针织厂|箱包厂|家纺有限公司"),
    ("foodfactory", true, "食品有限公司|米粉厂|豆制品厂|腊味加工厂"),
    ("metal", true, "钢结构有限公司|机械加工厂|模具厂|不锈钢制品厂"),
    ("building", true, "建筑劳务有限公司|建设工程有限公司"),
    ("decor", true, "装饰工程有限公司|门窗安装部"),
    ("labour", true, "劳务服务有限公司|人力资源服务部"),
    ("security", true, "保安服务有限公司"),
    ("garden", true, "园林绿化有限公司|苗木场"),
    ("garage", false, "汽车服务中心|汽修厂|洗车行"),
    ("beauty", false, "美发店|养生馆|美容店"),
    ("office", true, "商贸有限公司|科技有限公司|财务咨询有限公司"),
    ("callcentre", true, "信息服务有限公司|呼叫服务有限公司"),
    ("estate", true, "房产经纪有限公司"),
    ("kindergarten", false, "幼儿园|托育中心"),
];

/// Farms come last: they lie in villages, the others in streets.
const FARM: (&str, bool, &str) = ("farm", false, "种养专业合作社|果园|生态农场|茶场");

const ROADS: [&str; 16] = [
    "人民路",
    "建设路",
    "解放路",
    "新华路",
    "和平路",
    "劳动路",
    "朝阳路",
    "车站路",
    "工农路",
    "学府路",
    "滨江路",
    "文化路",
    "园区大道",
    "迎宾路",
    "青年路",
    "环城路",
];
const NEAR: [&str; 12] = [
    "汽车站对面",
    "步行街口",
    "农贸市场旁",
    "工业园三栋",
    "工业园B区",
    "高铁站附近",
    "中医院旁边",
    "老百货后面",
    "体育馆西门",
    "公交总站旁",
    "物流园内",
    "新城广场一楼",
];
const VILLAGES: [&str; 8] = ["石桥村", "枫树村", "双江村", "龙塘村", "梅林村", "大坪村", "樟树镇街上", "河口组"];
const WHO_AT_A_SHOP: [&str; 6] = ["店里", "前台", "老板", "店长", "李师傅", "陈老板"];
const WHO_AT_A_FIRM: [&str; 7] = ["人事部", "办公室", "招聘办", "王经理", "刘主管", "周班长", "综合部"];

/// How many hands write adverts; see [`super::words`].
pub const HANDS: usize = 7;

pub fn new(random: &mut Rng, kind: &'static str) -> Employer {
    let (city_code, city, phone_code, _) = city(random);
    let (_, with_city, endings) = KINDS.iter().find(|(name, _, _)| *name == kind).unwrap_or(&FARM);
    let ending = pick(random, &endings.split('|').collect::<Vec<_>>());
    let brand = brand(random);
    let name = if *with_city { format!("{city}{brand}{ending}") } else { format!("{brand}{ending}") };
    let counties = place::children(city_code);
    let county = if counties.is_empty() { "" } else { pick(random, &counties).1 };
    let detail = detail(random, kind);
    let street = street(counties.iter().find(|(_, name)| *name == county).map_or("", |(code, _)| code), &name);
    let text = format!("{city}市{county}{street}{detail}").replace("湘西市", "湘西州");
    let who = if *with_city { pick(random, &WHO_AT_A_FIRM) } else { pick(random, &WHO_AT_A_SHOP) };
    let place = place::locate(place::Words { text: &text, province: "湖南省", city, district: county });
    let place = place::finer(place, &SAMPLE, None);
    Employer {
        name,
        kind,
        place,
        city,
        contact: format!("{who} {phone_code}-8000{:04}", random.u32(0..10_000)),
        hand: random.usize(..HANDS),
    }
}

/// A street or town of the sample pack, of three in four firms of a county that it knows: the others' adverts do not say theirs.
/// Taken from the firm's name, not drawn, so that a seed gives the firms it always gave.
fn street(county: &str, firm: &str) -> &'static str {
    let inside: Vec<&Street> = SAMPLE.streets.iter().filter(|street| street.code.county() == county).collect();
    let drawn = firm.bytes().fold(0_usize, |sum, byte| (sum * 31 + usize::from(byte)) % 9_973);
    match drawn % 4 {
        0 => "",
        _ => inside.get(drawn / 4 % inside.len().max(1)).map_or("", |street| street.name.as_str()),
    }
}

fn city(random: &mut Rng) -> (&'static str, &'static str, &'static str, u32) {
    let total: u32 = CITIES.iter().map(|city| city.3).sum();
    let mut at = random.u32(..total);
    for city in CITIES {
        if at < city.3 {
            return city;
        }
        at -= city.3;
    }
    CITIES[0]
}

fn brand(random: &mut Rng) -> String {
    [FIRST, SECOND, THIRD].iter().map(|syllables| pick(random, &syllables.chars().collect::<Vec<_>>())).collect()
}

fn detail(random: &mut Rng, kind: &str) -> String {
    match (kind, random.u8(..10)) {
        ("farm", _) => pick(random, &VILLAGES).to_owned(),
        (_, 0..6) => format!("{}{}号", pick(random, &ROADS), random.u32(1..400)),
        (_, 6..9) => pick(random, &NEAR).to_owned(),
        _ => format!("{}与{}路口", pick(random, &ROADS), pick(random, &ROADS)),
    }
}
