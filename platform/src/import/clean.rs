//! Harmless dirt is washed off: what a careful typist would correct without asking.
//!
//! What is more than dirt, [`super::flaws`] finds; it looks at the text after washing.

use unicode_normalization::UnicodeNormalization;

/// A text of one line: every kind of blank is one space, none at the ends.
#[must_use]
pub fn line(text: &str) -> String {
    let washed = wash(text);
    washed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text of paragraphs: one line feed between them, at most one empty line in a row, no blanks at the ends of lines.
#[must_use]
pub fn paragraphs(text: &str) -> String {
    let mut out = String::new();
    let mut empty = 0;
    for paragraph in wash(text).lines() {
        let paragraph = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
        if paragraph.is_empty() {
            empty += 1;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if empty > 0 { "\n\n" } else { "\n" });
        }
        out.push_str(&paragraph);
        empty = 0;
    }
    out
}

/// Cuts off what a job board writes below every advert: "职能类别：…关键字：…微信分享", "查看更多内容". It is the same on
/// thousands of them and says nothing; whatever stands before it is the employer's.
#[must_use]
pub fn without_page_furniture(text: &str) -> &str {
    let mut text = text.trim_end();
    for tail in ["微信分享", "查看更多内容", "查看更多", "收起"] {
        text = text.strip_suffix(tail).map_or(text, str::trim_end);
        if tail == "微信分享"
            && let Some(at) = text.rfind("职能类别：")
            && let (Some(before), Some(furniture)) = (text.get(..at), text.get(at..))
            && furniture.chars().count() < 300
        {
            text = before.trim_end();
        }
    }
    text
}

fn wash(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                if chars.peek() != Some(&'\n') {
                    out.push('\n');
                }
            }
            // Word and Excel write a line break inside a cell as a vertical tab.
            '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\t' | '\u{a0}' | '\u{3000}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{f020}' => {
                out.push(' ');
            }
            // Zero-width characters, marks of direction, soft hyphens, variation selectors: nobody sees them go.
            '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}'
            | '\u{ad}'
            | '\u{fe00}'..='\u{fe0f}' => {}
            // Word's bullets from its symbol font.
            '\u{f021}'..='\u{f0ff}' => out.push('·'),
            // Radicals and compatibility forms that look like a hanzi and are found by no search: ⼯ for 工.
            '\u{2e80}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}' => out.extend(std::iter::once(c).nfkc()),
            _ => out.push(c),
        }
    }
    entities(out)
}

/// The character references that survive a copy from a web page.
fn entities(text: String) -> String {
    const KNOWN: [(&str, &str); 8] = [
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&middot;", "·"),
        ("&mdash;", "—"),
        ("&amp;", "&"),
    ];
    if !text.contains('&') {
        return text;
    }
    KNOWN.iter().fold(text, |text, (reference, meant)| text.replace(reference, meant))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn harmless_dirt_is_washed_off() {
        assert_eq!(line("\u{feff} 招\u{200b}聘\u{a0}　电焊⼯ \t 两名\r\n"), "招聘 电焊工 两名");
        assert_eq!(line("R&amp;D 工程师&nbsp;"), "R&D 工程师");
        assert_eq!(
            paragraphs("一、打扫 \r\n\r\n\r\n\r\n二、倒垃圾\r三、\u{f06c}擦窗"),
            "一、打扫\n\n二、倒垃圾\n三、·擦窗"
        );
        assert_eq!(paragraphs("  \n\n "), "");
    }

    #[test]
    fn what_stands_below_every_advert_of_a_job_board_is_cut_off() {
        assert_eq!(without_page_furniture("会用叉车。职能类别：仓管关键字：叉车微信分享"), "会用叉车。");
        assert_eq!(without_page_furniture("会用叉车。查看更多内容职能类别：仓管微信分享"), "会用叉车。");
        assert_eq!(without_page_furniture("负责微信分享活动"), "负责微信分享活动");
    }
}
