//! `yizhan neighbour`, which carries sealed files for the stations of a house; and where a station finds such a one.

use super::{Context, Done, Failure};
use crate::runtime::neighbours::{Neighbours, PORT};
use crate::sync::http::check_address;
use crate::sync::neighbour::{Carrier, serve};
use serde_json::json;
use std::net::{Ipv6Addr, SocketAddr, TcpListener};
use std::str::FromStr;

/// Where this machine listens, and where it carries to.
#[derive(clap::Args)]
pub struct Options {
    /// The platform that files are carried to; nothing else is ever asked
    #[arg(long, value_name = "URL", value_parser = url)]
    platform: String,
    /// Where neighbours find this machine
    #[arg(long, value_name = "ADDRESS:PORT", default_value_t = SocketAddr::from((Ipv6Addr::UNSPECIFIED, PORT)))]
    listen: SocketAddr,
}

/// Where a station whose line is dead finds somebody who carries.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Addresses {
    /// Machines of this house that carry for this station while its own line is dead (`yizhan neighbour`), as 192.168.1.12, with a
    /// port or as a URL; several with spaces between
    #[arg(long, value_name = "ADDRESSES")]
    neighbours: Option<Houses>,
}

impl Addresses {
    /// The neighbours, ready to be asked.
    pub fn reached(&self, context: &Context) -> Result<Neighbours, Failure> {
        let none = Houses::default();
        let said = self.neighbours.as_ref().unwrap_or(&none);
        Neighbours::at(&said.0, &context.world).map_err(|error| Failure::Because(format!("--neighbours: {error}")))
    }
}

/// Addresses of neighbours, as URLs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Houses(Vec<String>);

impl FromStr for Houses {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        text.split_whitespace().map(house).collect::<Result<_, _>>().map(Self)
    }
}

/// The URL of a neighbour: what is not said is what `yizhan neighbour` does by itself.
fn house(word: &str) -> Result<String, String> {
    let with_port = |host: &str| match host.rsplit_once(':') {
        Some((_, port)) if port.parse::<u16>().is_ok() => host.to_owned(),
        _ => format!("{host}:{PORT}"),
    };
    let whole = if word.contains("://") { word.to_owned() } else { format!("http://{}", with_port(word)) };
    url(&whole)
}

fn url(text: &str) -> Result<String, String> {
    check_address(text).map(|()| text.to_owned()).map_err(|_| format!("expected an address, not {text}"))
}

pub fn run(context: &Context, options: &Options) -> Done {
    let world = crate::runtime::SharedWorld::clone(&context.world);
    let platform = Carrier::to(&options.platform, move || world.now().as_second())?;
    let because = |error: std::io::Error| Failure::Because(format!("{}: {error}", options.listen));
    let listener = TcpListener::bind(options.listen).map_err(because)?;
    let at = listener.local_addr().map_err(because)?;
    context.printer.either(&json!({ "listening": at, "platform": options.platform }), || {
        format!("listening on {at}; sealed files are carried to {}", options.platform)
    })?;
    serve(listener, platform).map_err(because)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_neighbour_is_found_by_what_a_technician_writes() {
        let said: Houses = "192.168.1.12  desk2:8000 https://hall.example.org/y".parse().unwrap();
        assert_eq!(said.0, ["http://192.168.1.12:7430", "http://desk2:8000", "https://hall.example.org/y"]);
        assert!("http://".parse::<Houses>().is_err());
        assert_eq!("".parse::<Houses>().unwrap(), Houses::default());
    }
}
