//! Messages of IPP 2.0 as far as a page is printed by them (RFC 8010 §3), and their way through HTTP, both as bytes.

/// What is asked for (RFC 8011 §5.4.15).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u16)]
pub enum Operation {
    PrintJob = 0x0002,
    CancelJob = 0x0008,
    GetJobAttributes = 0x0009,
    GetPrinterAttributes = 0x000B,
}

impl Operation {
    pub fn from_code(code: u16) -> Option<Self> {
        [Self::PrintJob, Self::CancelJob, Self::GetJobAttributes, Self::GetPrinterAttributes]
            .into_iter()
            .find(|one| *one as u16 == code)
    }
}

/// Delimiters of groups, and the syntaxes of values that are used here (RFC 8010 §3.5).
pub mod tag {
    pub const OPERATION: u8 = 0x01;
    pub const JOB: u8 = 0x02;
    pub const END: u8 = 0x03;
    pub const PRINTER: u8 = 0x04;
    /// Tags below are delimiters, from here on they are syntaxes.
    pub const FIRST_SYNTAX: u8 = 0x10;
    pub const INTEGER: u8 = 0x21;
    pub const BOOLEAN: u8 = 0x22;
    pub const ENUM: u8 = 0x23;
    pub const NAME: u8 = 0x42;
    pub const KEYWORD: u8 = 0x44;
    pub const URI: u8 = 0x45;
    pub const CHARSET: u8 = 0x47;
    pub const LANGUAGE: u8 = 0x48;
    pub const MIME: u8 = 0x49;
}

/// Statuses (RFC 8011 appendix B) below this say that it was done.
pub const FIRST_FAILURE: u16 = 0x0100;
/// The printer takes no jobs now.
pub const NOT_ACCEPTING: u16 = 0x0506;
/// A job that is done cannot be taken back.
pub const NOT_POSSIBLE: u16 = 0x0404;
pub const NOT_FOUND: u16 = 0x0406;
pub const DONE: u16 = 0x0000;

/// A message: what is asked for or how it went, the attributes, and the document behind them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Message {
    /// An [`Operation`] in a question, a status in an answer.
    pub code: u16,
    pub id: u32,
    pub attributes: Vec<Attribute>,
    pub document: Vec<u8>,
}

/// An attribute with its values as bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    pub group: u8,
    pub syntax: u8,
    pub name: String,
    pub values: Vec<Vec<u8>>,
}

impl Message {
    pub fn new(code: u16, id: u32) -> Self {
        let message = Self { code, id, ..Self::default() };
        // These two come first, in this order.
        message.with(tag::OPERATION, tag::CHARSET, "attributes-charset", &["utf-8"]).with(
            tag::OPERATION,
            tag::LANGUAGE,
            "attributes-natural-language",
            &["en"],
        )
    }

    pub fn with(mut self, group: u8, syntax: u8, name: &str, values: &[&str]) -> Self {
        let values = values.iter().map(|value| value.as_bytes().to_vec()).collect();
        self.attributes.push(Attribute { group, syntax, name: name.to_owned(), values });
        self
    }

    pub fn with_number(mut self, group: u8, syntax: u8, name: &str, value: i32) -> Self {
        let values = vec![value.to_be_bytes().to_vec()];
        self.attributes.push(Attribute { group, syntax, name: name.to_owned(), values });
        self
    }

    /// An attribute that says yes.
    pub fn with_yes(mut self, group: u8, name: &str) -> Self {
        self.attributes.push(Attribute { group, syntax: tag::BOOLEAN, name: name.to_owned(), values: vec![vec![1]] });
        self
    }

    fn values(&self, name: &str) -> &[Vec<u8>] {
        self.attributes.iter().find(|one| one.name == name).map_or(&[], |one| &one.values)
    }

    /// The values of a text-like attribute.
    pub fn words(&self, name: &str) -> Vec<String> {
        self.values(name).iter().map(|value| String::from_utf8_lossy(value).into_owned()).collect()
    }

