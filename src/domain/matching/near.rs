//! From a job to the jobs that resemble it: what they share, what would be new, which paper is usual. The way on for
//! someone whose job has disappeared. What each job is made of stands in `assets/occupations.csv`.

use super::licence::Licence;
use super::profile::Profile;
use crate::domain::JobKind;
use std::sync::OnceLock;

macro_rules! traits {
    ($($variant:ident = $code:literal),+ $(,)?) => {
        /// What a job is made of.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Trait { $($variant,)+ }

        impl Trait {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }
        }
    };
}

traits! {
    Cleaning = "cleaning",
    Kitchen = "kitchen",
    KitchenSide = "kitchen_side",
    Recipe = "recipe",
    Care = "care",
    Children = "children",
    Treating = "treating",
    Diagnosis = "diagnosis",
    Medicine = "medicine",
    People = "people",
    Selling = "selling",
    Phone = "phone",
    Till = "till",
    Goods = "goods",
    Driving = "driving",
    Machines = "machines",
    Line = "line",
    Tools = "tools",
    Handwork = "handwork",
    Metal = "metal",
    Heat = "heat",
    Electrics = "electrics",
    Repair = "repair",
    Measuring = "measuring",
    Drawings = "drawings",
    Building = "building",
    Heights = "heights",
    Strength = "strength",
    Standing = "standing",
    Outdoors = "outdoors",
    Nights = "nights",
    Watching = "watching",
    QuickStart = "quick_start",
    Plants = "plants",
    Animals = "animals",
    Looks = "looks",
    Images = "images",
    Computer = "computer",
    Records = "records",
    Figures = "figures",
    Writing = "writing",
    Code = "code",
    Teaching = "teaching",
    Study = "study",
    Leading = "leading",
}

impl Trait {
    fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.as_str() == code)
    }

    /// Where one can begin without having learned anything: no skill of its own, so that it makes no two jobs alike.
    const fn is_skill(self) -> bool {
        !matches!(self, Self::QuickStart)
    }

    /// What every third job has (customers, standing, a computer) makes two jobs half as much alike as what few have.
    const fn weight(self) -> u32 {
        match self {
            Self::QuickStart => 0,
            Self::People
            | Self::Standing
            | Self::Nights
            | Self::Strength
            | Self::Outdoors
            | Self::Computer
            | Self::Records
            | Self::Phone
            | Self::Tools
            | Self::Line => 1,
            _ => 2,
        }
    }
}

/// `job_kind,traits,licence`; traits are divided by blanks.
const TABLE: &str = include_str!("../../../assets/occupations.csv");

struct Occupation {
    kind: JobKind,
    traits: Vec<Trait>,
    licence: Option<Licence>,
}

fn all() -> &'static [Occupation] {
    static ALL: OnceLock<Vec<Occupation>> = OnceLock::new();
    ALL.get_or_init(|| TABLE.lines().skip(1).filter_map(occupation).collect())
}

fn occupation(line: &str) -> Option<Occupation> {
    let mut cells = line.trim_end().split(',');
    let kind = JobKind::parse(cells.next()?)?;
    let traits = cells.next()?.split(' ').filter_map(Trait::parse).collect();
    Some(Occupation { kind, traits, licence: Licence::parse(cells.next()?) })
}

fn find(kind: JobKind) -> Option<&'static Occupation> {
    all().iter().find(|occupation| occupation.kind == kind)
}

/// The paper that is usual in a trade.
#[must_use]
pub fn usual_licence(kind: JobKind) -> Option<Licence> {
    find(kind)?.licence
}

/// A job near another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    pub kind: JobKind,
    /// What both jobs are made of.
    pub shared: Vec<Trait>,
    /// What would be new to the person.
    pub new: Vec<Trait>,
    /// The paper usual there that she does not have by her trade or her skills.
    pub licence: Option<Licence>,
    /// How alike, in per cent.
    pub alike: u8,
    /// Postings open now.
    pub open: usize,
}

/// Two jobs alike by less than this share (in per cent) are not called near.
const LEAST_ALIKE: u8 = 25;

/// The jobs nearest to `from` that `open` postings want, the nearest first; of equally near ones, that with more
/// postings. `person` may know a paper already.
#[must_use]
pub fn near(from: JobKind, person: Option<&Profile>, open: &[(JobKind, usize)], limit: usize) -> Vec<Near> {
    let mut near: Vec<Near> = resembling(from)
        .filter_map(|(occupation, alike)| {
            let open = open.iter().find(|(kind, _)| *kind == occupation.kind).map_or(0, |(_, count)| *count);
            (open > 0).then(|| step(from, occupation, alike, person, open))?
        })
        .collect();
    near.sort_by_key(|near| (std::cmp::Reverse((near.alike, near.open)), near.kind));
    near.truncate(limit);
    near
}

