//! 利用中の人: who is signed in, as whom, and what the role allows. Made only by signing in.

use std::collections::BTreeSet;

use super::Permission;

/// Proof that somebody signed in. Fields are private: nobody can make one up.
#[derive(Debug, Clone)]
pub struct Session {
    account: i64,
    person: i64,
    login: String,
    name: String,
    role: String,
    permissions: BTreeSet<Permission>,
}

impl Session {
    pub(crate) fn new(
        account: i64,
        person: i64,
        login: String,
        name: String,
        role: String,
        permissions: BTreeSet<Permission>,
    ) -> Self {
        Self { account, person, login, name, role, permissions }
    }

    pub fn account(&self) -> i64 {
        self.account
    }

    /// Who it is in the 職員名簿; separation of duty compares this, not roles.
    pub fn person(&self) -> i64 {
        self.person
    }

    pub fn login(&self) -> &str {
        &self.login
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn role(&self) -> &str {
        &self.role
    }

    pub fn may(&self, permission: Permission) -> bool {
        self.permissions.contains(&permission)
    }

    pub fn permissions(&self) -> impl Iterator<Item = Permission> + '_ {
        self.permissions.iter().copied()
    }
}
