//! After a session nothing of it is left: not on the screen, not in the state, not in what egui remembers, not in a texture,
//! and not among the slips that wait. Whichever way it ends: by her own touch, by the pause, by walking away in the middle.

use super::visit::lay_card;
use super::{Stand, all_words, at, screen, tap, touch, usual};
use eframe::egui;
use egui_kittest::kittest::Queryable as _;
use yizhan::runtime::{Event, Job};
use yizhan::screens::service::ServiceFacts;
use yizhan::screens::visit::VisitFacts;
use yizhan::screens::{Draft, Listing, Opened, Screen};

/// A name that stands nowhere else.
const NAME: &str = "测试鑫";
const KNOWN: &str = "430000199003071519";

/// How somebody leaves.
#[derive(Debug, Clone, Copy)]
enum Leaves {
    /// By the last button of her page, and home.
    ByTouch,
    /// The question whether she is still there stands, and nobody answers.
    ByPause,
}

const WAYS: [Leaves; 2] = [Leaves::ByTouch, Leaves::ByPause];

impl Leaves {
    fn go(self, stand: &mut Stand<'_>) {
        match self {
            Self::ByTouch => {
                touch(stand, "首页");
                touch(stand, "返回");
            }
            Self::ByPause => at(stand, 3_000.0),
        }
        stand.run_steps(4);
    }
}

fn typed(stand: &mut Stand<'_>, label: &str, text: &str) {
    let rect = stand.root().get_by_label(label).rect();
    tap(stand, rect.center());
    stand.event(egui::Event::Text(text.into()));
    stand.run_steps(4);
}

/// What egui keeps for fields, scrolled lists, codes and the like.
fn remembered(stand: &Stand<'_>) -> usize {
    stand.ctx.memory(|memory| memory.data.len())
}

fn nothing_is_left(stand: &Stand<'_>, way: Leaves, fresh: (usize, usize)) {
    assert_eq!(screen(stand), Screen::Attract, "{way:?}");
    let said = all_words(stand).join("\n");
    assert!(!said.contains(NAME) && !said.contains("1380000") && !said.contains(KNOWN), "{way:?}: {said}");
    let state = stand.state().kiosk.state();
    let session = &state.session;
    assert_eq!(session.visit, VisitFacts::default(), "{way:?}");
    assert!(session.service == ServiceFacts::default(), "{way:?}");
    assert!(session.draft == Draft::default(), "{way:?}");
    assert_eq!((&session.listing, &session.opened), (&Listing::default(), &Opened::None), "{way:?}");
    assert_eq!(session.stack, [Screen::Attract], "{way:?}");
    assert!(state.devices.card.is_none() && state.devices.printing.is_none() && state.toast.is_none(), "{way:?}");
    assert!(state.staff.signed_in.is_none(), "{way:?}");
    let asked = &stand.state().asked;
    assert!(asked.contains(&Job::ForgetSlips), "{way:?}: slips that wait are still printed");
    let (memory, textures) = fresh;
    assert!(remembered(stand) <= memory, "{way:?}: {} things are remembered", remembered(stand));
    assert_eq!(stand.ctx.tex_manager().read().num_allocated(), textures, "{way:?}");
}

/// What a kiosk remembers that nobody has used: some frames old, so that what comes and goes by itself has come.
fn fresh() -> (usize, usize) {
    let mut stand = usual(300);
    stand.run_steps(10);
    (remembered(&stand) + 4, stand.ctx.tex_manager().read().num_allocated())
}

fn after(way: Leaves, session: impl FnOnce(&mut Stand<'static>)) -> Stand<'static> {
    let mut stand = usual(300);
    touch(&mut stand, "开始找工作");
    session(&mut stand);
    way.go(&mut stand);
    nothing_is_left(&stand, way, fresh());
    stand
}

#[test]
fn canary_a_name_typed_to_apply_is_nowhere_afterwards() {
    for way in WAYS {
        let stand = after(way, |stand| {
            for step in ["最新岗位", "测试", "我想去", "没登记过"] {
                touch(stand, step);
            }
            typed(stand, "姓名", NAME);
            assert_eq!(stand.state().kiosk.state().session.draft.visit.short.name, NAME);
        });
        let id = egui::Id::unique("applicant's name");
        assert!(egui::TextEdit::load_state(&stand.ctx, id).is_none(), "{way:?}: it can be undone");
    }
}

#[test]
fn canary_who_looked_at_her_things_leaves_none_of_them() {
    for way in WAYS {
        after(way, |stand| {
            touch(stand, "我的");
            lay_card(stand, KNOWN);
            assert!(all_words(stand).join("\n").contains("测*"), "{:?}", all_words(stand));
            touch(stand, "带走一份");
        });
    }
}

#[test]
fn canary_a_resume_with_a_name_is_gone_with_its_person() {
    for way in WAYS {
        after(way, |stand| {
            for step in ["本站服务", "写简历", "技术工人", "电焊工", "5到10年", "看图纸", "好了，看看简历"]
            {
                touch(stand, step);
            }
            touch(stand, "写上我的姓名和电话");
            lay_card(stand, KNOWN);
            assert!(all_words(stand).join("\n").contains("13800000000"));
        });
    }
}

#[test]
fn canary_what_was_filled_into_a_form_is_gone_here_and_in_the_store() {
    let stand = after(Leaves::ByPause, |stand| {
        for step in ["本站服务", "办事", "失业登记", "现在填"] {
            touch(stand, step);
        }
        typed(stand, "姓名", NAME);
        at(stand, 20.0);
        at(stand, 24.0);
        assert!(stand.state().workers.kept.borrow().is_some(), "kept while she is there");
    });
    assert_eq!(*stand.state().workers.kept.borrow(), None, "what was kept is forgotten");
}

#[test]
fn canary_an_answer_of_the_store_that_comes_too_late_is_shown_to_nobody() {
    let mut stand = usual(300);
    for step in ["开始找工作", "我的"] {
        touch(&mut stand, step);
    }
    stand.state().workers.silent.set(true);
    lay_card(&mut stand, KNOWN);
    Leaves::ByPause.go(&mut stand);
    let job = stand.state().workers.done.borrow().last().cloned().unwrap();
    let event = super::fake::visit::answer(job, None);
    stand.state().workers.tell(Event::Visit(Box::new(event)));
    stand.run_steps(4);
    nothing_is_left(&stand, Leaves::ByPause, fresh());
}

#[test]
fn canary_a_slip_asked_for_and_left_is_taken_back() {
    let mut stand = usual(300);
    stand.state().workers.tell(Event::CanPrint);
    touch(&mut stand, "开始找工作");
    let before = stand.state().asked.len();
    for step in ["最新岗位", "测试", "带走", "打印小票"] {
        touch(&mut stand, step);
    }
    assert!(stand.state().asked.iter().skip(before).any(|job| matches!(job, Job::Print { .. })));
    at(&mut stand, 3_000.0);
    let (printed, forgotten) = {
        let asked = &stand.state().asked;
        let place = |is: fn(&Job) -> bool| asked.iter().rposition(is);
        (place(|job| matches!(job, Job::Print { .. })), place(|job| matches!(job, Job::ForgetSlips)))
    };
    assert!(forgotten > printed, "what waits for the printer is taken back after it was asked for");
}
