//! Counts in words, wherever people read them.

/// `1 call`, `5 calls`, `1,204 calls`; `what` in the singular.
pub fn counted(count: i64, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{} {what}{plural}", thousands(count))
}

/// A count with commas between thousands.
pub fn thousands(count: i64) -> String {
    let digits = count.abs().to_string();
    let mut told = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            told.push(',');
        }
        told.push(digit);
    }
    if count < 0 { format!("-{told}") } else { told }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_told_otherwise_than_many() {
        assert_eq!(counted(0, "call"), "0 calls");
        assert_eq!(counted(1, "call"), "1 call");
        assert_eq!(counted(1204, "call"), "1,204 calls");
        assert_eq!(thousands(-1_000_000), "-1,000,000");
    }
}
