//! stub
/// stub
pub fn fill(_: &crate::store::Store, _: crate::domain::call::Instant) -> anyhow::Result<()> {
    Ok(())
}
