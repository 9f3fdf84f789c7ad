//! Assessments: questions a person answers about herself, for herself. Nothing here judges what she can do; a result is hers
//! and goes nowhere unless she takes it.

use crate::domain::content::{Assessment, Method, Outcome};

/// The six types of interest, in the order of their hexagon (Holland).
pub const TYPES: [&str; 6] = ["R", "I", "A", "S", "E", "C"];
/// Answers to a question of interest go from 1 to this.
const MOST: u32 = 5;
/// Less between the highest and the lowest sum, and no interest stands out.
const LEAST_SPREAD: u32 = 6;

/// What came out.
#[derive(Debug, Clone, PartialEq)]
pub enum Scored<'a> {
    Interests(Interests<'a>),
    /// The cards she picked, in her order.
    Picked(Vec<&'a Outcome>),
    /// What she could do next; nothing where everything is there.
    ToDo(Vec<&'a Outcome>),
}

/// Sums over the types of interest.
#[derive(Debug, Clone, PartialEq)]
pub struct Interests<'a> {
    /// Of each type, in the order of [`TYPES`]; `None` where too much was left out.
    pub sums: [Option<u32>; 6],
    /// The types with the highest sums, at most three of them but for ties: `RSC`.
    pub leading: Vec<&'a Outcome>,
    /// Others have the same sum as the last that leads.
    pub tie: bool,
    /// No type stands out.
    pub flat: bool,
}

/// Scores answers, which stand at the places of the questions: for interests the place on the scale from 0, for cards whether
/// picked (in order), for things to do 0 where it is done.
#[must_use]
pub fn score<'a>(assessment: &'a Assessment, answers: &[Option<u32>]) -> Scored<'a> {
    match assessment.method {
        Method::Riasec => Scored::Interests(interests(assessment, answers)),
        Method::Sort => {
            let mut picked: Vec<(u32, &Outcome)> = marked(assessment, answers).collect();
            picked.sort_by_key(|(order, _)| *order);
            Scored::Picked(picked.into_iter().map(|(_, outcome)| outcome).collect())
        }
        Method::ToDo => {
            Scored::ToDo(marked(assessment, answers).filter(|(answer, _)| *answer > 0).map(|(_, o)| o).collect())
        }
    }
}

/// What was answered, with what is said for it.
fn marked<'a>(assessment: &'a Assessment, answers: &[Option<u32>]) -> impl Iterator<Item = (u32, &'a Outcome)> {
    let answered = assessment.questions.iter().zip(answers.to_vec());
    answered.filter_map(|(question, answer)| Some((answer?, outcome(assessment, &question.mark)?)))
}

fn outcome<'a>(assessment: &'a Assessment, mark: &str) -> Option<&'a Outcome> {
    assessment.outcomes.iter().find(|outcome| outcome.mark == mark)
}

fn interests<'a>(assessment: &'a Assessment, answers: &[Option<u32>]) -> Interests<'a> {
    let sums = TYPES.map(|letter| {
        let of_type = assessment.questions.iter().zip(answers).filter(|(question, _)| question.mark == letter);
        sum(&of_type.map(|(_, answer)| answer.map(|place| (place + 1).min(MOST))).collect::<Vec<_>>())
    });
    let known: Vec<u32> = sums.iter().flatten().copied().collect();
    let (highest, lowest) = (known.iter().max().copied(), known.iter().min().copied());
    let flat = highest.zip(lowest).is_none_or(|(high, low)| high - low < LEAST_SPREAD);
    let mut order: Vec<(u32, &str)> =
        sums.iter().zip(TYPES).filter_map(|(sum, letter)| Some(((*sum)?, letter))).collect();
    // A stable sort: what has the same sum stays in the order of the hexagon.
    order.sort_by_key(|(sum, _)| std::cmp::Reverse(*sum));
    // The lowest sum of all leads nowhere, even where only a few stand above it.
    let above: Vec<(u32, &str)> = order.iter().copied().filter(|(sum, _)| Some(*sum) > lowest).collect();
    let last = above.get(2).map(|(sum, _)| *sum);
    let leading = above.iter().filter(|(sum, _)| last.is_none_or(|last| *sum >= last));
    let letters: Vec<&str> = leading.map(|(_, letter)| *letter).collect();
    let tie = letters.len() > 3 || above.len() < 3;
    let leading =
        if flat { Vec::new() } else { letters.iter().filter_map(|letter| outcome(assessment, letter)).collect() };
    Interests { sums, leading, tie, flat }
}

