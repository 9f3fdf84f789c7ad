use super::*;
use serde_json::json;

#[test]
fn a_schema_org_posting_is_read_with_its_unit_and_its_place() {
    let value = json!({
        "@context": "https://schema.org", "@type": "JobPosting",
        "identifier": {"@type": "PropertyValue", "name": "测试", "value": "A-1"},
        "title": "分拣员", "description": "<p>分拣快件</p><ul><li>扫码</li></ul>",
        "hiringOrganization": {"@type": "Organization", "name": "测试物流"},
        "jobLocation": {"@type": "Place", "geo": {"@type": "GeoCoordinates", "latitude": 28.15, "longitude": "113.02"}, "address": {"@type": "PostalAddress", "addressRegion": "湖南省",
            "addressLocality": "长沙市", "streetAddress": "雨花区圭塘街道1号"}},
        "baseSalary": {"@type": "MonetaryAmount", "currency": "CNY",
            "value": {"@type": "QuantitativeValue", "minValue": 18, "maxValue": 20.5, "unitText": "HOUR"}},
        "employmentType": ["PART_TIME"], "datePosted": "2026-01-02", "validThrough": "2026-02-01T00:00",
        "totalJobOpenings": 5, "educationRequirements": {"credentialCategory": "high school"},
        "experienceRequirements": {"monthsOfExperience": 24}
    });
    assert!(is_one(&value));
    let raw = read(&value);
    assert_eq!((raw.id.as_str(), raw.title.as_str(), raw.employer.as_str()), ("A-1", "分拣员", "测试物流"));
    assert_eq!(raw.description, "分拣快件\n扫码");
    assert_eq!(raw.place_text, "湖南省 长沙市 雨花区圭塘街道1号");
    assert_eq!((raw.latitude.as_str(), raw.longitude.as_str()), ("28.15", "113.02"));
    assert_eq!((raw.wage_min.as_str(), raw.wage_max.as_str(), raw.wage_unit.as_str()), ("18", "20.5", "hour"));
    assert_eq!((raw.work_form.as_str(), raw.headcount.as_str()), ("兼职", "5"));
    assert_eq!((raw.education.as_str(), raw.experience.as_str()), ("高中", "2年以上"));
}

#[test]
fn short_forms_are_read_too_and_foreign_money_is_never_taken_for_yuan() {
    let raw = read(
        &json!({"@type": ["Thing", "https://schema.org/JobPosting"], "name": "保安", "hiringOrganization": "测试物业",
        "jobLocation": [{"address": "长沙市天心区"}], "baseSalary": "4000-5000元/月"}),
    );
    assert_eq!(
        (raw.title.as_str(), raw.place_text.as_str(), raw.wage_text.as_str()),
        ("保安", "长沙市天心区", "4000-5000元/月")
    );
    let raw = read(&json!({"@type": "JobPosting", "title": "x", "baseSalary": {"currency": "USD", "value": 3000}}));
    assert_eq!((raw.wage_min.as_str(), raw.foreign_wage.as_str()), ("", "USD 3000-3000/"));
}
