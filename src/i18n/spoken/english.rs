//! English voices read figures well; only telephones, ranges and numbers of documents are put into words for them.

/// A text as an English voice is given it.
pub(super) fn spoken(text: &str) -> String {
    let mut said = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c.is_ascii_digit() {
            let end = rest.find(|c: char| !(c.is_ascii_digit() || "-*X".contains(c))).unwrap_or(rest.len());
            let (figure, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
            said.push_str(&figure_said(figure));
            rest = behind;
            continue;
        }
        match c {
            '–' | '—' | '~' => said.push_str(" to "),
            '·' | '：' | '，' | '、' | '；' => said.push_str(", "),
            '“' | '”' | '（' | '）' => {}
            c => said.push(c),
        }
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
    said.split_whitespace().collect::<Vec<_>>().join(" ").replace(" ,", ",")
}

/// Digits by digit where there are many: nobody dials one hundred and thirty-eight million.
fn figure_said(figure: &str) -> String {
    let digits = figure.chars().filter(char::is_ascii_digit).count();
    if figure.contains('*') || digits >= 7 {
        let spelled = figure.chars().filter(|c| *c != '*').map(|c| if c == '-' { ",".into() } else { c.to_string() });
        return spelled.collect::<Vec<_>>().join(" ");
    }
    figure.trim_end_matches('-').replace('-', " to ")
}

#[cfg(test)]
mod tests {
    use super::spoken;

    #[test]
    fn telephones_are_said_digit_by_digit_and_ranges_as_ranges() {
        assert_eq!(spoken("Phone 13800000000"), "Phone 1 3 8 0 0 0 0 0 0 0 0");
        assert_eq!(spoken("0731-80000000"), "0 7 3 1, 8 0 0 0 0 0 0 0");
        assert_eq!(spoken("ages 18-45"), "ages 18 to 45");
        assert_eq!(spoken("4000–6000 yuan a month"), "4000 to 6000 yuan a month");
        assert_eq!(spoken("8:00 – 17:30·Full time"), "8:00 to 17:30, Full time");
    }
}
