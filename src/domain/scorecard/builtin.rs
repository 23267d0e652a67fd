//! The scorecards that every desk begins with. The program carries their TOML along.

/// Key and TOML of each, in the order in which they are offered.
pub fn builtin() -> &'static [(&'static str, &'static str)] {
    &[
        (
            "support",
            include_str!("../../../assets/scorecards/support.toml"),
        ),
        (
            "technical",
            include_str!("../../../assets/scorecards/technical.toml"),
        ),
        (
            "sales",
            include_str!("../../../assets/scorecards/sales.toml"),
        ),
        (
            "orders",
            include_str!("../../../assets/scorecards/orders.toml"),
        ),
        (
            "written",
            include_str!("../../../assets/scorecards/written.toml"),
        ),
    ]
}
