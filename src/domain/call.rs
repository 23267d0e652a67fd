//! A call: one conversation with a customer on any channel, and whether it may be drawn.

use chrono::{DateTime, FixedOffset};

use crate::domain::id::{CallId, CustomerId, RepId};
use crate::domain::week::Week;

/// An instant with the offset from UTC at which it happened.
pub type Instant = DateTime<FixedOffset>;

/// One stored conversation with what lists and forms show of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// The row.
    pub id: CallId,
    /// `SOURCE:SOURCE_ID`, on which the ticket of a draw rests.
    pub ticket_id: String,
    /// Who handled it; none when nobody known did.
    pub rep_id: Option<RepId>,
    /// The rep's name, else the name as the file wrote it.
    pub rep: String,
    /// Whom it was with, where known.
    pub customer_id: Option<CustomerId>,
    /// The customer's name, else number or address as written, else empty.
    pub customer: String,
    /// When it began.
    pub started_at: Instant,
    /// The week in the business's zone, fixed when it was stored.
    pub week: Week,
    /// How it was held.
    pub channel: Channel,
    /// Who began it, where the file tells.
    pub direction: Option<Direction>,
    /// Seconds of talk with a person; none when the file does not tell.
    pub talk_secs: Option<i64>,
    /// Whether it may be drawn, and if not, why.
    pub standing: Standing,
    /// Where the recording lies, as written; never fetched.
    pub recording: String,
    /// The owner's or the file's note.
    pub note: String,
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $word)] $variant),+
        }

        impl $name {
            /// Every one, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in the file, on the command line and on the screen.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The one that `word` names.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.word() == word)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}
pub(in crate::domain) use words;

words! {
    /// How a conversation was held.
    Channel {
        /// Spoken over the telephone.
        Phone = "phone",
        /// Typed, back and forth.
        Chat = "chat",
        /// Letters by e-mail.
        Email = "email",
        /// Spoken with a picture.
        Video = "video",
        /// Across the counter.
        InPerson = "in_person",
    }
}

impl Channel {
    /// Whether it is read rather than listened to; a length in seconds says nothing of it.
    pub fn is_written(self) -> bool {
        matches!(self, Self::Chat | Self::Email)
    }
}

words! {
    /// Who began the conversation.
    Direction {
        /// The customer did.
        In = "in",
        /// The rep did.
        Out = "out",
    }
}

words! {
    /// Whether a call may be drawn; every word but `handled` is a reason why not.
    Standing {
        /// A rep talked with a customer: it may be drawn.
        Handled = "handled",
        /// Between two people of the house.
        Internal = "internal",
        /// Nobody picked up.
        Unanswered = "unanswered",
        /// Only the voicemail did.
        Voicemail = "voicemail",
        /// Only a recorded menu did.
        Menu = "menu",
        /// Answered by nobody whom this desk knows.
        NoRep = "no_rep",
    }
}

words! {
    /// How a call came to be heard. Only `random` feeds the KPIs.
    Lane {
        /// Drawn from a frame.
        Random = "random",
        /// Chosen by hand.
        Targeted = "targeted",
    }
}
