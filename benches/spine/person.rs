//! People for the benches: synthetic, each with an ID number of her own.

/// A walk-in whose ID number has a province-level division, which is issued to nobody, and a right check digit.
pub fn synthetic_person(number: usize) -> serde_json::Value {
    let body = format!(
        "43000019{:02}{:02}{:02}{:03}",
        60 + number / 8_000 % 40,
        1 + number / 700 % 12,
        1 + number / 25 % 28,
        number % 25
    );
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: usize = body.bytes().zip(weights).map(|(digit, weight)| usize::from(digit - b'0') * weight).sum();
    let check = "10X98765432".as_bytes()[sum % 11] as char;
    serde_json::json!({
        "name": "测试甲", "id_type": "resident_id", "id_number": format!("{body}{check}"),
        "phone": format!("138000{:05}", number % 100_000), "wanted_jobs": ["保洁"], "note": format!("{number}"),
        "consents": [{"purpose": "register", "version": "1", "given": "2026-11-20T08:00:00Z"}],
    })
}
