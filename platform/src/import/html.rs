//! Descriptions written in HTML to plain text.

use scraper::{ElementRef, Html, Node};

/// Deeper nesting than any advert has; what lies below is left out.
const MOST_DEPTH: usize = 64;

/// The text of an HTML fragment, one line a block. Text without markup stays as it is.
#[must_use]
pub fn to_text(fragment: &str) -> String {
    if !fragment.contains(['<', '&']) {
        return fragment.to_owned();
    }
    // A line feed in the source of a page is a blank; in plain text with a stray entity it parts lines.
    let is_page = fragment.contains("</") || fragment.contains("<br") || fragment.contains("<p");
    let source = if is_page { fragment.replace(['\n', '\r'], " ") } else { fragment.to_owned() };
    let mut text = String::new();
    append(Html::parse_fragment(&source).root_element(), &mut text, 0);
    text
}

fn append(element: ElementRef<'_>, text: &mut String, depth: usize) {
    for child in element.children() {
        match child.value() {
            // Blanks between blocks are no text.
            Node::Text(words) if text.is_empty() || text.ends_with('\n') => {
                text.push_str(words.trim_start_matches(' '));
            }
            Node::Text(words) => text.push_str(words),
            Node::Element(tag) if matches!(tag.name(), "script" | "style" | "template") => {}
            Node::Element(tag) => {
                let block = is_block(tag.name());
                if block {
                    break_line(text);
                }
                if tag.name() == "br" {
                    text.push('\n');
                }
                if let Some(inner) = ElementRef::wrap(child)
                    && depth < MOST_DEPTH
                {
                    append(inner, text, depth + 1);
                }
                if block {
                    break_line(text);
                }
            }
            _ => {}
        }
    }
}

fn break_line(text: &mut String) {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "li"
            | "ul"
            | "ol"
            | "tr"
            | "table"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "section"
            | "dt"
            | "dd"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::clean::paragraphs;

    #[test]
    fn pages_become_lines_of_text() {
        let page =
            "<p>岗位职责：</p>\n<ul><li>打扫&nbsp;卫生</li><li>倒垃圾<script>x()</script></li></ul>第一行<br>第二行";
        assert_eq!(paragraphs(&to_text(page)), "岗位职责：\n打扫 卫生\n倒垃圾\n第一行\n第二行");
        assert_eq!(to_text("没有标签\n两行"), "没有标签\n两行");
        assert_eq!(paragraphs(&to_text("R&amp;D\n第二行")), "R&D\n第二行");
        assert!(!to_text(&"<div>".repeat(10_000)).contains('<'), "nesting without end is survived");
    }
}
