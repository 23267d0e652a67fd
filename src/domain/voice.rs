//! What is noted while listening: moments, and the customer's own words with their cause.

use crate::domain::call::words;

words! {
    /// What sort of moment it was.
    MomentKind {
        /// Worth praise.
        Praise = "praise",
        /// To do better.
        Improve = "improve",
        /// The customer's words.
        Voice = "voice",
    }
}

impl MomentKind {
    /// The sign before it in lists.
    pub fn sign(self) -> char {
        match self {
            Self::Praise => '+',
            Self::Improve => '−',
            Self::Voice => '“',
        }
    }
}

words! {
    /// Who or what is behind what a customer said.
    Cause {
        /// A rule of the business.
        Policy = "policy",
        /// What it costs.
        Price = "price",
        /// What is sold.
        Product = "product",
        /// How things are done.
        Process = "process",
        /// What was promised.
        Promise = "promise",
        /// A person of the house.
        Rep = "rep",
        /// The customer.
        Customer = "customer",
    }
}