/// The sum of a type's answers. One that is missing counts as the mean of the others; with more missing there is none.
fn sum(answers: &[Option<u32>]) -> Option<u32> {
    let given: Vec<u32> = answers.iter().flatten().copied().collect();
    let count = u32::try_from(given.len()).ok().filter(|count| *count > 0)?;
    let total: u32 = given.iter().sum();
    match answers.len() - given.len() {
        0 => Some(total),
        1 => Some(total + (total + count / 2) / count),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::content::{Body, read};
    use std::fmt::Write as _;

    fn riasec() -> Assessment {
        let mut questions = String::new();
        for n in 0..48 {
            let comma = if n == 0 { "" } else { "," };
            write!(questions, r#"{comma}{{"says": "题{n}", "mark": "{}"}}"#, TYPES[n % 6]).unwrap();
        }
        let outcomes: Vec<String> = TYPES.iter().map(|t| format!(r#"{{"mark": "{t}", "title": "{t}"}}"#)).collect();
        let body = format!(
            r#"{{"assessments": [{{"id": "a", "title": "题", "line": "句", "method": "riasec", "limits": "仅供参考",
                "ask": "喜欢吗", "scale": ["1", "2", "3", "4", "5"], "questions": [{questions}], "outcomes": [{}],
                "source": {{"name": "样", "as_of": "2026-01-01"}}}}]}}"#,
            outcomes.join(",")
        );
        let Ok(Some(Body::Assessments(all))) = read("assessments", &body) else { panic!("no assessment") };
        all.assessments.into_iter().next().unwrap()
    }

    /// Answers from 1 to 5 by type; others get 1.
    fn answers(by_type: &[(&str, u32)]) -> Vec<Option<u32>> {
        let of = |letter: &str| by_type.iter().find(|(known, _)| *known == letter).map_or(1, |(_, n)| *n);
        (0..48).map(|n| Some(of(TYPES[n % 6]) - 1)).collect()
    }

    fn scored(answers: &[Option<u32>]) -> ([Option<u32>; 6], String, bool, bool) {
        let assessment = riasec();
        let Scored::Interests(found) = score(&assessment, answers) else { panic!("no interests") };
        (found.sums, found.leading.iter().map(|o| o.mark.as_str()).collect(), found.tie, found.flat)
    }

    #[test]
    fn the_vectors_of_the_markers_hold() {
        let (sums, code, _, flat) = scored(&vec![Some(2); 48]);
        assert_eq!((sums, code.as_str(), flat), ([Some(24); 6], "", true), "who answers all alike has no code");
        let (sums, code, tie, flat) = scored(&answers(&[("R", 5)]));
        assert_eq!(sums, [Some(40), Some(8), Some(8), Some(8), Some(8), Some(8)]);
        assert_eq!((code.as_str(), tie, flat), ("R", true, false), "only one stands out, and that is said");
        let (sums, code, tie, _) = scored(&answers(&[("R", 5), ("S", 4), ("C", 3)]));
        assert_eq!(sums, [Some(40), Some(8), Some(8), Some(32), Some(8), Some(24)]);
        assert_eq!((code.as_str(), tie), ("RSC", false));
    }

    #[test]
    fn one_answer_may_be_missing_and_two_may_not() {
        let mut given = answers(&[("R", 5)]);
        given[0] = None;
        assert_eq!(scored(&given).0[0], Some(40));
        given[6] = None;
        assert_eq!(scored(&given).0[0], None);
    }
}
