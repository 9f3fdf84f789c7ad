//! Which pictogram stands for which kind of work.

use crate::domain::{Benefit, JobGroup, JobKind, WorkForm};
use crate::widgets::{Icon, icons};

/// A shelf's pictogram.
#[must_use]
pub const fn job_group(group: JobGroup) -> Icon {
    match group {
        JobGroup::HomeAndCare => icons::BROOM,
        JobGroup::Food => icons::COOKING_POT,
        JobGroup::Shop => icons::STOREFRONT,
        JobGroup::Transport => icons::TRUCK,
        JobGroup::Factory => icons::FACTORY,
        JobGroup::Craft => icons::WRENCH,
        JobGroup::Building => icons::HARD_HAT,
        JobGroup::Property => icons::SHIELD_CHECK,
        JobGroup::Beauty => icons::SCISSORS,
        JobGroup::Office => icons::DESK,
        JobGroup::Sales => icons::HANDSHAKE,
        JobGroup::Education => icons::CHALKBOARD_TEACHER,
        JobGroup::Health => icons::STETHOSCOPE,
        JobGroup::Technology => icons::LAPTOP,
        JobGroup::Farm => icons::TRACTOR,
        JobGroup::Other => icons::BRIEFCASE,
    }
}

/// A job's pictogram.
#[must_use]
#[expect(clippy::too_many_lines, reason = "a table: one line a job")]
pub const fn job_kind(kind: JobKind) -> Icon {
    use JobKind as J;
    match kind {
        J::Cleaner => icons::BROOM,
        J::Housekeeper => icons::HOUSE_LINE,
        J::MaternityNurse => icons::BABY,
        J::ElderCarer => icons::HAND_HEART,
        J::HospitalCarer => icons::FIRST_AID_KIT,
        J::Waiter => icons::COFFEE,
        J::Cook => icons::CHEF_HAT,
        J::KitchenHand => icons::KNIFE,
        J::Dishwasher => icons::HAND_SOAP,
        J::HotelStaff => icons::BED,
        J::Cashier => icons::CASH_REGISTER,
        J::ShopAssistant => icons::STOREFRONT,
        J::ShelfStacker => icons::STACK,
        J::Promoter => icons::MEGAPHONE,
        J::ShopManager => icons::IDENTIFICATION_BADGE,
        J::Courier | J::Packer => icons::PACKAGE,
        J::FoodRider => icons::MOPED,
        J::Driver => icons::STEERING_WHEEL,
        J::TruckDriver => icons::TRUCK,
        J::WarehouseKeeper => icons::WAREHOUSE,
        J::Sorter => icons::BARCODE,
        J::Loader => icons::TROLLEY,
        J::ForkliftDriver => icons::TRUCK_TRAILER,
        J::GeneralWorker => icons::FACTORY,
        J::Assembler | J::Machinist => icons::GEAR_SIX,
        J::QualityInspector => icons::SEAL_CHECK,
        J::MachineOperator => icons::SLIDERS_HORIZONTAL,
        J::Sewer => icons::YARN,
        J::TextileWorker => icons::T_SHIRT,
        J::FoodProcessor => icons::BREAD,
        J::Welder => icons::FIRE,
        J::Fitter => icons::WRENCH,
        J::Electrician => icons::PLUG,
        J::Mechanic => icons::ENGINE,
        J::Mouldmaker => icons::CUBE,
        J::Carpenter => icons::HAMMER,
        J::Bricklayer => icons::WALL,
        J::RebarWorker => icons::HASH,
        J::Painter => icons::PAINT_ROLLER,
        J::Decorator => icons::PAINT_BRUSH_BROAD,
        J::BuildingHelper => icons::SHOVEL,
        J::HeavyPlantOperator => icons::BULLDOZER,
        J::SecurityGuard => icons::SHIELD_STAR,
        J::PropertyMaintenance => icons::SCREWDRIVER,
        J::Gardener => icons::FLOWER_TULIP,
        J::Hairdresser => icons::SCISSORS,
        J::Beautician => icons::FLOWER_LOTUS,
        J::Masseur => icons::HAND,
        J::OfficeClerk => icons::DESK,
        J::Receptionist => icons::CALL_BELL,
        J::CustomerService => icons::HEADSET,
        J::Accountant => icons::CALCULATOR,
        J::HumanResources => icons::USERS_THREE,
        J::Purchaser => icons::SHOPPING_CART,
        J::Manager => icons::BRIEFCASE,
        J::Salesperson => icons::HANDSHAKE,
        J::TelephoneSales => icons::PHONE_CALL,
        J::EstateAgent => icons::KEY,
        J::FinanceSales => icons::PIGGY_BANK,
        J::Teacher => icons::CHALKBOARD_TEACHER,
        J::NurseryTeacher => icons::BALLOON,
        J::Nurse => icons::SYRINGE,
        J::Doctor => icons::STETHOSCOPE,
        J::Pharmacist => icons::PILL,
        J::Programmer => icons::CODE,
        J::Engineer => icons::COMPASS_TOOL,
        J::Designer => icons::PALETTE,
        J::OnlineSeller => icons::DEVICE_MOBILE,
        J::MediaWorker => icons::VIDEO_CAMERA,
        J::DataLabeller => icons::TAG,
        J::FarmWorker => icons::GRAINS,
        J::LivestockKeeper => icons::COW,
        J::Other => icons::TOOLBOX,
    }
}

/// The pictogram of a form of work.
#[must_use]
pub const fn work_form(form: WorkForm) -> Icon {
    match form {
        WorkForm::FullTime => icons::BRIEFCASE,
        WorkForm::PartTime => icons::CLOCK_AFTERNOON,
        WorkForm::Hourly => icons::TIMER,
        WorkForm::DayJob => icons::SUN,
        WorkForm::Temporary => icons::CALENDAR_DOTS,
        WorkForm::Seasonal => icons::LEAF,
        WorkForm::Internship => icons::STUDENT,
        WorkForm::Dispatch => icons::USERS_THREE,
        WorkForm::PublicWelfare => icons::HAND_HEART,
        WorkForm::Other => icons::TOOLBOX,
    }
}

/// A benefit's pictogram.
#[must_use]
pub const fn benefit(benefit: Benefit) -> Icon {
    match benefit {
        Benefit::Meals | Benefit::MealAllowance => icons::BOWL_FOOD,
        Benefit::Lodging => icons::BED,
        Benefit::HousingAllowance | Benefit::HousingFund => icons::HOUSE_LINE,
        Benefit::SocialInsurance => icons::UMBRELLA,
        Benefit::InjuryInsurance | Benefit::AccidentInsurance => icons::FIRST_AID_KIT,
        Benefit::Transport => icons::BUS,
        Benefit::AttendanceBonus | Benefit::PerformanceBonus | Benefit::YearEndBonus => icons::MEDAL,
        Benefit::OvertimePay => icons::CLOCK,
        Benefit::PaidLeave => icons::SUN_HORIZON,
        Benefit::HolidayGifts => icons::GIFT,
        Benefit::Training => icons::GRADUATION_CAP,
        Benefit::HealthCheck => icons::STETHOSCOPE,
        Benefit::Other => icons::STAR,
    }
}
