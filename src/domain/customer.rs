//! A customer: the person or firm on the other end, recognised by number or address.

use crate::domain::id::CustomerId;

/// The person or firm on the other end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Customer {
    /// The row.
    pub id: CustomerId,
    /// A name where one is known, else the number or address.
    pub name: String,
}

/// The form in which e-mail addresses are compared; `None` when the text is none.
pub fn email_key(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let (name, host) = text.split_once('@')?;
    (!name.is_empty() && host.contains('.') && !text.contains(char::is_whitespace)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_compared_without_their_case() {
        assert_eq!(
            email_key(" Ruth@Calder.Example "),
            Some("ruth@calder.example".into())
        );
        assert_eq!(email_key("not an address"), None);
    }
}
