//! The shape of a tree: what holds what, how often, how much; and by that, which of it are the records.

use std::collections::HashMap;

/// A place in the shape.
pub type Node = usize;

/// What lists of calls are called where they are called anything.
const NAMES: &[&str] = &[
    "records",
    "calls",
    "call",
    "data",
    "items",
    "objects",
    "results",
    "result",
    "value",
    "values",
    "rows",
    "entries",
    "logs",
    "list",
    "conversations",
    "interactions",
    "cdr",
    "cdrs",
    "call_logs",
    "calllogs",
    "calllog",
    "call_log",
    "contents",
    "response",
];
/// How many steps from the root an empty list stands at most that would hold the records.
const EMPTY_AT_MOST: usize = 3;
/// The most different places that are told apart; a file of calls has a few dozen.
const PLACES_AT_MOST: usize = 10_000;

/// What holds what, how often.
#[derive(Debug)]
pub struct Shape {
    places: Vec<Holding>,
    by_name: HashMap<(Node, String, bool), Node>,
    /// The lists without anything in them that would hold the records, each with the way that leads to it.
    empty: Vec<(String, Vec<Node>)>,
}

#[derive(Debug, Default)]
struct Holding {
    name: String,
    listed: bool,
    count: u64,
    leaves: u64,
    times: u64,
    parts: Vec<Node>,
}

/// What the things at one place hold themselves, without the lists in them.
#[derive(Debug, Clone, Copy, Default)]
struct Own {
    leaves: u64,
    times: u64,
}

impl Default for Shape {
    fn default() -> Self {
        let root = Holding {
            count: 1,
            ..Holding::default()
        };
        Self {
            places: vec![root],
            by_name: HashMap::new(),
            empty: Vec::new(),
        }
    }
}

impl Shape {
    /// What holds everything.
    pub const ROOT: Node = 0;

    /// Enters something under `name` at `from`; where it leads.
    pub(super) fn enter(&mut self, from: Node, name: &str, listed: bool) -> Node {
        let next = self.places.len();
        let to = match self.child(from, name, listed) {
            Some(node) => node,
            None if next >= PLACES_AT_MOST => from,
            None => {
                self.by_name.insert((from, name.to_owned(), listed), next);
                self.places.push(Holding {
                    name: name.to_owned(),
                    listed,
                    ..Holding::default()
                });
                if let Some(above) = self.places.get_mut(from) {
                    above.parts.push(next);
                }
                next
            }
        };
        if let Some(place) = self.places.get_mut(to) {
            place.count += 1;
        }
        to
    }

    /// Counts a value.
    pub(super) fn leaf(&mut self, at: Node, is_time: bool) {
        if let Some(place) = self.places.get_mut(at) {
            place.leaves += 1;
            place.times += u64::from(is_time);
        }
    }

    /// Takes an empty list near the top into account, to which `way` leads; one without a name is the whole file.
    pub(super) fn saw_empty(&mut self, name: &str, way: &[Node]) {
        let near = way.len() <= EMPTY_AT_MOST;
        if near && self.empty.is_empty() && (name.is_empty() || is_name_of_records(name)) {
            self.empty.push((name.to_owned(), way.to_vec()));
        }
    }

    /// Takes a value without anything in it into account: it stands for the list that its name promises.
    pub(super) fn saw_nothing(&mut self, name: &str, way: &[Node]) {
        if is_name_of_many(name) {
            self.saw_empty(name, way);
        }
    }

    /// That the list which would hold the records is empty, where there is one. What stands in a list of several, or holds
    /// values beside what it stands in, is a record itself, and holds no list of them.
    pub fn empty(&self) -> Option<String> {
        let (name, way) = self.empty.first()?;
        let alone = way.iter().all(|node| self.count(*node) == 1);
        let above = way.get(1).filter(|_| way.len() == EMPTY_AT_MOST);
        let is_record = above
            .and_then(|node| self.places.get(*node))
            .is_some_and(|place| place.leaves > 0);
        (alone && !is_record).then(|| match name.as_str() {
            "" => "the list in it is empty".into(),
            name => format!("its list '{name}' is empty"),
        })
    }

    /// Where `name` leads from `from`.
    pub(super) fn child(&self, from: Node, name: &str, listed: bool) -> Option<Node> {
        self.by_name.get(&(from, name.to_owned(), listed)).copied()
    }

