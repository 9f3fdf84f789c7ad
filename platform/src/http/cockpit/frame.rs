//! The frame around every page of the cockpit, and its style.

use super::session::SignedIn;
use crate::core::divisions;
use crate::words::Words;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};

/// Which page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Grid,
    Figures,
    Refused,
    Review,
    Forwards,
    Claims,
}

/// A page for somebody who has signed in.
pub fn page(who: &SignedIn, place: Place, title: &str, body: &Markup) -> Response {
    let words = who.words;
    let tabs = [
        (Place::Grid, "/", words.say("cockpit-stations")),
        (Place::Figures, "/figures", words.say("cockpit-figures")),
        (Place::Refused, "/refused", words.say("cockpit-refused")),
        (Place::Review, "/review", words.say("cockpit-review")),
        (Place::Forwards, "/forwards", words.say("cockpit-forwards")),
        (Place::Claims, "/claims", words.say("cockpit-claims")),
    ];
    let whole = html! {
        header {
            strong { (words.say("cockpit-title")) }
            nav {
                @for (at, to, name) in &tabs {
                    a href=(to) aria-current=[(*at == place).then_some("page")] { (name) }
                }
            }
            form action="/logout" method="post" {
                span { (who.operator) " · " (words.code("role", who.role.as_str())) }
                button { (words.say("cockpit-sign-out")) }
            }
        }
        main { h1 { (title) } (body) }
    };
    page_of(StatusCode::OK, document(words, title, &whole))
}

/// A page for nobody in particular.
pub fn bare(words: Words, title: &str, body: &Markup) -> Markup {
    document(words, title, &html! { main { (body) } })
}

fn document(words: Words, title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(words.language().tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width,initial-scale=1";
                title { (title) }
                link rel="stylesheet" href="/style.css";
            }
            body { (body) }
        }
    }
}

/// An answer that is a page.
pub fn page_of(status: StatusCode, page: Markup) -> Response {
    let kind = [(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"))];
    (status, kind, page.into_string()).into_response()
}

/// From the country down to a place, each step a way back up.
pub fn way(words: Words, path: &str, part: &str) -> Markup {
    let steps = divisions::LEVELS.into_iter().filter_map(|level| part.get(..level));
    html! {
        p.way {
            a href=(path) { (words.say("cockpit-everywhere")) }
            @for step in steps {
                " › "
                a href={ (path) "?in=" (step) } { (place_name(words, step)) }
            }
        }
    }
}

/// The name of a place by the first digits of its code.
pub fn place_name(words: Words, part: &str) -> String {
    if part.is_empty() {
        return words.say("cockpit-nowhere");
    }
    divisions::name(part).map_or_else(|| part.to_owned(), str::to_owned)
}

pub async fn style() -> Response {
    ([(header::CONTENT_TYPE, HeaderValue::from_static("text/css; charset=utf-8"))], STYLE).into_response()
}

const STYLE: &str = include_str!("style.css");
