//! Telephone numbers: every writing of one number gives one key. What is known of the world's numbers comes from
//! `phonenumber`; only this module knows that. Numbers stay stored as they were written.

use std::collections::HashMap;

use phonenumber::country;

/// The country in whose national way numbers are written, by its ISO code such as `US`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region(country::Id);

/// One line per country: its ISO code and its time zones, from the public tables `zone.tab` and `backward` of the IANA.
const ZONES: &str = include_str!("phone/regions.txt");
/// How many digits a number has: fewer are an extension, more are an id.
const DIGITS: std::ops::RangeInclusive<usize> = 7..=17;
/// How many digits a number has at least that was written with the code of its country and nothing before it.
const WITH_COUNTRY: usize = 11;
/// The code of the countries of North America, whose numbers all have ten digits.
const NORTH_AMERICA: i64 = 1;
/// How many writings are kept in mind before they are read anew.
const KNOWN_AT_MOST: usize = 100_000;

impl Region {
    /// The country of an ISO code, in any case of letters.
    pub fn parse(code: &str) -> Option<Self> {
        code.trim().to_uppercase().parse().ok().map(Self)
    }

    /// The country in which a time zone lies, by its IANA name; none for `UTC` and the like.
    pub fn of_zone(zone: &str) -> Option<Self> {
        let line = ZONES
            .lines()
            .find(|line| line.split(' ').skip(1).any(|name| name == zone))?;
        Self::parse(line.split(' ').next()?)
    }

    /// The ISO code.
    pub fn code(&self) -> &str {
        self.0.as_ref()
    }

    fn is_north_american(self) -> bool {
        matches!(self.0, country::US | country::CA)
    }
}

/// A telephone number without its writing: two that are equal are one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PhoneKey {
    /// The calling code of the country, such as 1 or 49; 0 where it is not known.
    pub country: i64,
    /// The digits within the country, without what is dialled before them.
    pub national: i64,
}

/// The key of a number as written, of several in one cell the first. `region`: the country of numbers that tell none.
/// `None` for what is no whole number: [`is_number`].
pub fn phone_key(text: &str, region: Option<Region>) -> Option<PhoneKey> {
    let dialled = Dialled::read(text)?;
    dialled
        .north_american(region)
        .or_else(|| dialled.anywhere(region))
}

/// Gives the keys of one number after the other, those that came before at once.
#[derive(Debug)]
pub struct PhoneKeys {
    region: Option<Region>,
    known: HashMap<String, Option<PhoneKey>>,
}

impl PhoneKeys {
    /// Of numbers from this country, where they tell none.
    pub fn of(region: Option<Region>) -> Self {
        Self {
            region,
            known: HashMap::new(),
        }
    }

    /// As [`phone_key`].
    pub fn key(&mut self, text: &str) -> Option<PhoneKey> {
        let dialled = Dialled::read(text)?;
        if let Some(key) = dialled.north_american(self.region) {
            return Some(key);
        }
        if let Some(key) = self.known.get(text) {
            return *key;
        }
        let key = dialled.anywhere(self.region);
        if self.known.len() >= KNOWN_AT_MOST {
            self.known.clear();
        }
        self.known.insert(text.to_owned(), key);
        key
    }
}

/// Whether the text is a telephone number: not for what has fewer than seven digits (an extension, a word), hides some
/// of them (`+1555***123`) or was rounded by a spreadsheet (`1.55E+10`).
pub fn is_number(text: &str) -> bool {
    Dialled::read(text).is_some()
}

fn key(number: &phonenumber::PhoneNumber) -> Option<PhoneKey> {
    Some(PhoneKey {
        country: number.code().value().into(),
        national: i64::try_from(number.national().value()).ok()?,
    })
}

/// What is dialled to reach a number.
struct Dialled {
    digits: String,
    /// Whether a plus stands before them.
    plus: bool,
    /// Whether anything else stands between them.
    grouped: bool,
}