    /// Whether what stands there stands in a list.
    pub(super) fn is_list(&self, node: Node) -> bool {
        self.places.get(node).is_some_and(|place| place.listed)
    }

    /// Makes a list of what stands several times in one thing: in XML nothing else tells. What is all that the root
    /// holds is a list as well, of one.
    pub fn find_lists(&mut self) {
        let mut above: Vec<(Node, u64, bool)> = vec![(Self::ROOT, 1, true)];
        let mut lists = Vec::new();
        while let Some((node, count, is_top)) = above.pop() {
            let parts = self.parts(node);
            for part in parts {
                let often = self.places.get(*part).map_or(0, |place| place.count);
                let alone = is_top && node != Self::ROOT && parts.len() == 1;
                if often > count || alone {
                    lists.push(*part);
                }
                above.push((*part, often, node == Self::ROOT));
            }
        }
        for node in lists {
            if let Some(place) = self.places.get_mut(node) {
                place.listed = true;
            }
        }
        self.see_bare_top();
    }

    /// What the whole of an XML file is in, without any part, is an empty list where its name promises one.
    fn see_bare_top(&mut self) {
        if let [top] = *self.parts(Self::ROOT)
            && self.parts(top).is_empty()
            && let Some(name) = self.places.get(top).map(|place| place.name.clone())
        {
            self.saw_nothing(&name, &[Self::ROOT]);
        }
    }

    fn parts(&self, node: Node) -> &[Node] {
        self.places.get(node).map_or(&[], |place| &place.parts)
    }

    /// Where the records stand: from the top down, the list within, as long as it is more than what it stands in.
    pub fn records(&self) -> Node {
        let mut here = Self::ROOT;
        loop {
            let own = self.own(here);
            let best = self.lists(here).into_iter().max_by_key(|list| {
                let inside = self.whole(*list);
                (inside.times > 0, inside.leaves, usize::MAX - list)
            });
            match best {
                Some(list) if here == Self::ROOT || self.is_more(list, here, own) => here = list,
                _ => return here,
            }
        }
    }

    /// Whether what stands in a list are the records, not what the list stands in.
    fn is_more(&self, list: Node, around: Node, own: Own) -> bool {
        let inside = self.whole(list);
        let per = |own: Own, node: Node| own.leaves as f64 / self.count(node).max(1) as f64;
        let named = self
            .places
            .get(list)
            .is_some_and(|place| is_name_of_records(&place.name));
        let times = (own.times > 0, inside.times > 0);
        times == (false, true)
            || named && self.count(around) == 1 && times != (true, false)
            || times.0 == times.1 && per(inside, list) > per(own, around)
    }

    fn count(&self, node: Node) -> u64 {
        self.places.get(node).map_or(0, |place| place.count)
    }

    /// What the things at a place hold, the lists in them left out.
    fn own(&self, node: Node) -> Own {
        let Some(place) = self.places.get(node) else {
            return Own::default();
        };
        let mut own = Own {
            leaves: place.leaves,
            times: place.times,
        };
        for part in place.parts.iter().filter(|part| !self.is_list(**part)) {
            let inside = self.own(*part);
            own.leaves += inside.leaves;
            own.times += inside.times;
        }
        own
    }

    /// What the things at a place hold themselves, or their lists where that is more: pages hold records.
    fn whole(&self, node: Node) -> Own {
        let own = self.own(node);
        let lists = self.lists(node).into_iter().map(|list| self.own(list));
        if own.times > 0 {
            return own;
        }
        lists.fold(own, |most, list| {
            if most.times == 0 && (list.times > 0 || list.leaves > most.leaves) {
                list
            } else {
                most
            }
        })
    }

    /// The lists in the things at a place, at any depth that no other list lies between.
    fn lists(&self, node: Node) -> Vec<Node> {
        let mut found = Vec::new();
        let mut open = vec![node];
        while let Some(here) = open.pop() {
            for part in self.parts(here) {
                if self.is_list(*part) {
                    found.push(*part);
                } else {
                    open.push(*part);
                }
            }
        }
        found
    }
}

/// Whether nothing but lists of calls are called so.
fn is_name_of_many(name: &str) -> bool {
    name.to_lowercase().ends_with('s') && is_name_of_records(name)
}

/// Whether lists of calls are called so.
fn is_name_of_records(name: &str) -> bool {
    let last = name.rsplit(['.', ':']).next().unwrap_or_default();
    NAMES.contains(&last.to_lowercase().as_str())
}
