//! Changes to a scorecard that is being edited: moving, adding, taking away. Whether the result may be used is judged by
//! `parse`, what could be better by `lint`; which changes are of words only, here.

use super::{Guide, Kind, Measure, NaPolicy, Question, Scorecard, Section};

impl Scorecard {
    /// Section and place in it of the question with index `at`.
    pub fn place_of(&self, at: usize) -> Option<(usize, usize)> {
        let mut left = at;
        for (section, one) in self.sections.iter().enumerate() {
            if left < one.questions.len() {
                return Some((section, left));
            }
            left -= one.questions.len();
        }
        None
    }

    /// The question with index `at`, to be changed.
    pub fn question_mut(&mut self, at: usize) -> Option<&mut Question> {
        let (section, place) = self.place_of(at)?;
        self.sections.get_mut(section)?.questions.get_mut(place)
    }

    /// Puts a question behind the one with index `at`, in its section.
    pub fn add_question(&mut self, at: usize, question: Question) {
        match self.place_of(at) {
            Some((section, place)) => self.sections[section].questions.insert(place + 1, question),
            None => {
                if let Some(last) = self.sections.last_mut() {
                    last.questions.push(question);
                }
            }
        }
    }

    /// Puts a section with one question behind the section of the question with index `at`.
    pub fn add_section(&mut self, at: usize, name: &str, question: Question) {
        let after = self
            .place_of(at)
            .map_or(self.sections.len(), |(section, _)| section + 1);
        let section = Section {
            name: name.to_owned(),
            questions: vec![question],
        };
        self.sections.insert(after, section);
    }

    /// Takes a question away, and its section with it when that is empty then. The last question stays.
    pub fn remove_question(&mut self, at: usize) {
        let Some((section, place)) = self.place_of(at) else {
            return;
        };
        if self.questions().count() == 1 {
            return;
        }
        self.sections[section].questions.remove(place);
        if self.sections[section].questions.is_empty() {
            self.sections.remove(section);
        }
    }

    /// Moves a question one place down or up, over the edge of its section into the next; gives back its new index.
    pub fn move_question(&mut self, at: usize, down: bool) -> usize {
        let Some((section, place)) = self.place_of(at) else {
            return at;
        };
        let length = self.sections[section].questions.len();
        let (inside, beside) = if down {
            (place + 1 < length, section + 1 < self.sections.len())
        } else {
            (place > 0, section > 0)
        };
        if inside {
            let other = if down { place + 1 } else { place - 1 };
            self.sections[section].questions.swap(place, other);
            return if down { at + 1 } else { at - 1 };
        }
        if !beside || length == 1 {
            return at;
        }
        let question = self.sections[section].questions.remove(place);
        if down {
            self.sections[section + 1].questions.insert(0, question);
        } else {
            self.sections[section - 1].questions.push(question);
        }
        at
    }

    /// What changed besides words from `before` to this: the first difference that makes scores another thing. None
    /// when only names, texts and explanations changed.
    pub fn changed_beyond_words(&self, before: &Self) -> Option<String> {
        let (now, then): (Vec<_>, Vec<_>) =
            (self.questions().collect(), before.questions().collect());
        if let Some(gone) = then.iter().find(|one| self.question(&one.key).is_none()) {
            return Some(format!("question {} was taken away", gone.key));
        }
        if let Some(new) = now.iter().find(|one| before.question(&one.key).is_none()) {
            return Some(format!("question {} is new", new.key));
        }
        if (self.min_applicable_share - before.min_applicable_share).abs() > 1e-9 {
            return Some("how much must apply has changed".into());
        }
        now.iter().find_map(|one| {
            let other = before.question(&one.key)?;
            let what = match () {
                () if one.measure != other.measure => "counts for something else",
                () if !same_worth(&one.kind, &other.kind) => "is answered otherwise",
                () if one.na != other.na => "takes n/a otherwise",
                () if one.ask_if != other.ask_if => "is asked under another condition",
                () if one.role != other.role => "measures something else",
                () => return None,
            };
            Some(format!("question {} {what}", one.key))
        })
    }
}

/// Whether two kinds take the same answers for the same points, whatever the words.
fn same_worth(one: &Kind, other: &Kind) -> bool {
    match (one, other) {
        (Kind::Scale(a), Kind::Scale(b)) => a
            .iter()
            .map(|step| step.points)
            .eq(b.iter().map(|step| step.points)),
        (Kind::Choice(a), Kind::Choice(b)) => a
            .iter()
            .map(|option| (&option.key, option.points))
            .eq(b.iter().map(|option| (&option.key, option.points))),
        (one, other) => one == other,
    }
}

