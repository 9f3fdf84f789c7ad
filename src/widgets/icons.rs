//! Code points of assets/fonts/icons.ttf, made by packaging/make-fonts.sh from assets/icons.tsv. Not edited by hand.

use super::icon::Icon;

pub const HOUSE: Icon = Icon::at(0);
pub const ARROW_LEFT: Icon = Icon::at(1);
pub const ARROW_RIGHT: Icon = Icon::at(2);
pub const CARET_LEFT: Icon = Icon::at(3);
pub const CARET_RIGHT: Icon = Icon::at(4);
pub const CARET_DOWN: Icon = Icon::at(5);
pub const CARET_UP: Icon = Icon::at(6);
pub const MAGNIFYING_GLASS: Icon = Icon::at(7);
pub const X: Icon = Icon::at(8);
pub const X_CIRCLE: Icon = Icon::at(9);
pub const CHECK: Icon = Icon::at(10);
pub const CHECK_CIRCLE: Icon = Icon::at(11);
pub const PLUS: Icon = Icon::at(12);
pub const MINUS: Icon = Icon::at(13);
pub const BACKSPACE: Icon = Icon::at(14);
pub const TEXT_AA: Icon = Icon::at(15);
pub const TRANSLATE: Icon = Icon::at(16);
pub const HAND_WAVING: Icon = Icon::at(17);
pub const CALL_BELL: Icon = Icon::at(18);
pub const USER_SOUND: Icon = Icon::at(19);
pub const HEADSET: Icon = Icon::at(20);
pub const HAND_TAP: Icon = Icon::at(21);
pub const INFO: Icon = Icon::at(22);
pub const WARNING: Icon = Icon::at(23);
pub const WARNING_CIRCLE: Icon = Icon::at(24);
pub const QUESTION: Icon = Icon::at(25);
pub const LIFEBUOY: Icon = Icon::at(26);
pub const SPARKLE: Icon = Icon::at(27);
pub const CLOCK: Icon = Icon::at(28);
pub const CLOCK_AFTERNOON: Icon = Icon::at(29);
pub const CLOCK_COUNTDOWN: Icon = Icon::at(30);
pub const HOURGLASS_MEDIUM: Icon = Icon::at(31);
pub const TIMER: Icon = Icon::at(32);
pub const CALENDAR_BLANK: Icon = Icon::at(33);
pub const CALENDAR_CHECK: Icon = Icon::at(34);
pub const CALENDAR_DOTS: Icon = Icon::at(35);
pub const SUN: Icon = Icon::at(36);
pub const SUN_HORIZON: Icon = Icon::at(37);
pub const MOON: Icon = Icon::at(38);
pub const LEAF: Icon = Icon::at(39);
pub const CLOUD_SLASH: Icon = Icon::at(40);
pub const CLOUD_CHECK: Icon = Icon::at(41);
pub const CLOUD_ARROW_UP: Icon = Icon::at(42);
pub const CLOUD_WARNING: Icon = Icon::at(43);
pub const WIFI_SLASH: Icon = Icon::at(44);
pub const FLOPPY_DISK: Icon = Icon::at(45);
pub const PAPER_PLANE_TILT: Icon = Icon::at(46);
pub const PENCIL_LINE: Icon = Icon::at(47);
pub const PENCIL_SIMPLE: Icon = Icon::at(48);
pub const NOTE_PENCIL: Icon = Icon::at(49);
pub const WRENCH: Icon = Icon::at(50);
pub const LOCK_KEY: Icon = Icon::at(51);
pub const USER: Icon = Icon::at(52);
pub const USERS: Icon = Icon::at(53);
pub const USERS_THREE: Icon = Icon::at(54);
pub const USER_PLUS: Icon = Icon::at(55);
pub const USER_CIRCLE: Icon = Icon::at(56);
pub const IDENTIFICATION_CARD: Icon = Icon::at(57);
pub const IDENTIFICATION_BADGE: Icon = Icon::at(58);
pub const PHONE: Icon = Icon::at(59);
pub const PHONE_CALL: Icon = Icon::at(60);
pub const MAP_PIN: Icon = Icon::at(61);
pub const MAP_TRIFOLD: Icon = Icon::at(62);
pub const BUILDINGS: Icon = Icon::at(63);
pub const BUILDING_OFFICE: Icon = Icon::at(64);
pub const BUILDING_APARTMENT: Icon = Icon::at(65);
pub const SEAL_CHECK: Icon = Icon::at(66);
pub const SEAL_WARNING: Icon = Icon::at(67);
pub const SHIELD_CHECK: Icon = Icon::at(68);
pub const SHIELD_STAR: Icon = Icon::at(69);
pub const QR_CODE: Icon = Icon::at(70);
pub const DEVICE_MOBILE: Icon = Icon::at(71);
pub const PRINTER: Icon = Icon::at(72);
pub const HAND_COINS: Icon = Icon::at(73);
pub const COINS: Icon = Icon::at(74);
pub const CURRENCY_CNY: Icon = Icon::at(75);
pub const WALLET: Icon = Icon::at(76);
pub const FUNNEL_SIMPLE: Icon = Icon::at(77);
pub const SORT_ASCENDING: Icon = Icon::at(78);
pub const LIST_BULLETS: Icon = Icon::at(79);
pub const LIST_CHECKS: Icon = Icon::at(80);
pub const SQUARES_FOUR: Icon = Icon::at(81);
pub const BOWL_FOOD: Icon = Icon::at(82);
pub const BED: Icon = Icon::at(83);
pub const UMBRELLA: Icon = Icon::at(84);
pub const BUS: Icon = Icon::at(85);
pub const GIFT: Icon = Icon::at(86);
pub const GRADUATION_CAP: Icon = Icon::at(87);
pub const FIRST_AID: Icon = Icon::at(88);
pub const FIRST_AID_KIT: Icon = Icon::at(89);
pub const MEDAL: Icon = Icon::at(90);
pub const TAG: Icon = Icon::at(91);
pub const TARGET: Icon = Icon::at(92);
pub const GLOBE: Icon = Icon::at(93);
pub const EYE: Icon = Icon::at(94);
pub const EYE_SLASH: Icon = Icon::at(95);
pub const TRASH: Icon = Icon::at(96);
pub const KEYBOARD: Icon = Icon::at(97);
pub const SPEAKER_HIGH: Icon = Icon::at(98);
pub const EAR: Icon = Icon::at(99);
pub const DOOR_OPEN: Icon = Icon::at(100);
pub const SIGN_OUT: Icon = Icon::at(101);
pub const SIGN_IN: Icon = Icon::at(102);
pub const RECEIPT: Icon = Icon::at(103);
pub const CLIPBOARD_TEXT: Icon = Icon::at(104);
pub const NEWSPAPER: Icon = Icon::at(105);
pub const BRIEFCASE: Icon = Icon::at(106);
pub const TOOLBOX: Icon = Icon::at(107);
pub const HANDSHAKE: Icon = Icon::at(108);
pub const LIGHTNING: Icon = Icon::at(109);
pub const ARROWS_CLOCKWISE: Icon = Icon::at(110);
pub const STAR: Icon = Icon::at(111);
pub const HEART: Icon = Icon::at(112);
pub const HAND_HEART: Icon = Icon::at(113);
pub const BROOM: Icon = Icon::at(114);
pub const HOUSE_LINE: Icon = Icon::at(115);
pub const BABY: Icon = Icon::at(116);
pub const FORK_KNIFE: Icon = Icon::at(117);
pub const CHEF_HAT: Icon = Icon::at(118);
pub const KNIFE: Icon = Icon::at(119);
pub const HAND_SOAP: Icon = Icon::at(120);
pub const STOREFRONT: Icon = Icon::at(121);
pub const CASH_REGISTER: Icon = Icon::at(122);
pub const STACK: Icon = Icon::at(123);
pub const MEGAPHONE: Icon = Icon::at(124);
pub const PACKAGE: Icon = Icon::at(125);
pub const MOPED: Icon = Icon::at(126);
pub const CAR: Icon = Icon::at(127);
pub const TRUCK: Icon = Icon::at(128);
pub const TRUCK_TRAILER: Icon = Icon::at(129);
pub const WAREHOUSE: Icon = Icon::at(130);
pub const BARCODE: Icon = Icon::at(131);
pub const TROLLEY: Icon = Icon::at(132);
pub const FACTORY: Icon = Icon::at(133);
pub const GEAR_SIX: Icon = Icon::at(134);
pub const SLIDERS_HORIZONTAL: Icon = Icon::at(135);
pub const YARN: Icon = Icon::at(136);
pub const T_SHIRT: Icon = Icon::at(137);
pub const BREAD: Icon = Icon::at(138);
pub const FIRE: Icon = Icon::at(139);
pub const ENGINE: Icon = Icon::at(140);
pub const CUBE: Icon = Icon::at(141);
pub const HAMMER: Icon = Icon::at(142);
pub const WALL: Icon = Icon::at(143);
pub const HASH: Icon = Icon::at(144);
pub const PAINT_ROLLER: Icon = Icon::at(145);
pub const PAINT_BRUSH_BROAD: Icon = Icon::at(146);
pub const SHOVEL: Icon = Icon::at(147);
pub const BULLDOZER: Icon = Icon::at(148);
pub const CRANE: Icon = Icon::at(149);
pub const HARD_HAT: Icon = Icon::at(150);
pub const SCREWDRIVER: Icon = Icon::at(151);
pub const FLOWER_TULIP: Icon = Icon::at(152);
pub const PLANT: Icon = Icon::at(153);
pub const SCISSORS: Icon = Icon::at(154);
pub const FLOWER_LOTUS: Icon = Icon::at(155);
pub const HAND: Icon = Icon::at(156);
pub const DESK: Icon = Icon::at(157);
pub const LAPTOP: Icon = Icon::at(158);
pub const BELL: Icon = Icon::at(159);
pub const CALCULATOR: Icon = Icon::at(160);
pub const SHOPPING_CART: Icon = Icon::at(161);
pub const KEY: Icon = Icon::at(162);
pub const PIGGY_BANK: Icon = Icon::at(163);
pub const CHALKBOARD_TEACHER: Icon = Icon::at(164);
pub const BALLOON: Icon = Icon::at(165);
pub const SYRINGE: Icon = Icon::at(166);
pub const STETHOSCOPE: Icon = Icon::at(167);
pub const PILL: Icon = Icon::at(168);
pub const CODE: Icon = Icon::at(169);
pub const BLUEPRINT: Icon = Icon::at(170);
pub const PALETTE: Icon = Icon::at(171);
pub const VIDEO_CAMERA: Icon = Icon::at(172);
pub const CPU: Icon = Icon::at(173);
pub const TRACTOR: Icon = Icon::at(174);
pub const GRAINS: Icon = Icon::at(175);
pub const COW: Icon = Icon::at(176);
pub const STUDENT: Icon = Icon::at(177);
pub const CHAIR: Icon = Icon::at(178);
pub const SIGNPOST: Icon = Icon::at(179);
pub const PATH: Icon = Icon::at(180);
pub const MEGAPHONE_SIMPLE: Icon = Icon::at(181);
pub const HOUSE_SIMPLE: Icon = Icon::at(182);
pub const COOKING_POT: Icon = Icon::at(183);
pub const STEERING_WHEEL: Icon = Icon::at(184);
pub const GOGGLES: Icon = Icon::at(185);
pub const PLUG: Icon = Icon::at(186);
pub const COMPASS_TOOL: Icon = Icon::at(187);
pub const CHART_BAR: Icon = Icon::at(188);
pub const STEPS: Icon = Icon::at(189);
pub const NAVIGATION_ARROW: Icon = Icon::at(190);
pub const PUSH_PIN: Icon = Icon::at(191);
pub const CONFETTI: Icon = Icon::at(192);
pub const COFFEE: Icon = Icon::at(193);
pub const BOOK_OPEN: Icon = Icon::at(194);
pub const SCALES: Icon = Icon::at(195);
pub const USERS_FOUR: Icon = Icon::at(196);

