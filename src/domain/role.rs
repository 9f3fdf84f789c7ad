//! What a member of staff may do. An account has one role or several: at a small station one woman is clerk, counsellor
//! and reviewer, and what she may not do she must not do by accident (等保2.0: least privilege, no shared accounts).

/// What somebody is at the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// 经办员: registers, serves, calls back.
    Clerk,
    /// 职业指导师: guides, and sees why somebody needs particular help.
    Counsellor,
    /// 审核员: looks through postings and registrations that need a second look.
    Reviewer,
    /// 负责人: everything but the machine.
    Supervisor,
    /// 技术员: the machine, the line and the accounts; nobody's file.
    Technician,
}

impl Role {
    pub const ALL: [Self; 5] = [Self::Clerk, Self::Counsellor, Self::Reviewer, Self::Supervisor, Self::Technician];

    /// The word of the store and of the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Clerk => "clerk",
            Self::Counsellor => "counsellor",
            Self::Reviewer => "reviewer",
            Self::Supervisor => "supervisor",
            Self::Technician => "technician",
        }
    }

    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == word)
    }

    const fn bit(self) -> u8 {
        1 << self as u8
    }

    const fn may(self, what: May) -> bool {
        match self {
            Self::Clerk => matches!(what, May::SeePeople | May::Serve),
            Self::Counsellor => matches!(what, May::SeePeople | May::Serve | May::SeeSensitive),
            Self::Reviewer => matches!(what, May::SeePeople | May::Review),
            Self::Supervisor => !matches!(what, May::KeepMachine),
            Self::Technician => matches!(what, May::KeepMachine | May::KeepAccounts | May::ReadAudit),
        }
    }
}

/// Something that not everybody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum May {
    /// Open the list of registered people and a person's page.
    SeePeople,
    /// Register, record services, work on tasks, refer.
    Serve,
    /// See and set groups that are sensitive (PIPL article 28).
    SeeSensitive,
    /// Review postings; confirm what others typed.
    Review,
    /// Say that two registrations are one person's.
    Merge,
    /// Read the year's figures and make reports.
    Report,
    ReadAudit,
    KeepAccounts,
    KeepMachine,
}

impl May {
    pub const ALL: [Self; 9] = [
        Self::SeePeople,
        Self::Serve,
        Self::SeeSensitive,
        Self::Review,
        Self::Merge,
        Self::Report,
        Self::ReadAudit,
        Self::KeepAccounts,
        Self::KeepMachine,
    ];
}

/// The roles of an account.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Roles(u8);

impl Roles {
    #[must_use]
    pub const fn none() -> Self {
        Self(0)
    }

    #[must_use]
    pub fn of(roles: &[Role]) -> Self {
        Self(roles.iter().fold(0, |bits, role| bits | role.bit()))
    }

    #[must_use]
    pub const fn has(self, role: Role) -> bool {
        self.0 & role.bit() != 0
    }

    pub fn each(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| self.has(*role))
    }

    /// Whether one of the roles allows it.
    #[must_use]
    pub fn may(self, what: May) -> bool {
        self.each().any(|role| role.may(what))
    }

    /// Whether these may do everything that the others may. Nobody gives away, or takes over by a new PIN, what she may not
    /// do herself: else whoever keeps the machine would be one touch away from people's files.
    #[must_use]
    pub fn cover(self, others: Self) -> bool {
        May::ALL.into_iter().all(|what| self.may(what) || !others.may(what))
    }

    /// The same with this role, or without it.
    #[must_use]
    pub const fn with(self, role: Role, has: bool) -> Self {
        Self(if has { self.0 | role.bit() } else { self.0 & !role.bit() })
    }

    #[must_use]
    pub const fn is_none(self) -> bool {
        self.0 == 0
    }
}

impl std::fmt::Debug for Roles {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.each().map(Role::as_str)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_keeps_the_machine_sees_nobodys_file_and_who_serves_keeps_no_accounts() {
        let technician = Roles::of(&[Role::Technician]);
        assert!(technician.may(May::KeepAccounts) && technician.may(May::ReadAudit));
        assert!(!technician.may(May::SeePeople) && !technician.may(May::Serve));
        let clerk = Roles::of(&[Role::Clerk]);
        assert!(clerk.may(May::Serve) && !clerk.may(May::SeeSensitive) && !clerk.may(May::Merge));
        assert!(!Roles::none().may(May::SeePeople));
    }

    #[test]
    fn several_roles_of_one_account_add_up() {
        let roles = Roles::of(&[Role::Clerk, Role::Counsellor]);
        assert!(roles.may(May::Serve) && roles.may(May::SeeSensitive) && !roles.may(May::Review));
        assert_eq!(roles.each().map(Role::as_str).collect::<Vec<_>>(), ["clerk", "counsellor"]);
        assert_eq!(Role::parse("counsellor"), Some(Role::Counsellor));
        assert_eq!(Role::parse("boss"), None);
    }

    #[test]
    fn nobody_covers_an_account_that_may_more_than_she() {
        let roles = |roles: &[Role]| Roles::of(roles);
        let (supervisor, technician) = (roles(&[Role::Supervisor]), roles(&[Role::Technician]));
        assert!(
            supervisor.cover(roles(&[Role::Clerk, Role::Counsellor, Role::Reviewer])) && supervisor.cover(supervisor)
        );
        assert!(!supervisor.cover(technician) && !technician.cover(roles(&[Role::Clerk])));
        assert!(!technician.cover(supervisor) && technician.cover(technician));
        assert!(supervisor.with(Role::Technician, true).cover(technician));
        assert!(technician.with(Role::Technician, false).is_none());
    }
}