impl Question {
    /// A new yes-or-no question of weight 1, with a key that none of `taken` has.
    pub fn new(text: &str, taken: &Scorecard) -> Self {
        Self {
            key: free_key(text, taken),
            text: text.to_owned(),
            guide: Guide::default(),
            kind: Kind::YesNo,
            measure: Measure::Quality { weight: 1.0 },
            na: NaPolicy::Exclude,
            ask_if: None,
            role: None,
            remarks: Vec::new(),
        }
    }
}

/// The name for programs that `text` suggests: `snake_case`, at most 30 characters.
pub fn key_of(text: &str) -> String {
    let words: Vec<String> = text
        .to_lowercase()
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let key: String = words.join("_").chars().take(30).collect();
    let key = key.trim_matches('_').to_owned();
    if key.starts_with(|c: char| c.is_ascii_lowercase()) {
        key
    } else {
        format!("q_{key}").trim_end_matches('_').to_owned()
    }
}

fn free_key(text: &str, taken: &Scorecard) -> String {
    let key = key_of(text);
    let free = |key: &str| taken.question(key).is_none() && key != "na";
    if free(&key) {
        return key;
    }
    let questions = taken.questions().count();
    (2..=questions + 2)
        .map(|number| format!("{key}_{number}"))
        .find(|key| free(key))
        .unwrap_or(key)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::super::builtin;
    use super::*;

    fn card() -> Scorecard {
        Scorecard::parse("support", builtin()[0].1).unwrap()
    }

    fn order(card: &Scorecard) -> Vec<&str> {
        card.questions().map(|one| one.key.as_str()).collect()
    }

    #[test]
    fn a_question_moves_over_the_edge_of_its_section() {
        let mut card = card();
        // verified_account, correct_info and tied_solution stand in one section, solved begins the next.
        assert_eq!(card.place_of(9), Some((3, 2)));
        assert_eq!(
            card.move_question(9, true),
            9,
            "it begins the next section now"
        );
        assert_eq!(card.place_of(9), Some((4, 0)));
        assert_eq!(card.move_question(9, true), 10);
        assert_eq!(order(&card)[9..11], ["solved", "tied_solution"]);
        assert_eq!(
            card.move_question(0, false),
            0,
            "nothing stands before the first"
        );
        assert_eq!(card.move_question(11, true), 11, "nor behind the last");
    }

    #[test]
    fn questions_come_and_go_and_an_empty_section_goes_too() {
        let mut card = card();
        let new = Question::new("Used the customer's name", &card);
        assert_eq!(new.key, "used_the_customer_s_name");
        card.add_question(0, new);
        assert_eq!(order(&card)[1], "used_the_customer_s_name");
        let again = Question::new("Used the customer's name", &card);
        assert_eq!(again.key, "used_the_customer_s_name_2");
        card.add_section(0, "Middle", again);
        assert_eq!(card.sections[1].name, "Middle");
        card.remove_question(2);
        assert_eq!(card.sections[1].name, "Finding the need");
        for _ in 0..40 {
            card.remove_question(0);
        }
        assert_eq!(card.questions().count(), 1);
    }

    #[test]
    fn a_change_of_words_is_told_from_a_change_of_what_counts() {
        let before = card();
        let mut now = before.clone();
        now.name = "Help".into();
        now.sections[0].name = "Start".into();
        now.question_mut(0).unwrap().text = "Let them speak".into();
        now.question_mut(0).unwrap().guide.yes = "They spoke.".into();
        now.question_mut(0).unwrap().remarks.push("Cut in".into());
        now.move_question(7, true);
        assert_eq!(now.changed_beyond_words(&before), None);
        now.question_mut(1).unwrap().measure = Measure::Quality { weight: 9.0 };
        assert_eq!(
            now.changed_beyond_words(&before).unwrap(),
            "question found_need counts for something else"
        );
        now.remove_question(0);
        assert_eq!(
            now.changed_beyond_words(&before).unwrap(),
            "question let_finish was taken away"
        );
    }

    #[test]
    fn a_text_suggests_a_key() {
        for (text, key) in [
            ("Found the need", "found_the_need"),
            ("1st thing", "q_1st_thing"),
            ("???", "q"),
            ("Größe", "gr_e"),
        ] {
            assert_eq!(key_of(text), key);
        }
    }
}