/// Every icon the font has.
pub const ALL: &[Icon] = &[
    HOUSE,
    ARROW_LEFT,
    ARROW_RIGHT,
    CARET_LEFT,
    CARET_RIGHT,
    CARET_DOWN,
    CARET_UP,
    MAGNIFYING_GLASS,
    X,
    X_CIRCLE,
    CHECK,
    CHECK_CIRCLE,
    PLUS,
    MINUS,
    BACKSPACE,
    TEXT_AA,
    TRANSLATE,
    HAND_WAVING,
    CALL_BELL,
    USER_SOUND,
    HEADSET,
    HAND_TAP,
    INFO,
    WARNING,
    WARNING_CIRCLE,
    QUESTION,
    LIFEBUOY,
    SPARKLE,
    CLOCK,
    CLOCK_AFTERNOON,
    CLOCK_COUNTDOWN,
    HOURGLASS_MEDIUM,
    TIMER,
    CALENDAR_BLANK,
    CALENDAR_CHECK,
    CALENDAR_DOTS,
    SUN,
    SUN_HORIZON,
    MOON,
    LEAF,
    CLOUD_SLASH,
    CLOUD_CHECK,
    CLOUD_ARROW_UP,
    CLOUD_WARNING,
    WIFI_SLASH,
    FLOPPY_DISK,
    PAPER_PLANE_TILT,
    PENCIL_LINE,
    PENCIL_SIMPLE,
    NOTE_PENCIL,
    WRENCH,
    LOCK_KEY,
    USER,
    USERS,
    USERS_THREE,
    USER_PLUS,
    USER_CIRCLE,
    IDENTIFICATION_CARD,
    IDENTIFICATION_BADGE,
    PHONE,
    PHONE_CALL,
    MAP_PIN,
    MAP_TRIFOLD,
    BUILDINGS,
    BUILDING_OFFICE,
    BUILDING_APARTMENT,
    SEAL_CHECK,
    SEAL_WARNING,
    SHIELD_CHECK,
    SHIELD_STAR,
    QR_CODE,
    DEVICE_MOBILE,
    PRINTER,
    HAND_COINS,
    COINS,
    CURRENCY_CNY,
    WALLET,
    FUNNEL_SIMPLE,
    SORT_ASCENDING,
    LIST_BULLETS,
    LIST_CHECKS,
    SQUARES_FOUR,
    BOWL_FOOD,
    BED,
    UMBRELLA,
    BUS,
    GIFT,
    GRADUATION_CAP,
    FIRST_AID,
    FIRST_AID_KIT,
    MEDAL,
    TAG,
    TARGET,
    GLOBE,
    EYE,
    EYE_SLASH,
    TRASH,
    KEYBOARD,
    SPEAKER_HIGH,
    EAR,
    DOOR_OPEN,
    SIGN_OUT,
    SIGN_IN,
    RECEIPT,
    CLIPBOARD_TEXT,
    NEWSPAPER,
    BRIEFCASE,
    TOOLBOX,
    HANDSHAKE,
    LIGHTNING,
    ARROWS_CLOCKWISE,
    STAR,
    HEART,
    HAND_HEART,
    BROOM,
    HOUSE_LINE,
    BABY,
    FORK_KNIFE,
    CHEF_HAT,
    KNIFE,
    HAND_SOAP,
    STOREFRONT,
    CASH_REGISTER,
    STACK,
    MEGAPHONE,
    PACKAGE,
    MOPED,
    CAR,
    TRUCK,
    TRUCK_TRAILER,
    WAREHOUSE,
    BARCODE,
    TROLLEY,
    FACTORY,
    GEAR_SIX,
    SLIDERS_HORIZONTAL,
    YARN,
    T_SHIRT,
    BREAD,
    FIRE,
    ENGINE,
    CUBE,
    HAMMER,
    WALL,
    HASH,
    PAINT_ROLLER,
    PAINT_BRUSH_BROAD,
    SHOVEL,
    BULLDOZER,
    CRANE,
    HARD_HAT,
    SCREWDRIVER,
    FLOWER_TULIP,
    PLANT,
    SCISSORS,
    FLOWER_LOTUS,
    HAND,
    DESK,
    LAPTOP,
    BELL,
    CALCULATOR,
    SHOPPING_CART,
    KEY,
    PIGGY_BANK,
    CHALKBOARD_TEACHER,
    BALLOON,
    SYRINGE,
    STETHOSCOPE,
    PILL,
    CODE,
    BLUEPRINT,
    PALETTE,
    VIDEO_CAMERA,
    CPU,
    TRACTOR,
    GRAINS,
    COW,
    STUDENT,
    CHAIR,
    SIGNPOST,
    PATH,
    MEGAPHONE_SIMPLE,
    HOUSE_SIMPLE,
    COOKING_POT,
    STEERING_WHEEL,
    GOGGLES,
    PLUG,
    COMPASS_TOOL,
    CHART_BAR,
    STEPS,
    NAVIGATION_ARROW,
    PUSH_PIN,
    CONFETTI,
    COFFEE,
    BOOK_OPEN,
    SCALES,
    USERS_FOUR,
];