    pub fn number(&self, name: &str) -> Option<i32> {
        let bytes = self.values(name).first()?;
        Some(i32::from_be_bytes(bytes.as_slice().try_into().ok()?))
    }

    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = vec![2, 0];
        bytes.extend(self.code.to_be_bytes());
        bytes.extend(self.id.to_be_bytes());
        let mut group = 0;
        for attribute in &self.attributes {
            if attribute.group != group {
                group = attribute.group;
                bytes.push(group);
            }
            for (place, value) in attribute.values.iter().enumerate() {
                bytes.push(attribute.syntax);
                // Further values of an attribute have no name.
                put(&mut bytes, if place == 0 { attribute.name.as_bytes() } else { &[] });
                put(&mut bytes, value);
            }
        }
        bytes.push(tag::END);
        bytes.extend(&self.document);
        bytes
    }

    /// Reads a message; `None` where it is none.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes.get(2..)?;
        let code = u16::from_be_bytes(*take(&mut rest)?);
        let id = u32::from_be_bytes(*take(&mut rest)?);
        let mut message = Self { code, id, ..Self::default() };
        let mut group = 0;
        loop {
            let [tag] = *take::<1>(&mut rest)?;
            if tag == tag::END {
                message.document = rest.to_vec();
                return Some(message);
            }
            if tag < tag::FIRST_SYNTAX {
                group = tag;
                continue;
            }
            let name = String::from_utf8(chunk(&mut rest)?.to_vec()).ok()?;
            let value = chunk(&mut rest)?.to_vec();
            match message.attributes.last_mut() {
                Some(last) if name.is_empty() => last.values.push(value),
                _ => message.attributes.push(Attribute { group, syntax: tag, name, values: vec![value] }),
            }
        }
    }
}

/// A length of two bytes and what it counts; nothing here is longer.
fn put(bytes: &mut Vec<u8>, value: &[u8]) {
    let value = value.get(..value.len().min(usize::from(u16::MAX))).unwrap_or_default();
    bytes.extend(u16::try_from(value.len()).unwrap_or_default().to_be_bytes());
    bytes.extend(value);
}

fn take<'a, const N: usize>(rest: &mut &'a [u8]) -> Option<&'a [u8; N]> {
    let (taken, behind) = rest.split_first_chunk::<N>()?;
    *rest = behind;
    Some(taken)
}

fn chunk<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = usize::from(u16::from_be_bytes(*take(rest)?));
    let (taken, behind) = rest.split_at_checked(length)?;
    *rest = behind;
    Some(taken)
}

/// The head and body of an HTTP message that came whole; `None` while there is more to come.
pub fn body(bytes: &[u8]) -> Option<(String, Vec<u8>)> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(bytes.get(..end)?).into_owned();
    let rest = bytes.get(end + 4..)?;
    // "Go on" is an answer before the answer.
    if head.starts_with("HTTP/1.1 100") {
        return body(rest);
    }
    let field = |name: &str| {
        head.lines().find_map(|line| {
            let (field, value) = line.split_once(':')?;
            field.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })
    };
    if field("transfer-encoding").is_some_and(|coding| coding.eq_ignore_ascii_case("chunked")) {
        return Some((head.clone(), dechunked(rest)?));
    }
    let length: usize = field("content-length")?.parse().ok()?;
    Some((head.clone(), rest.get(..length)?.to_vec()))
}

fn dechunked(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let line = rest.windows(2).position(|two| two == b"\r\n")?;
        let size = std::str::from_utf8(rest.get(..line)?).ok()?;
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        rest = rest.get(line + 2..)?;
        if size == 0 {
            return Some(whole);
        }
        whole.extend(rest.get(..size)?);
        rest = rest.get(size + 2..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_message_is_read_as_it_was_written() {
        let message = Message::new(Operation::PrintJob as u16, 7)
            .with(tag::OPERATION, tag::URI, "printer-uri", &["ipp://localhost/printers/a4"])
            .with(tag::OPERATION, tag::KEYWORD, "requested-attributes", &["printer-state", "printer-state-reasons"])
            .with_number(tag::JOB, tag::INTEGER, "copies", 1);
        let message = Message { document: b"%PDF-1.7".to_vec(), ..message };
        let bytes = message.encode();
        // Version, operation and number, then the charset as the first attribute (RFC 8010 appendix A).
        assert!(bytes.starts_with(&[2, 0, 0, 2, 0, 0, 0, 7, 1, 0x47, 0, 18]));
        assert_eq!(Message::decode(&bytes), Some(message));
    }

    #[test]
    fn an_answer_comes_whole_or_in_chunks_or_not_yet() {
        let whole = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc";
        assert_eq!(body(whole).map(|(_, body)| body), Some(b"abc".to_vec()));
        assert_eq!(body(&whole[..whole.len() - 1]), None);
        let chunks = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n";
        assert_eq!(body(chunks).map(|(_, body)| body), Some(b"abc".to_vec()));
    }

    proptest! {
        #[test]
        fn no_bytes_of_a_printer_are_too_strange_to_be_read(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            Message::decode(&bytes);
            body(&bytes);
        }
    }
}
