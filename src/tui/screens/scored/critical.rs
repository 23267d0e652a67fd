//! Critical errors in words.

use crate::domain::scorecard::Class;
use crate::store::evaluation::Outcome;
use crate::tui::glyphs::CRITICAL;
use crate::tui::words;

fn by_class(result: &Outcome) -> [(Class, Option<i64>); 3] {
    [
        (Class::Customer, result.customer_errors),
        (Class::Business, result.business_errors),
        (Class::Compliance, result.compliance_errors),
    ]
}

/// How many and against whom: `‼ 3 critical errors: 2 against the customer, 1 against a rule or law`; none without any.
pub fn told(result: &Outcome) -> Option<String> {
    let made: Vec<(Class, i64)> = by_class(result)
        .into_iter()
        .filter_map(|(class, errors)| Some((class, errors.filter(|count| *count > 0)?)))
        .collect();
    let against = match made[..] {
        [] => return None,
        [(class, _)] => class.against().to_owned(),
        _ => {
            let each = made
                .iter()
                .map(|(class, count)| format!("{count} {}", class.against()));
            each.collect::<Vec<_>>().join(", ")
        }
    };
    let count = made.iter().map(|(_, count)| count).sum();
    let count = words::counted(count, "critical error");
    Some(format!("{CRITICAL} {count}: {against}"))
}

/// What is told instead where there are none.
pub fn none(result: &Outcome) -> &'static str {
    if by_class(result).iter().any(|(_, errors)| errors.is_some()) {
        "no critical error"
    } else {
        "nothing critical applied"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn critical_errors_tell_against_whom() {
        let mut result = Outcome::default();
        assert_eq!(
            (told(&result), none(&result)),
            (None, "nothing critical applied")
        );
        result.customer_errors = Some(0);
        assert_eq!((told(&result), none(&result)), (None, "no critical error"));
        result.customer_errors = Some(1);
        assert_eq!(
            told(&result).as_deref(),
            Some("‼ 1 critical error: against the customer")
        );
        (result.customer_errors, result.compliance_errors) = (Some(2), Some(1));
        assert_eq!(
            told(&result).as_deref(),
            Some("‼ 3 critical errors: 2 against the customer, 1 against a rule or law")
        );
    }
}
