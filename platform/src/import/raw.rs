//! An advert as a file gives it: words by field, nothing interpreted yet.

use super::clean;

/// The words of one advert. Empty: the file does not say.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Raw {
    /// The source's own name for the advert.
    pub id: String,
    pub title: String,
    pub employer: String,
    pub place_text: String,
    pub province: String,
    pub city: String,
    pub district: String,
    /// Where the work is, in degrees.
    pub latitude: String,
    pub longitude: String,
    pub wage_text: String,
    pub wage_min: String,
    pub wage_max: String,
    pub wage_unit: String,
    /// Pay in another currency than yuan: shown in words, never as an amount.
    pub foreign_wage: String,
    pub category: String,
    pub work_form: String,
    pub settlement: String,
    pub shifts: String,
    pub description: String,
    pub requirements: String,
    pub education: String,
    pub experience: String,
    /// Tags, separated by the ideographic comma.
    pub benefits: String,
    pub headcount: String,
    pub posted_on: String,
    pub valid_until: String,
    pub contact: String,
    pub source: String,
    /// public, employer, agency or website.
    pub source_kind: String,
    /// The campaign it was posted for.
    pub campaign: String,
}

/// The names of a field: that of shared files first, then the headers people write.
type Names = &'static [&'static str];

const ID: Names = &["id", "编号", "职位编号", "岗位编号", "序号"];
const TITLE: Names =
    &["title", "岗位名称", "职位名称", "招聘岗位", "岗位", "职位", "工种", "工种名称", "招聘职位", "招聘工种"];
const EMPLOYER: Names = &[
    "employer",
    "单位名称",
    "企业名称",
    "公司名称",
    "用人单位",
    "招聘单位",
    "用工单位",
    "公司",
    "企业",
    "单位",
    "雇主",
];
const PLACE: Names =
    &["location_text", "place", "工作地点", "工作地址", "上班地点", "地点", "地址", "单位地址", "工作区域", "区域"];
const PROVINCE: Names = &["province", "省份", "省"];
const CITY: Names = &["city", "城市", "市"];
const DISTRICT: Names = &["district", "区县", "县区", "区", "县"];
const LATITUDE: Names = &["latitude", "lat", "纬度"];
const LONGITUDE: Names = &["longitude", "lng", "lon", "经度"];
const WAGE: Names = &[
    "wage_text",
    "wage",
    "salary",
    "工资",
    "薪资",
    "薪酬",
    "月薪",
    "待遇",
    "工资待遇",
    "薪资待遇",
    "薪酬待遇",
    "工资标准",
    "薪资范围",
    "月工资",
    "薪水",
];
const WAGE_MIN: Names = &["wage_min", "salary_min", "最低工资", "最低薪资", "工资下限"];
const WAGE_MAX: Names = &["wage_max", "salary_max", "最高工资", "最高薪资", "工资上限"];
const WAGE_UNIT: Names = &["wage_unit", "salary_unit", "工资单位", "计薪单位", "计薪方式"];
const CATEGORY: Names = &["category", "职位类别", "岗位类别", "类别", "行业", "职业类别"];
const WORK_FORM: Names = &["work_form", "用工形式", "工作性质", "工作方式", "用工类型", "工作类型"];
const SETTLEMENT: Names = &["settlement", "结算方式", "发薪方式"];
const SHIFTS: Names = &["shifts", "班次", "工作时间", "上班时间", "工作班次"];
const DESCRIPTION: Names =
    &["description", "岗位职责", "职位描述", "工作内容", "岗位描述", "工作职责", "岗位说明", "职责", "备注", "说明"];
const REQUIREMENTS: Names =
    &["requirements", "任职要求", "岗位要求", "招聘条件", "要求", "招聘要求", "应聘条件", "任职资格", "其他要求"];
const EDUCATION: Names = &["education", "学历", "学历要求", "文化程度"];
const EXPERIENCE: Names = &["experience", "经验", "经验要求", "工作经验", "工作年限"];
const BENEFITS: Names = &["benefits", "福利", "福利待遇", "福利标签"];
const HEADCOUNT: Names = &["headcount", "人数", "招聘人数", "需求人数", "招聘数量", "用工人数"];
const POSTED: Names = &["posted_at", "posted_on", "发布日期", "发布时间", "登记日期", "日期"];
const VALID: Names = &["valid_until", "截止日期", "有效期至", "截止时间", "有效期", "招聘截止日期"];
const CONTACT: Names = &["contact", "联系方式", "联系电话", "电话", "联系人电话", "联系人", "手机"];
const SOURCE: Names = &["source", "来源", "信息来源", "发布单位"];
const SOURCE_KIND: Names = &["source_kind", "来源类型"];
const CAMPAIGN: Names = &["campaign", "招聘专区", "专区", "专项活动", "专项行动", "招聘专场", "专场", "活动名称"];

impl Raw {
    /// Fills the fields by their names; `get` answers the words under a name, or nothing.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        let words = |names: Names| names.iter().find_map(|name| get(name).filter(|words| !words.trim().is_empty()));
        let line = |names: Names| words(names).map(|w| clean::line(&w)).unwrap_or_default();
        let text = |names: Names| words(names).map(|w| clean::paragraphs(&w)).unwrap_or_default();
        Self {
            id: line(ID),
            title: line(TITLE),
            employer: line(EMPLOYER),
            place_text: line(PLACE),
            province: line(PROVINCE),
            city: line(CITY),
            district: line(DISTRICT),
            latitude: line(LATITUDE),
            longitude: line(LONGITUDE),
            wage_text: line(WAGE),
            wage_min: line(WAGE_MIN),
            wage_max: line(WAGE_MAX),
            wage_unit: line(WAGE_UNIT),
            category: line(CATEGORY),
            work_form: line(WORK_FORM),
            settlement: line(SETTLEMENT),
            shifts: line(SHIFTS),
            description: clean::without_page_furniture(&text(DESCRIPTION)).to_owned(),
            requirements: text(REQUIREMENTS),
            education: line(EDUCATION),
            experience: line(EXPERIENCE),
            benefits: line(BENEFITS),
            headcount: line(HEADCOUNT),
            posted_on: line(POSTED),
            valid_until: line(VALID),
            contact: line(CONTACT),
            source: line(SOURCE),
            source_kind: line(SOURCE_KIND),
            campaign: line(CAMPAIGN),
            foreign_wage: String::new(),
        }
    }

    /// Whether any of these names is a field that every advert has: a table without one is no table of adverts.
    pub fn knows_title(names: impl Iterator<Item = String>) -> bool {
        names.into_iter().any(|name| TITLE.contains(&name.as_str()))
    }
}
