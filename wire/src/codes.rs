//! Closed code lists that travel. A code a newer peer sends and this build does not know becomes `Other`: one new code
//! must not make a whole page unreadable.

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$vdoc])* $variant,)+
            /// A code this build does not know, or none of the others.
            Other,
        }

        impl $name {
            /// Every code of the list, without `Other`, in the order people are shown them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code as it stands on the wire and in the store.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)+
                    Self::Other => "other",
                }
            }

            /// The code of this name; `None` where the list has no such code (`other` is one).
            #[must_use]
            pub fn parse(code: &str) -> Option<Self> {
                match code {
                    $($code => Some(Self::$variant),)+
                    "other" => Some(Self::Other),
                    _ => None,
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let code = <std::borrow::Cow<'_, str> as serde::Deserialize>::deserialize(d)?;
                Ok(Self::parse(&code).unwrap_or(Self::Other))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

pub(crate) use codes;

codes!(
    /// What an entry carries.
    EntryKind {
        Registration = "registration",
        SearchReport = "search_report",
        /// A person takes consents back.
        Withdrawal = "withdrawal",
        /// A person wishes to be forgotten.
        Erasure = "erasure",
        PostingReport = "posting_report",
        Application = "application",
        Service = "service",
        ServiceNote = "service_note",
        Referral = "referral",
        PersonMerge = "person_merge",
        PersonTag = "person_tag",
        DayClose = "day_close",
        Submission = "submission",
        /// A station asks for seats of day jobs.
        SeatRequest = "seat_request",
        /// Leases of seats that have ended.
        SeatsReturned = "seats_returned",
        /// A step of somebody's seat of a day job.
        SeatStep = "seat_step",
        Firm = "firm",
        PostingOffer = "posting_offer",
        PostingRecall = "posting_recall",
        FirmNote = "firm_note",
        /// Somebody asks for an account of the province's job service.
        Account = "account",
        /// Somebody takes one application back.
        ApplicationEnd = "application_end",
    }
);

codes!(
    /// What a condition of a search is about.
    SearchMatter {
        Words = "words",
        JobGroup = "job_group",
        JobKind = "job_kind",
        WorkForm = "work_form",
        District = "district",
        Wage = "wage",
        Benefit = "benefit",
        Settlement = "settlement",
        Shift = "shift",
        NoDiploma = "no_diploma",
        Age = "age",
        Disability = "disability",
        Distance = "distance",
        Source = "source",
        New = "new",
        Closing = "closing",
    }
);

codes!(
    /// What a wage counts. `Piece` covers everything paid by amount (件, 单, 平方 …) and compares with nothing.
    WageUnit {
        Month = "month",
        Day = "day",
        Hour = "hour",
        Week = "week",
        Year = "year",
        Piece = "piece",
    }
);

codes!(
    /// The form of work (用工形式).
    WorkForm {
        FullTime = "full_time",
        PartTime = "part_time",
        Hourly = "hourly",
        DayJob = "day_job",
        Temporary = "temporary",
        Seasonal = "seasonal",
        Internship = "internship",
        Dispatch = "dispatch",
        PublicWelfare = "public_welfare",
    }
);

codes!(
    /// When the pay is handed over (结算方式).
    Settlement {
        Daily = "daily",
        Weekly = "weekly",
        HalfMonthly = "half_monthly",
        Monthly = "monthly",
        OnCompletion = "on_completion",
    }
);

codes!(
    /// Working hours (班次).
    Shift {
        Day = "day",
        Night = "night",
        TwoShifts = "two_shifts",
        ThreeShifts = "three_shifts",
        Flexible = "flexible",
        TwoDaysOff = "two_days_off",
        OneDayOff = "one_day_off",
    }
);

codes!(
    /// What comes with the wage (福利待遇).
    Benefit {
        Meals = "meals",
        Lodging = "lodging",
        SocialInsurance = "social_insurance",
        HousingFund = "housing_fund",
        InjuryInsurance = "injury_insurance",
        AccidentInsurance = "accident_insurance",
        MealAllowance = "meal_allowance",
        HousingAllowance = "housing_allowance",
        Transport = "transport",
        AttendanceBonus = "attendance_bonus",
        YearEndBonus = "year_end_bonus",
        PerformanceBonus = "performance_bonus",
        OvertimePay = "overtime_pay",
        PaidLeave = "paid_leave",
        HolidayGifts = "holiday_gifts",
        Training = "training",
        HealthCheck = "health_check",
    }
);

codes!(
    /// Education (GB/T 4658, first digit; 4x and 6x are of one rank: "高中及以上" admits 中专, 技校 and 职高).
    Education {
        Primary = "primary",
        JuniorHigh = "junior_high",
        SeniorHigh = "senior_high",
        SecondaryVocational = "secondary_vocational",
        JuniorCollege = "junior_college",
        Bachelor = "bachelor",
        Master = "master",
        Doctor = "doctor",
    }
);

impl Education {
    /// Rank for "at least": higher is more; equal ranks admit each other. `Other` is the lowest.
    #[must_use]
    pub const fn rank(self) -> u8 {
        match self {
            Self::Other => 0,
            Self::Primary => 1,
            Self::JuniorHigh => 2,
            Self::SeniorHigh | Self::SecondaryVocational => 3,
            Self::JuniorCollege => 4,
            Self::Bachelor => 5,
            Self::Master => 6,
            Self::Doctor => 7,
        }
    }
}

codes!(
    /// Where a posting comes from; people are shown it, since a public office and an agency are not the same.
    SourceKind { Public = "public", Employer = "employer", Agency = "agency", Website = "website" }
);

codes!(
    /// The document a person shows. `None` needs a reason: nobody is sent away for a lost card.
    IdType {
        ResidentId = "resident_id",
        ForeignerPermanent = "foreigner_permanent",
        HkMoTwResidence = "hk_mo_tw_residence",
        None = "none",
    }
);

codes!(
    /// What a consent allows (PIPL articles 14, 23 and 29: each purpose separately).
    ConsentPurpose {
        Register = "register",
        ShareWithEmployers = "share_with_employers",
        Push = "push",
        SensitiveTags = "sensitive_tags",
    }
);

codes!(
    /// Groups of people the law gives particular help (重点群体). Declared by the person, never required.
    Category {
        Graduate = "graduate",
        UnemployedYouth = "unemployed_youth",
        RegisteredUnemployed = "registered_unemployed",
        HardToEmploy = "hard_to_employ",
        ZeroEmploymentHousehold = "zero_employment_household",
        MigrantWorker = "migrant_worker",
        LiftedOutOfPoverty = "lifted_out_of_poverty",
        Veteran = "veteran",
        Disabled = "disabled",
        RetiredFisher = "retired_fisher",
        MinimumLivingAllowance = "minimum_living_allowance",
        OlderWorker = "older_worker",
        Mother = "mother",
        ReplacedByAi = "replaced_by_ai",
        NewFormWorker = "new_form_worker",
    }
);

impl Category {
    /// Whether the tag is sensitive personal information (PIPL article 28): it needs a consent of its own.
    #[must_use]
    pub const fn is_sensitive(self) -> bool {
        matches!(
            self,
            Self::Disabled | Self::MinimumLivingAllowance | Self::ZeroEmploymentHousehold | Self::HardToEmploy
        )
    }
}

codes!(
    /// Shelves of everyday jobs: the first thing a seeker touches.
    JobGroup {
        HomeAndCare = "home_and_care",
        Food = "food",
        Shop = "shop",
        Transport = "transport",
        Factory = "factory",
        Craft = "craft",
        Building = "building",
        Property = "property",
        Beauty = "beauty",
        Office = "office",
        Sales = "sales",
        Education = "education",
        Health = "health",
        Technology = "technology",
        Farm = "farm",
    }
);

codes!(
    /// Everyday job names, as people say them; the 2022 occupational classification's codes are behind
    /// [`JobKind::occupation`].
    JobKind {
        Cleaner = "cleaner",
        Housekeeper = "housekeeper",
        MaternityNurse = "maternity_nurse",
        ElderCarer = "elder_carer",
        HospitalCarer = "hospital_carer",
        Waiter = "waiter",
        Cook = "cook",
        KitchenHand = "kitchen_hand",
        Dishwasher = "dishwasher",
        HotelStaff = "hotel_staff",
        Cashier = "cashier",
        ShopAssistant = "shop_assistant",
        ShelfStacker = "shelf_stacker",
        Promoter = "promoter",
        ShopManager = "shop_manager",
        Courier = "courier",
        FoodRider = "food_rider",
        Driver = "driver",
        TruckDriver = "truck_driver",
        WarehouseKeeper = "warehouse_keeper",
        Sorter = "sorter",
        Loader = "loader",
        ForkliftDriver = "forklift_driver",
        GeneralWorker = "general_worker",
        Assembler = "assembler",
        Packer = "packer",
        QualityInspector = "quality_inspector",
        MachineOperator = "machine_operator",
        Sewer = "sewer",
        TextileWorker = "textile_worker",
        FoodProcessor = "food_processor",
        Welder = "welder",
        Fitter = "fitter",
        Machinist = "machinist",
        Electrician = "electrician",
        Mechanic = "mechanic",
        Mouldmaker = "mouldmaker",
        Carpenter = "carpenter",
        Bricklayer = "bricklayer",
        RebarWorker = "rebar_worker",
        Painter = "painter",
        Decorator = "decorator",
        BuildingHelper = "building_helper",
        HeavyPlantOperator = "heavy_plant_operator",
        SecurityGuard = "security_guard",
        PropertyMaintenance = "property_maintenance",
        Gardener = "gardener",
        Hairdresser = "hairdresser",
        Beautician = "beautician",
        Masseur = "masseur",
        OfficeClerk = "office_clerk",
        Receptionist = "receptionist",
        CustomerService = "customer_service",
        Accountant = "accountant",
        HumanResources = "human_resources",
        Purchaser = "purchaser",
        Manager = "manager",
        Salesperson = "salesperson",
        TelephoneSales = "telephone_sales",
        EstateAgent = "estate_agent",
        FinanceSales = "finance_sales",
        Teacher = "teacher",
        NurseryTeacher = "nursery_teacher",
        Nurse = "nurse",
        Doctor = "doctor",
        Pharmacist = "pharmacist",
        Programmer = "programmer",
        Engineer = "engineer",
        Designer = "designer",
        OnlineSeller = "online_seller",
        MediaWorker = "media_worker",
        DataLabeller = "data_labeller",
        FarmWorker = "farm_worker",
        LivestockKeeper = "livestock_keeper",
    }
);

impl JobKind {
    /// The shelf the job stands on.
    #[must_use]
    pub const fn group(self) -> JobGroup {
        use JobKind as J;
        match self {
            J::Cleaner | J::Housekeeper | J::MaternityNurse | J::ElderCarer | J::HospitalCarer => JobGroup::HomeAndCare,
            J::Waiter | J::Cook | J::KitchenHand | J::Dishwasher | J::HotelStaff => JobGroup::Food,
            J::Cashier | J::ShopAssistant | J::ShelfStacker | J::Promoter | J::ShopManager => JobGroup::Shop,
            J::Courier
            | J::FoodRider
            | J::Driver
            | J::TruckDriver
            | J::WarehouseKeeper
            | J::Sorter
            | J::Loader
            | J::ForkliftDriver => JobGroup::Transport,
            J::GeneralWorker
            | J::Assembler
            | J::Packer
            | J::QualityInspector
            | J::MachineOperator
            | J::Sewer
            | J::TextileWorker
            | J::FoodProcessor => JobGroup::Factory,
            J::Welder | J::Fitter | J::Machinist | J::Electrician | J::Mechanic | J::Mouldmaker => JobGroup::Craft,
            J::Carpenter
            | J::Bricklayer
            | J::RebarWorker
            | J::Painter
            | J::Decorator
            | J::BuildingHelper
            | J::HeavyPlantOperator => JobGroup::Building,
            J::SecurityGuard | J::PropertyMaintenance | J::Gardener => JobGroup::Property,
            J::Hairdresser | J::Beautician | J::Masseur => JobGroup::Beauty,
            J::OfficeClerk
            | J::Receptionist
            | J::CustomerService
            | J::Accountant
            | J::HumanResources
            | J::Purchaser
            | J::Manager => JobGroup::Office,
            J::Salesperson | J::TelephoneSales | J::EstateAgent | J::FinanceSales => JobGroup::Sales,
            J::Teacher | J::NurseryTeacher => JobGroup::Education,
            J::Nurse | J::Doctor | J::Pharmacist => JobGroup::Health,
            J::Programmer | J::Engineer | J::Designer | J::OnlineSeller | J::MediaWorker | J::DataLabeller => {
                JobGroup::Technology
            }
            J::FarmWorker | J::LivestockKeeper => JobGroup::Farm,
            J::Other => JobGroup::Other,
        }
    }

    /// The medium class (中类) of 《职业分类大典（2022年版）》 the job belongs to; `None` for `Other`.
    #[must_use]
    pub const fn occupation(self) -> Option<&'static str> {
        use JobKind as J;
        Some(match self {
            J::Cleaner | J::Gardener => "4-09",
            J::Housekeeper
            | J::MaternityNurse
            | J::ElderCarer
            | J::HospitalCarer
            | J::Hairdresser
            | J::Beautician
            | J::Masseur => "4-10",
            J::Waiter | J::Cook | J::KitchenHand | J::Dishwasher | J::HotelStaff => "4-03",
            J::Cashier
            | J::ShopAssistant
            | J::ShelfStacker
            | J::Promoter
            | J::ShopManager
            | J::Salesperson
            | J::TelephoneSales
            | J::OnlineSeller
            | J::Purchaser => "4-01",
            J::Courier | J::FoodRider | J::Driver | J::TruckDriver | J::WarehouseKeeper | J::Sorter | J::Loader => {
                "4-02"
            }
            J::ForkliftDriver => "6-30",
            J::GeneralWorker | J::Assembler | J::Packer | J::QualityInspector | J::MachineOperator | J::Electrician => {
                "6-31"
            }
            J::Sewer => "6-05",
            J::TextileWorker => "6-04",
            J::FoodProcessor => "6-01",
            J::Welder | J::Fitter | J::Machinist | J::Mouldmaker => "6-18",
            J::Mechanic => "4-12",
            J::Carpenter
            | J::Bricklayer
            | J::RebarWorker
            | J::Painter
            | J::Decorator
            | J::BuildingHelper
            | J::HeavyPlantOperator => "6-29",
            J::SecurityGuard | J::CustomerService => "4-07",
            J::PropertyMaintenance | J::EstateAgent => "4-06",
            J::OfficeClerk | J::Receptionist | J::HumanResources => "3-01",
            J::Accountant => "2-06",
            J::Manager => "1-06",
            J::FinanceSales => "4-05",
            J::Teacher | J::NurseryTeacher => "2-08",
            J::Nurse | J::Doctor | J::Pharmacist => "2-05",
            J::Programmer | J::Engineer => "2-02",
            J::Designer => "2-09",
            J::MediaWorker => "2-10",
            J::DataLabeller => "4-04",
            J::FarmWorker => "5-01",
            J::LivestockKeeper => "5-03",
            J::Other => return None,
        })
    }
}

codes!(
    /// What is wrong with a posting, as somebody tells it who asked there.
    PostingFlaw {
        Taken = "taken",
        NobodyAnswers = "nobody_answers",
        AskedMoney = "asked_money",
        KeptDocuments = "kept_documents",
        OtherWage = "other_wage",
        OtherJob = "other_job",
        TurnedAway = "turned_away",
        Fraud = "fraud",
    }
);

codes!(
    /// What somebody who applies wants of the employer.
    ApplicationWish { Apply = "apply", CallMe = "call_me" }
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_of_a_newer_peer_is_read_as_other_and_not_refused() {
        let kinds: Vec<JobKind> = serde_json::from_str(r#"["welder","astronaut"]"#).unwrap();
        assert_eq!(kinds, [JobKind::Welder, JobKind::Other]);
    }

    #[test]
    fn every_job_says_its_code_and_is_found_by_it() {
        for job in JobKind::ALL {
            assert_eq!(JobKind::parse(job.as_str()), Some(*job));
            assert!(job.occupation().is_some(), "{job} has no class in the occupational classification");
        }
    }

    #[test]
    fn senior_high_admits_vocational_school() {
        assert_eq!(Education::SeniorHigh.rank(), Education::SecondaryVocational.rank());
    }
}
