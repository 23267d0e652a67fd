//! The page as an e-mail that is not sent yet: the owner opens the file in their own mail program, adds who gets it, and
//! sends it there. The text, the page in the mail's own body, and the page as a file beside it. No address is filled in.

use anyhow::{Context, Result};
use chrono::NaiveTime;
use mail_builder::MessageBuilder;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::date::Date;
use mail_builder::headers::raw::Raw;
use mail_builder::mime::MimePart;

use super::{Summary, figures, html, markdown};

/// The summary as the bytes of an .eml file.
pub fn eml(summary: &Summary) -> Result<Vec<u8>> {
    let page = html(summary)?;
    let week = summary.week;
    let first = summary.since.unwrap_or(week);
    let subject = format!(
        "{}, week {}, {}",
        summary.business,
        week.of_year(),
        figures::days(first, week)
    );
    let bodies = MimePart::new(
        multipart("multipart/alternative", week, 2),
        vec![
            MimePart::new("text/plain", markdown(summary)),
            MimePart::new("text/html", page.clone()),
        ],
    );
    let file = MimePart::new("text/html", page).attachment(format!("deskside-{week}.html"));
    let mail = MessageBuilder::new()
        .header("X-Unsent", Raw::new("1"))
        .subject(subject)
        .date(Date::new(
            summary.to_on.and_time(NaiveTime::MIN).and_utc().timestamp(),
        ))
        .message_id(format!("deskside.{week}@localhost"))
        .body(MimePart::new(
            multipart("multipart/mixed", week, 1),
            vec![bodies, file],
        ));
    mail.write_to_vec()
        .context("could not write the summary as an e-mail")
}

/// Boundaries of our own: those of the library would differ from one time to the next.
fn multipart(
    kind: &'static str,
    week: crate::domain::week::Week,
    level: u8,
) -> ContentType<'static> {
    ContentType::new(kind).attribute("boundary", format!("=_deskside-{week}-{level}"))
}