/// The job kinds nearest to one, the nearest first, whether anybody wants them or not.
#[must_use]
pub fn near_kinds(from: JobKind, limit: usize) -> Vec<JobKind> {
    let mut kinds: Vec<(u8, JobKind)> = resembling(from).map(|(occupation, alike)| (alike, occupation.kind)).collect();
    kinds.sort_by_key(|(alike, kind)| (std::cmp::Reverse(*alike), *kind));
    kinds.into_iter().take(limit).map(|(_, kind)| kind).collect()
}

/// How alike two jobs are, in per cent; 100 for a job and itself.
#[must_use]
pub fn likeness(one: JobKind, other: JobKind) -> u8 {
    match (find(one), find(other)) {
        (Some(one), Some(other)) => alike(one, other),
        _ => 0,
    }
}

/// What two jobs share.
#[must_use]
pub fn shared(one: JobKind, other: JobKind) -> Vec<Trait> {
    let (Some(one), Some(other)) = (find(one), find(other)) else { return Vec::new() };
    one.traits.iter().copied().filter(|each| each.is_skill() && other.traits.contains(each)).collect()
}

fn resembling(from: JobKind) -> impl Iterator<Item = (&'static Occupation, u8)> {
    let here = find(from);
    all().iter().filter(move |other| other.kind != from).filter_map(move |other| {
        let alike = alike(here?, other);
        (alike >= LEAST_ALIKE).then_some((other, alike))
    })
}

/// The weight of what both have for each hundred of what either has.
fn alike(one: &Occupation, other: &Occupation) -> u8 {
    let weight = |traits: &mut dyn Iterator<Item = &Trait>| traits.map(|each| each.weight()).sum::<u32>();
    let shared = weight(&mut one.traits.iter().filter(|each| other.traits.contains(each)));
    let either = weight(&mut one.traits.iter()) + weight(&mut other.traits.iter()) - shared;
    u8::try_from((shared * 100).checked_div(either).unwrap_or(0)).unwrap_or(100)
}

fn step(from: JobKind, to: &Occupation, alike: u8, person: Option<&Profile>, open: usize) -> Option<Near> {
    let here = find(from)?;
    let has = |licence: &Licence| {
        here.licence == Some(*licence) || person.is_some_and(|person| person.licences().contains(licence))
    };
    let (shared, new) = to.traits.iter().filter(|each| each.is_skill()).partition(|each| here.traits.contains(each));
    Some(Near { kind: to.kind, shared, new, licence: to.licence.filter(|licence| !has(licence)), alike, open })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_job_is_in_the_table_with_traits_and_papers_that_exist() {
        let lines: Vec<&str> = TABLE.lines().skip(1).collect();
        assert_eq!(lines.len(), all().len());
        for (line, occupation) in lines.iter().zip(all()) {
            let cells: Vec<&str> = line.split(',').collect();
            assert_eq!(occupation.traits.len(), cells[1].split(' ').count(), "{line}: a trait is misspelt");
            assert_eq!(occupation.licence.is_some(), !cells[2].is_empty(), "{line}: the paper is misspelt");
            assert!(occupation.traits.iter().filter(|each| each.is_skill()).count() >= 2, "{line}");
        }
        for kind in JobKind::ALL {
            assert!(find(*kind).is_some(), "{kind} is not in the table");
        }
    }

    #[test]
    fn every_trait_is_part_of_some_job() {
        for each in Trait::ALL {
            assert!(all().iter().any(|occupation| occupation.traits.contains(each)), "{each:?}");
        }
    }

    #[test]
    fn a_toll_collector_whose_job_is_gone_is_shown_what_the_town_wants() {
        let open =
            [(JobKind::Salesperson, 30), (JobKind::ShopAssistant, 12), (JobKind::Doctor, 4), (JobKind::Welder, 9)];
        let near = near(JobKind::Cashier, None, &open, 5);
        let kinds: Vec<JobKind> = near.iter().map(|near| near.kind).collect();
        assert_eq!(kinds, [JobKind::ShopAssistant, JobKind::Salesperson]);
        assert_eq!(near[0].shared, [Trait::People, Trait::Selling, Trait::Standing]);
        assert_eq!((near[0].new.as_slice(), near[1].new.as_slice()), (&[Trait::Goods][..], &[Trait::Phone][..]));
    }

    #[test]
    fn the_paper_that_is_missing_is_named_and_one_that_is_there_is_not() {
        let open = [(JobKind::ForkliftDriver, 3)];
        let licence = |person: Option<&Profile>| near(JobKind::TruckDriver, person, &open, 1)[0].licence;
        assert_eq!(licence(None), Some(Licence::Forklift));
        let form = crate::domain::Form { skills: vec!["叉车证".into()], ..crate::domain::Form::default() };
        assert_eq!(licence(Some(&Profile::of(&form))), None);
    }

    #[test]
    fn nearness_is_mutual() {
        for one in JobKind::ALL {
            for other in JobKind::ALL {
                assert_eq!(likeness(*one, *other), likeness(*other, *one));
            }
            assert_eq!(likeness(*one, *one), 100);
        }
    }
}