impl Dialled {
    fn read(text: &str) -> Option<Self> {
        let text = strip_scheme(text);
        if text.contains(['*', '@']) || text.contains("E+") || text.contains("e+") {
            return None;
        }
        let first = text.split([';', '|', ',', '\n']).next().unwrap_or(text);
        let number = without_extension(first);
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        let before = number.split(|c: char| c.is_ascii_digit()).next();
        DIGITS.contains(&digits.len()).then(|| Self {
            plus: before.is_some_and(|before| before.contains('+')),
            grouped: number.trim().len() > digits.len(),
            digits,
        })
    }

    /// The key of a number that is North American without a doubt: by far the quickest way to it.
    fn north_american(&self, region: Option<Region>) -> Option<PhoneKey> {
        let at_home = region.is_some_and(Region::is_north_american) && !self.plus;
        let abroad = match self.digits.as_str() {
            digits if self.plus => Some(digits),
            digits if at_home => digits.strip_prefix("011").or(digits.strip_prefix("00")),
            digits => digits.strip_prefix("00"),
        };
        let digits = abroad.unwrap_or(&self.digits);
        let national = match (digits.len(), digits.strip_prefix('1')) {
            (11, Some(national)) if abroad.is_some() || at_home => national,
            (10, _) if abroad.is_none() && at_home => digits,
            _ => return None,
        };
        let is_code = |at: usize| matches!(national.as_bytes().get(at), Some(b'2'..=b'9'));
        (is_code(0) && is_code(3)).then_some(PhoneKey {
            country: NORTH_AMERICA,
            national: national.parse().ok()?,
        })
    }

    /// The key of any number of the world.
    fn anywhere(&self, region: Option<Region>) -> Option<PhoneKey> {
        let national = region.and_then(|region| self.within(region));
        if let Some(number) = &national
            && phonenumber::is_valid(number)
        {
            return key(number);
        }
        self.abroad()
            .and_then(|number| key(&number))
            .or_else(|| key(&national?))
            .or_else(|| self.as_written())
    }

    /// As one dials it within the country; none where the number itself tells its country.
    fn within(&self, region: Region) -> Option<phonenumber::PhoneNumber> {
        let at_home = !self.plus;
        at_home
            .then(|| phonenumber::parse(Some(region.0), &self.digits).ok())
            .flatten()
    }

    /// As it is dialled from anywhere: behind a plus, two zeros, or bare with so many digits that its country is among
    /// them.
    fn abroad(&self) -> Option<phonenumber::PhoneNumber> {
        let parse = |digits: &str| phonenumber::parse(None, format!("+{digits}")).ok();
        if self.plus {
            return parse(&self.digits);
        }
        let bare = !self.grouped && self.digits.len() >= WITH_COUNTRY;
        match self.digits.strip_prefix("00") {
            Some(digits) => parse(digits),
            None if bare => parse(&self.digits).filter(phonenumber::is_valid),
            None => None,
        }
    }

    fn as_written(&self) -> Option<PhoneKey> {
        Some(PhoneKey {
            country: 0,
            national: self.digits.parse().ok()?,
        })
    }
}

/// The number in an address such as `sip:+13125550188@pbx.example;user=phone`.
fn strip_scheme(text: &str) -> &str {
    let text = text.trim();
    let address = ["sip:", "sips:", "tel:"].iter().find_map(|scheme| {
        let head = text.get(..scheme.len())?;
        head.eq_ignore_ascii_case(scheme)
            .then(|| text.get(scheme.len()..))
            .flatten()
    });
    address.map_or(text, |address| {
        address.split(['@', ';']).next().unwrap_or(address)
    })
}

/// What is dialled before an extension: `(312) 555-0188 x12`, `+1 312 555 0188 ext. 12`.
fn without_extension(text: &str) -> &str {
    let digits_before = |at: usize| text.bytes().take(at).filter(u8::is_ascii_digit).count();
    let at = text
        .char_indices()
        .find(|(at, c)| (c.is_alphabetic() || *c == '#') && digits_before(*at) >= *DIGITS.start());
    at.and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

#[cfg(test)]
mod tests;
